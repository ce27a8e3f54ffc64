"""Form widgets for editors."""

from typing import Any

from django import forms


class TermCheckboxes(forms.CheckboxSelectMultiple):
    """Terms of a vocabulary as boxes to tick: all are seen at once, none must be known by heart.

    The class puts them into columns (site/static/css/admin.css).
    """

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "term-boxes"} | (attrs or {}), choices)
