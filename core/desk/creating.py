"""The form of a new page, which Wagtail also saves by itself while somebody types.

Wagtail 8.0 asks whether an address is free when it checks the form, and once more when it writes the page.
Two requests of one form, the page saved by itself and *Submit*, both pass the first question; the second
one then ended in an error page. The script `save-first.js` lets *Submit* wait for the page saved by itself;
here, whatever still meets a taken address is told so beside its field, with all that was typed.
"""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.http import HttpResponse
from wagtail.admin.views.pages.create import CreateView


class FirmCreateView(CreateView):
    """Wagtail's form of a new page: made whole or not at all, and never an error page."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                answer: HttpResponse = super().form_valid(form)
                return answer
        except ValidationError as error:
            # As before it was to be written: it stands nowhere.
            self.page.pk, self.page.path, self.page.depth = None, "", None
            refuse(form, error)
            form.restore_required_fields()
            refused: HttpResponse = self.form_invalid(form)
            return refused


def refuse(form: Any, error: ValidationError) -> None:
    """Add what the database refused to a form: beside the field, or above where the form has none."""
    found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error}
    for name, reasons in found.items():
        form.add_error(name if name in form.fields else None, reasons)
