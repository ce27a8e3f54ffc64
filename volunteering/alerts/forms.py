"""The form of an alert: an address, and nothing else."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AlertForm(forms.Form):
    """Where to write to."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We write to it once, to ask whether you want this."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "f-%s"
