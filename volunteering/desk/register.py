"""Around the answers: who opened them, the sheet of all, and deleting one for good."""

from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from core import locales
from core.spreadsheets import SafeSpreadsheetMixin
from volunteering.applications import desk, sealing
from volunteering.desk import rows, scope
from volunteering.desk.applications import ApplicationsView, OwnCallMixin
from volunteering.models import AccessLog
from volunteering.models.choices import AccessKind


class RegisterView(OwnCallMixin, View):
    """Who has opened, changed or taken away the answers to a call."""

    page_title = gettext_lazy("Who has seen the contacts")
    header_icon = "history"
    template_name = "volunteering/desk/register.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The register of a call, the latest access first."""
        own = scope.organisation_keys(request.user)
        entries = AccessLog.objects.filter(host__translation_key__in=own)
        entries = entries.filter(call_key=self.key) if self.key else entries.none()
        paginator = WagtailPaginator(entries.select_related("user", "application"), 50)
        page = paginator.get_page(request.GET.get("p"))
        return self.render_to_response(
            self.get_context_data(
                page_obj=page, call=self.call,
                elided_page_range=paginator.get_elided_page_range(page.number),
                index_url=reverse("calls_desk:register"), back_url=self.address(),
            )
        )  # fmt: skip

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": self.address(), "label": ApplicationsView.page_title}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]


class ExportView(OwnCallMixin, SafeSpreadsheetMixin, View):
    """All answers to a call as CSV; each one taken away stands in the register."""

    export_filename = "applications"
    list_export: ClassVar[list[str]] = [
        "position", "name", "contact_kind", "contact", "language", "slots", "text", "state", "sent",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, Any]] = {
        "position": gettext_lazy("Number"),
        "name": gettext_lazy("Name or nickname"),
        "contact_kind": gettext_lazy("Kind of contact"),
        "contact": gettext_lazy("Contact"),
        "language": gettext_lazy("Language"),
        "slots": gettext_lazy("When"),
        "text": gettext_lazy("Message"),
        "state": gettext_lazy("State"),
        "sent": gettext_lazy("Sent"),
    }

    def get(self, request: HttpRequest) -> HttpResponse:
        """Nothing is taken away by following a link."""
        return redirect(self.address())

    def post(self, request: HttpRequest) -> HttpResponse:
        """The sheet. Where an answer cannot be opened, there is no sheet and no entry."""
        try:
            with transaction.atomic():
                found = [self.line(row) for row in self.answers.order_by("position")]
        except sealing.SealingError:
            messages.error(request, _("No key of this server opens all answers of this call."))
            return redirect(self.address())
        return self.as_spreadsheet(found, self.FORMAT_CSV)

    def line(self, application: Any) -> dict[str, Any]:
        """One answer, opened and registered."""
        answer = desk.read(application, self.request.user, AccessKind.EXPORT)  # type: ignore[arg-type]
        return {
            "position": application.position,
            "name": answer.name,
            "contact_kind": answer.contact_kind_label,
            "contact": answer.contact,
            "language": locales.native_name(answer.language),
            "slots": "; ".join(rows.slot_words(answer.slots)),
            "text": answer.text,
            "state": application.get_state_display(),
            "sent": timezone.localtime(application.created_at).date().isoformat(),
        }

    def to_row_dict(self, item: dict[str, Any]) -> dict[str, Any]:
        return item

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(self.export_headings[field])


class DeleteView(OwnCallMixin, View):
    """Deletes an answer for good, because the person asked the organisation to."""

    page_title = gettext_lazy("Delete an answer for good")
    header_icon = "bin"
    template_name = "volunteering/desk/delete_application.html"
    own = ApplicationsView.own

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask once more."""
        application = self.own(str(pk))
        [row] = rows.build([application], {}) if desk.can_read() else [None]
        context = self.get_context_data(
            application=application, row=row, call=self.call, back_url=self.address()
        )
        return self.render_to_response(context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete it, with its notes; the register keeps that it was deleted."""
        desk.delete(self.own(str(pk)), request.user)  # type: ignore[arg-type]
        messages.success(request, _("The answer is deleted for good."))
        return redirect(self.address())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": self.address(), "label": ApplicationsView.page_title}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]
