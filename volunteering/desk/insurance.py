"""The region's report: whose volunteers are insured, and whose calls stand still."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from core.dates import format_date
from core.desk.access import GuardedMixin, permitted
from core.spreadsheets import SafeSpreadsheetMixin
from directory.models import Organisation
from directory.models.organisations import InsuranceState
from taxonomy.models import Place
from volunteering import insurance, reminders
from volunteering.models import InsuranceReminder

PERMISSION = "volunteering.monitor_insurance"
TILES = (
    (InsuranceState.EXPIRED, pgettext_lazy("insurances", "expired"), "crit"),
    (InsuranceState.MISSING, pgettext_lazy("insurances", "missing"), "crit"),
    (InsuranceState.ENDING, pgettext_lazy("insurances", "end within 30 days"), "warn"),
    (InsuranceState.VALID, pgettext_lazy("insurances", "valid"), ""),
)


def _provinces(request: Any) -> QuerySet:
    """Provinces in which an organisation has its seat."""
    seats = Organisation.objects.filter(seat__parent=OuterRef("pk"))
    return Place.objects.filter(Exists(seats), kind=Place.Kind.PROVINCE).order_by("name")


class InsuranceFilterSet(WagtailFilterSet):
    """By state of the insurance and by province of the seat."""

    state = django_filters.ChoiceFilter(
        label=_("Insurance"), field_name="standing", empty_label=_("All"),
        choices=[(state.value, label) for state, label, _tone in TILES],
    )  # fmt: skip
    province = django_filters.ModelChoiceFilter(
        label=_("Province"), queryset=_provinces, field_name="seat__parent", empty_label=_("All")
    )

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = []


class OrganisationColumn(TitleColumn):
    """The name, leading to the form of the organisation for those who may change it."""

    def get_link_url(self, instance: Any, parent_context: Any) -> str | None:
        user = parent_context["request"].user
        if not user.has_perm("directory.change_organisation"):
            return None
        return reverse("wagtailsnippets_directory_organisation:edit", args=[instance.pk])


class StateColumn(Column):
    """The state with its mark and its day; below it, that calls stand still."""

    cell_template_name = "volunteering/desk/cell_insurance.html"


class TickColumn(Column):
    """A box to choose the row for a reminder, or why it cannot be reminded."""

    header_template_name = "volunteering/desk/header_tick.html"
    cell_template_name = "volunteering/desk/cell_tick.html"


def last_reminder(row: Any) -> str:
    """Which reminder came last and when; why there cannot be one."""
    if not row.role_mailbox:
        return str(_("no role’s mailbox"))
    if not row.reminder_kind:
        return str(_("never"))
    kind = InsuranceReminder.Kind(row.reminder_kind).label
    when = format_date(row.reminder_on) if row.reminder_on else _("waits to be sent")
    return f"{kind}, {when}"


def province(row: Any) -> str:
    """The province of the seat."""
    return row.seat.parent.name if row.seat and row.seat.parent else ""


class InsuranceReport(GuardedMixin, SafeSpreadsheetMixin, ReportView):
    """Organisations that host volunteers, the most urgent first."""

    rule = permitted(PERMISSION)
    page_title = _("Insurance of volunteers")
    header_icon = "lock"
    index_url_name = "calls_desk:insurance"
    index_results_url_name = "calls_desk:insurance_results"
    template_name = "volunteering/desk/report.html"
    results_template_name = "volunteering/desk/insurance_results.html"
    model = Organisation
    filterset_class = InsuranceFilterSet
    is_searchable = True
    search_backend_name = None
    search_fields = ("name", "acronym")
    verbose_name_plural = _("organisations")
    export_filename = "insurance"
    list_export: ClassVar[list[str]] = [
        "name", "standing_label", "insurance_declared_on", "insurance_valid_until", "running",
        "volunteers_count", "province", "last_reminder", "insurance_checked_by_role",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, Any]] = {
        "name": _("Organisation"),
        "standing_label": _("Insurance"),
        "running": _("Calls"),
        "province": _("Province"),
        "last_reminder": _("Last reminder"),
    }
    columns: ClassVar[list[Column]] = [
        TickColumn("tick", label=_("Choose")),
        OrganisationColumn("name", label=_("Organisation"), sort_key="name"),
        StateColumn("standing", label=_("Insurance"), sort_key="insurance_valid_until"),
        NumberColumn("running", label=_("Calls"), sort_key="running", classname="desk-number"),
        NumberColumn(
            "volunteers_count", label=_("Volunteers"), sort_key="volunteers_count",
            classname="desk-number",
        ),
        Column("province", label=_("Province"), accessor=province, sort_key="seat__parent__name"),
        Column("reminded", label=_("Last reminder"), accessor=last_reminder),
        Column("insurance_checked_by_role", label=_("Checked by")),
    ]  # fmt: skip

    def get_base_queryset(self) -> QuerySet:
        found = insurance.with_standing(insurance.hosts())
        return found.select_related("seat__parent").prefetch_related("contacts")

    def get_queryset(self) -> QuerySet:
        """Searched and in order; `ReportView` filters afterwards."""
        return self.order_queryset(self.search_queryset(self.get_base_queryset()))

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return (
            super().order_queryset(queryset) if self.ordering else insurance.worst_first(queryset)
        )

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        item.standing_label = InsuranceState(item.standing).label
        item.last_reminder = last_reminder(item)
        item.province = province(item)
        return super().to_row_dict(item)

    @cached_property
    def totals(self) -> dict[str, int]:
        """Organisations in each state and calls that stand still, over the whole site."""
        counts = {
            state.value: Count("pk", filter=Q(standing=state.value)) for state in InsuranceState
        }
        return insurance.with_standing(insurance.hosts()).aggregate(**counts)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        chosen = self.request.GET.get("state", "")
        tiles = [
            {"state": state.value, "label": label, "tone": tone, "on": chosen == state.value,
             "number": self.totals[state.value]}
            for state, label, tone in TILES
        ]  # fmt: skip
        query = self.request.GET.copy()
        for name in ("p", "ordering", "_w_filter_fragment", "export"):
            query.pop(name, None)
        query["all"] = "1"
        return context | {
            "tiles": tiles,
            "paused": insurance.paused_calls().count(),
            "remind_url": reverse("calls_desk:remind"),
            "remind_all_url": f"{reverse('calls_desk:remind')}?{query.urlencode()}",
        }


def chosen(request: Any) -> QuerySet:
    """The organisations a request names: all of a filtered list, or those ticked."""
    found = insurance.with_standing(insurance.hosts()).prefetch_related("contacts")
    if "all" in request.GET:
        words = request.GET.get("q", "").strip()
        if words:
            found = found.filter(Q(name__icontains=words) | Q(acronym__icontains=words))
        filters = InsuranceFilterSet(request.GET, queryset=found, request=request)
        found = filters.qs if filters.is_valid() else found.none()
    else:
        keys = [int(key) for key in request.GET.getlist("id") if key.isascii() and key.isdigit()]
        found = found.filter(pk__in=keys[: InsuranceReport.paginate_by])
    return insurance.worst_first(found)


class RemindView(GuardedMixin, WagtailAdminTemplateMixin, View):
    """Asks once more who will be reminded, then notes it; the clock sends within minutes."""

    rule = permitted(PERMISSION)
    page_title = _("Send a reminder")
    header_icon = "mail"
    template_name = "volunteering/desk/remind.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Who will be reminded, and who cannot be."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Note the reminders and go back to the list."""
        number = reminders.remind(list(chosen(request)))
        said = ngettext(
            "%(count)d reminder will leave within minutes.",
            "%(count)d reminders will leave within minutes.",
            number,
        )
        (messages.success if number else messages.warning)(request, said % {"count": number})
        return redirect("calls_desk:insurance")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("calls_desk:insurance"), "label": InsuranceReport.page_title}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(chosen(self.request))
        for row in rows:
            row.reason = reminders.reason_against(row)
        able = [row for row in rows if not row.reason]
        shown = InsuranceReport.paginate_by
        return super().get_context_data(**kwargs) | {
            "able": able,
            "unable": [row for row in rows if row.reason],
            "shown": shown,
            "shown_slice": f":{shown}",
            "more_able": len(able) - shown,
        }
