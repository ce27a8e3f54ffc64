"""The editor's form of a call: it refuses publication where the law does."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from volunteering import rules


class CallPageForm(WagtailAdminPageForm):
    """Lists all that is missing at once when somebody asks to publish."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if "action-publish" in self.data and not self.errors:
            call = self.save(commit=False)
            problems = rules.publication_problems(call)
            if problems:
                raise ValidationError(problems)
        return cleaned
