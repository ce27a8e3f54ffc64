"""The region's other two reports: calls that nobody answers, and answers by place and month."""

import datetime
from typing import Any, ClassVar

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView

from core import locales
from core.dates import format_date
from core.desk.access import GuardedMixin, permitted
from core.spreadsheets import SafeSpreadsheetMixin
from taxonomy.models import Place
from volunteering.models import Application, ApplicationCount, CallPage
from volunteering.models.choices import ApplyMode, CallState, CountKind
from volunteering.models.states import state_condition

PERMISSION = "volunteering.monitor_calls"
DAYS = (7, 14, 30, 60)
DEFAULT_DAYS = 14


def _provinces(related: type[Any]) -> Any:
    """Provinces in which something of a model is."""

    def found(request: Any) -> QuerySet:
        inside = related.objects.filter(place__parent=OuterRef("pk"))
        return Place.objects.filter(Exists(inside), kind=Place.Kind.PROVINCE).order_by("name")

    return found


class UnansweredFilterSet(WagtailFilterSet):
    """By how long the call has been open, and by province."""

    days = django_filters.ChoiceFilter(
        label=_("Open for at least"), method="open_for", empty_label=_("14 days"),
        choices=[(7, _("7 days")), (30, _("30 days")), (60, _("60 days"))],
    )  # fmt: skip
    province = django_filters.ModelChoiceFilter(
        label=_("Province"), queryset=_provinces(CallPage), field_name="place__parent",
        empty_label=_("Any province"),
    )  # fmt: skip

    class Meta:
        model = CallPage
        fields: ClassVar[list[str]] = []

    def open_for(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Applied in `UnansweredReport.get_base_queryset`, where the default is known."""
        return queryset


class DeskReport(GuardedMixin, SafeSpreadsheetMixin, ReportView):
    """What both reports share."""

    rule = permitted(PERMISSION)
    template_name = "volunteering/desk/report.html"
    results_template_name = "volunteering/desk/report_results.html"
    intro: Any = ""
    empty: Any = ""


class UnansweredReport(DeskReport):
    """Open calls with the site's form that nobody has answered for some time."""

    page_title = _("Calls without answers")
    header_icon = "warning"
    index_url_name = "calls_desk:unanswered"
    index_results_url_name = "calls_desk:unanswered_results"
    model = CallPage
    filterset_class = UnansweredFilterSet
    verbose_name_plural = _("calls for volunteers")
    export_filename = "calls-without-answers"
    intro = _(
        "Open calls that people answer with the form of this site, and that nobody has answered. "
        "Often the text is long, the day is rare, or a translation is missing."
    )
    empty = _("Every call that has been open for so long has an answer.")
    list_export: ClassVar[list[str]] = ["title", "host", "comune", "province", "since", "apply_by"]
    export_headings: ClassVar[dict[str, Any]] = {
        "title": _("Call"), "host": _("Organisation"), "comune": _("Comune"),
        "province": _("Province"), "since": _("Open since"), "apply_by": _("Apply by"),
    }  # fmt: skip
    columns: ClassVar[list[Column]] = [
        Column("title", label=_("Call"), sort_key="title"),
        Column("host", label=_("Organisation"), sort_key="host__name"),
        Column("place", label=_("Comune"), sort_key="place__name"),
        Column("since", label=_("Open since"), accessor=lambda row: format_date(row.since),
               sort_key="since"),
        Column("apply_by", label=_("Apply by"), accessor=lambda row: format_date(row.apply_by),
               sort_key="apply_by"),
    ]  # fmt: skip

    def days(self) -> int:
        """For how long a call must have been open."""
        named = self.request.GET.get("days", "")
        return int(named) if named in {str(number) for number in DAYS} else DEFAULT_DAYS

    def get_base_queryset(self) -> QuerySet:
        answers = Application.objects.filter(call_key=OuterRef("translation_key"))
        day = timezone.localdate()
        published = TruncDate("first_published_at")
        return (
            CallPage.objects.filter(
                state_condition(CallState.OPEN), live=True, locale=locales.source(),
                apply_mode=ApplyMode.FORM,
            )
            .filter(~Exists(answers))
            .annotate(since=Greatest(published, Coalesce("opens_on", published)))
            .filter(since__lte=day - datetime.timedelta(days=self.days()))
            .select_related("host", "place__parent")
        )  # fmt: skip

    def get_queryset(self) -> QuerySet:
        return self.order_queryset(self.get_base_queryset())

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return (
            super().order_queryset(queryset) if self.ordering else queryset.order_by("since", "pk")
        )

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        item.comune = item.place.name if item.place else ""
        item.province = item.place.parent.name if item.place and item.place.parent else ""
        return super().to_row_dict(item)


class NumbersFilterSet(WagtailFilterSet):
    """By year and by province."""

    year = django_filters.NumberFilter(
        label=_("Year"), field_name="month__year", min_value=2000, max_value=2100
    )
    province = django_filters.ModelChoiceFilter(
        label=_("Province"), queryset=_provinces(ApplicationCount), field_name="place__parent",
        empty_label=_("Any province"),
    )  # fmt: skip

    class Meta:
        model = ApplicationCount
        fields: ClassVar[list[str]] = []


class NumbersReport(DeskReport):
    """How many answered, were answered and were accepted, by month and comune."""

    page_title = _("Applications in numbers")
    header_icon = "table"
    index_url_name = "calls_desk:numbers"
    index_results_url_name = "calls_desk:numbers_results"
    model = ApplicationCount
    filterset_class = NumbersFilterSet
    verbose_name_plural = _("months and places")
    export_filename = "applications-in-numbers"
    intro = _(
        "Sums by month of the answer and comune of the call. They stay when answers are deleted, "
        "and hold nothing about persons."
    )
    empty = _("Nobody has answered a call yet.")
    list_export: ClassVar[list[str]] = [
        "month", "comune", "province", "received", "answered", "accepted",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, Any]] = {
        "month": _("Month"), "comune": _("Comune"), "province": _("Province"),
        "received": _("Received"), "answered": _("Answered"), "accepted": _("Accepted"),
    }  # fmt: skip
    columns: ClassVar[list[Column]] = [
        Column("month", label=_("Month"), sort_key="month",
               accessor=lambda row: format_date(row["month"], "month")),
        Column("comune", label=_("Comune"), accessor=lambda row: row["place__name"] or ""),
        Column("province", label=_("Province"),
               accessor=lambda row: row["place__parent__name"] or ""),
        NumberColumn("received", label=_("Received"), classname="desk-number",
                     accessor=lambda row: row["received"]),
        NumberColumn("answered", label=_("Answered"), classname="desk-number",
                     accessor=lambda row: row["answered"]),
        NumberColumn("accepted", label=_("Accepted"), classname="desk-number",
                     accessor=lambda row: row["accepted"]),
    ]  # fmt: skip

    def get_queryset(self) -> QuerySet:
        return ApplicationCount.objects.order_by()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Filter the rows first, then sum them up."""
        sums = {kind.value: Coalesce(Sum("number", filter=Q(kind=kind)), 0) for kind in CountKind}
        rows = super().filter_queryset(queryset)
        grouped = rows.values("month", "place__name", "place__parent__name").annotate(**sums)
        order = self.ordering if self.ordering in {"month", "-month"} else "-month"
        return grouped.order_by(order, "place__name")

    def to_row_dict(self, item: dict[str, Any]) -> dict[str, Any]:
        return {
            "month": f"{item['month']:%Y-%m}",
            "comune": item["place__name"] or "", "province": item["place__parent__name"] or "",
            **{kind.value: item[kind.value] for kind in CountKind},
        }  # fmt: skip
