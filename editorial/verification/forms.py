"""What an officer says about a page."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from taxonomy.models import Term

CHECK_WITHIN_DAYS = 14


class SignForm(forms.Form):
    """One tick, who checked, when again."""

    checked = forms.BooleanField(
        label=_("I read the steps, the documents and the amounts again, beside the source"),
        error_messages={"required": _("Tick this once you have read the page beside its source.")},
    )
    role = forms.CharField(
        label=_("Checked by"), max_length=120,
        help_text=_("The office, never a person: readers see it."),
    )  # fmt: skip
    due = forms.DateField(label=_("Next check"), widget=AdminDateInput)

    def clean_due(self) -> datetime.date:
        """In the future, and not further than a check of the lowest risk reaches."""
        due: datetime.date = self.cleaned_data["due"]
        days = (due - timezone.localdate()).days
        if not 0 < days <= 366:
            raise ValidationError(_("Choose a day within a year from now."))
        return due


class LawForm(forms.Form):
    """A law that changed: its name for colleagues, its day for readers."""

    law = forms.CharField(
        label=_("Law and article"), max_length=300,
        help_text=_("Colleagues see it. Example: Decree of 12 November 2026, art. 3: 60 days instead of 30."),
    )  # fmt: skip
    changed_on = forms.DateField(
        label=_("Changed on"), widget=AdminDateInput, initial=timezone.localdate
    )
    due = forms.DateField(
        label=_("Verify by"), widget=AdminDateInput,
        initial=lambda: timezone.localdate() + datetime.timedelta(days=CHECK_WITHIN_DAYS),
    )  # fmt: skip

    def clean_due(self) -> datetime.date:
        """Not in the past."""
        due: datetime.date = self.cleaned_data["due"]
        if due < timezone.localdate():
            raise ValidationError(_("Choose today or a later day."))
        return due


class TopicForm(LawForm):
    """The same for the pages of a topic."""

    topic = forms.ChoiceField(label=_("Topic"), widget=forms.Select(attrs={"data-desk-choice": ""}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["topic", "law", "changed_on", "due"])
        terms = Term.objects.filter(vocabulary="topic")
        with_words = [(term.code, term.label()) for term in terms]
        self.fields["topic"].choices = [("", "—"), *with_words]  # type: ignore[attr-defined]
