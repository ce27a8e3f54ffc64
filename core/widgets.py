"""Form widgets for editors."""

from django import forms


class TermCheckboxes(forms.CheckboxSelectMultiple):
    """Terms of a vocabulary as boxes to tick: all are seen at once, none must be known by heart."""
