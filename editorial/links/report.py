"""All addresses outside the site that readers are sent to, broken ones first; leaves as a table."""

from typing import Any, ClassVar

import django_filters
from django.db.models import (
    Case,
    Count,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from core import reads
from core.desk.access import GuardedMixin, permitted
from core.spreadsheets import SafeSpreadsheetMixin
from editorial.links import checking, gathering
from editorial.models import ExternalLink, LinkUse
from editorial.verification.states import PERMISSION

SHOWN = 20  # links to pages that are gone, above the table
_WATCHED = Q(ignored_at=None)
STATES: dict[str, tuple[Any, Q]] = {
    "broken": (pgettext_lazy("links", "broken"), _WATCHED & Q(broken_since__isnull=False)),
    "doubt": (pgettext_lazy("links", "in doubt"), _WATCHED & Q(broken_since=None, failures__gt=0)),
    "new": (pgettext_lazy("links", "not checked"), _WATCHED & Q(checked_at=None)),
    "ignored": (pgettext_lazy("links", "ignored"), ~_WATCHED),
}
TONES = {"broken": "crit", "doubt": "warn"}


class LinkFilterSet(WagtailFilterSet):
    """By state."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), method="in_state", empty_label=gettext_lazy("All"),
        choices=[(name, label) for name, (label, _rows) in STATES.items()],
    )  # fmt: skip

    class Meta:
        model = ExternalLink
        fields: ClassVar[list[str]] = []

    def in_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The addresses of one tile."""
        return queryset.filter(STATES[value][1])


class LinkColumn(Column):
    """The address, leading to its screen; below it, what it answered."""

    cell_template_name = "editorial/links/cell_link.html"


class PlacesColumn(Column):
    """On how many pages and in how many languages it stands."""

    cell_template_name = "editorial/links/cell_places.html"


def ranked(queryset: QuerySet) -> QuerySet:
    """Broken first, then in doubt, ignored last; within these what most readers meet, then what
    stands on most pages. Reads are looked up for what does not work alone."""
    place = {"broken": 0, "doubt": 1, "ignored": 3}
    whens = [When(STATES[name][1], then=Value(number)) for name, number in place.items()]
    rank = Case(*whens, default=Value(2), output_field=IntegerField())
    uses = LinkUse.objects.filter(link=OuterRef(OuterRef("pk")), page__live=True)
    met = reads.total_of(uses.values("page__translation_key"))
    failing = When(STATES["broken"][1] | STATES["doubt"][1], then=Coalesce(met, Value(0)))
    read = Case(failing, default=Value(0), output_field=IntegerField())
    return queryset.alias(rank=rank, read=read).order_by("rank", "-read", "-pages", "url")


def counted(queryset: QuerySet) -> QuerySet:
    """With the numbers of published pages, of their languages, and of things that are no pages."""
    uses = LinkUse.objects.filter(link=OuterRef("pk"))
    live = uses.filter(page__live=True)
    return queryset.annotate(
        pages=_number(live, Count("pk")),
        languages=_number(live, Count("locale", distinct=True)),
        things=_number(uses.filter(page=None), Count("pk")),
    )


def _number(uses: QuerySet, count: Count) -> Coalesce:
    """Counted by itself: counts over one join of many uses would multiply them."""
    return Coalesce(Subquery(uses.order_by().values("link").annotate(n=count).values("n")), 0)


class LinksReport(GuardedMixin, SafeSpreadsheetMixin, ReportView):
    """One row for an address, however many pages lead to it."""

    rule = permitted(PERMISSION)
    model = ExternalLink
    page_title = gettext_lazy("External links")
    header_icon = "link-external"
    index_url_name = "desk_links"
    index_results_url_name = "desk_links_results"
    template_name = "editorial/verification/report.html"
    results_template_name = "editorial/links/report_results.html"
    filterset_class = LinkFilterSet
    verbose_name_plural = gettext_lazy("links")
    export_filename = "links"
    is_searchable = True
    search_backend_name = None
    search_fields = ("url",)
    list_export: ClassVar[list[str]] = [
        "url", "state", "answer", "pages", "languages", "things", "checked_at",
        "broken_since", "ignored_reason", "titles",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, Any]] = {
        "url": gettext_lazy("Address"), "state": gettext_lazy("State"),
        "answer": pgettext_lazy("of a server", "Answer"), "pages": gettext_lazy("Pages"),
        "languages": gettext_lazy("Languages"), "things": gettext_lazy("Other places"),
        "checked_at": gettext_lazy("Last check"),
        "broken_since": gettext_lazy("Broken since"), "ignored_reason": gettext_lazy("Reason"),
        "titles": gettext_lazy("Pages that lead there"),
    }  # fmt: skip
    columns: ClassVar[list[Column]] = [
        LinkColumn("url", label=gettext_lazy("Address"), sort_key="url"),
        Column("state", label=gettext_lazy("State")),
        PlacesColumn("pages", label=gettext_lazy("Pages"), sort_key="pages"),
    ]

    def get_base_queryset(self) -> QuerySet:
        """What stands where readers see it."""
        rows = LinkUse.objects.filter(Q(page__live=True) | Q(page=None)).select_related("page")
        uses = rows.prefetch_related("owner").order_by("page_id", "pk")
        found = counted(checking.used())
        return found.prefetch_related(Prefetch("uses", uses)) if self.is_export else found

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """The worst first, unless a column was asked for."""
        return super().order_queryset(queryset) if self.ordering else ranked(queryset)

    def get_default_ordering(self) -> Any:
        return None

    @cached_property
    def header_buttons(self) -> list[Any]:
        done = HeaderButton(
            gettext_lazy("Replaced links"), url=reverse("desk_links_replaced"), icon_name="history"
        )
        return [done, *super().header_buttons]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = self.request.GET.get("state", "")
        numbers = checking.used().aggregate(
            total=Count("pk"),
            **{name: Count("pk", filter=rows) for name, (_, rows) in STATES.items()},
        )
        tiles = [
            {
                "state": name, "number": numbers[name], "label": label,
                "tone": TONES.get(name, ""), "on": name == chosen,
            }
            for name, (label, _rows) in STATES.items()
        ]  # fmt: skip
        sources = gathering.dangling().order_by().values_list("page", flat=True).distinct()
        context = super().get_context_data(**kwargs)
        return context | {
            "tiles": tiles, "all": numbers["total"], "all_on": not chosen,
            "index_url": reverse("desk_links"),
            "dangling": Page.objects.filter(pk__in=list(sources[:SHOWN])),
        }  # fmt: skip
