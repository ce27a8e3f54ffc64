"""All pages that are verified, the most urgent first; leaves as a table."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from core import reads
from core.desk.access import GuardedMixin, permitted
from core.spreadsheets import SafeSpreadsheetMixin
from editorial.feedback import clarity
from editorial.verification import signing, states
from taxonomy.review import ReviewedMixin

TILES = (
    ("late", gettext_lazy("overdue"), "crit"),
    ("soon", gettext_lazy("due in 30 days"), "warn"),
    ("law", gettext_lazy("law changed"), "crit"),
    ("never", gettext_lazy("never verified"), "crit"),
    ("unclear", gettext_lazy("clarity below 3"), "warn"),
)


class VerificationFilterSet(WagtailFilterSet):
    """By state and by risk."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Verification"), method="in_state", empty_label=gettext_lazy("All"),
        choices=[(name, label) for name, label, _tone in TILES],
    )  # fmt: skip
    risk_class = django_filters.ChoiceFilter(
        label=gettext_lazy("Risk"), choices=ReviewedMixin.Risk.choices,
        empty_label=gettext_lazy("All"),
    )  # fmt: skip

    class Meta:
        model = Page
        fields: ClassVar[list[str]] = []

    def in_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The pages of one tile."""
        return queryset.filter(states.conditions()[value])


class PageColumn(Column):
    """The title, leading to its verification; below it, that a law changed."""

    cell_template_name = "editorial/verification/cell_page.html"


class DueColumn(Column):
    """How late or how soon, and the day."""

    cell_template_name = "editorial/verification/cell_due.html"


class OwnerColumn(Column):
    """Whose page it is; for want of that, who checked it last."""

    cell_template_name = "editorial/verification/cell_owner.html"


class ClarityColumn(Column):
    """The mean of the stars readers gave, and how many did."""

    cell_template_name = "editorial/verification/cell_clarity.html"


class ActionColumn(Column):
    """The button of the row."""

    header_template_name = "editorial/verification/header_action.html"
    cell_template_name = "editorial/verification/cell_action.html"


def state_words(page: Any) -> str:
    """The states of a page in words, for the exported table."""
    found = []
    if page.is_overdue:
        found.append(_("overdue"))
    if page.law_changed_on:
        found.append(_("law changed"))
    if page.next_review is None:
        found.append(_("never verified"))
    return ", ".join(found)


class VerificationReport(GuardedMixin, SafeSpreadsheetMixin, ReportView):
    """Guides and whatever else is verified, one row for all languages."""

    rule = permitted(states.PERMISSION)
    page_title = gettext_lazy("Verification of pages")
    header_icon = "calendar-check"
    index_url_name = "desk_verification"
    index_results_url_name = "desk_verification_results"
    template_name = "editorial/verification/report.html"
    results_template_name = "editorial/verification/report_results.html"
    filterset_class = VerificationFilterSet
    verbose_name_plural = gettext_lazy("pages")
    export_filename = "verification"
    is_searchable = True
    search_backend_name = None
    search_fields = ("title",)
    list_export: ClassVar[list[str]] = [
        "title", "state_words", "verified_on", "verified_by_role", "next_review", "risk_class",
        "owner", "review_flag", "law_changed_on", "clarity", "reads",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, Any]] = {
        "title": gettext_lazy("Page"), "state_words": gettext_lazy("State"),
        "verified_on": gettext_lazy("Verified on"), "verified_by_role": gettext_lazy("Verified by"),
        "next_review": gettext_lazy("Next check"), "risk_class": gettext_lazy("Risk"),
        "owner": gettext_lazy("Belongs to"), "review_flag": gettext_lazy("What must be checked"),
        "law_changed_on": gettext_lazy("Law changed on"), "clarity": gettext_lazy("Clarity"),
        "reads": gettext_lazy("Reads in 28 days"),
    }  # fmt: skip
    columns: ClassVar[list[Column]] = [
        PageColumn("title", label=gettext_lazy("Page"), sort_key="title"),
        DueColumn("next_review", label=gettext_lazy("Next check"), sort_key="next_review"),
        Column("risk_class", label=gettext_lazy("Risk"), sort_key="risk_class"),
        OwnerColumn("owner", label=gettext_lazy("Belongs to")),
        NumberColumn("reads", label=gettext_lazy("Reads in 28 days")),
        ClarityColumn("clarity", label=gettext_lazy("Clarity")),
        ActionColumn("action", label=gettext_lazy("Actions")),
    ]

    @cached_property
    def model(self) -> Any:  # type: ignore[override]
        """The type of page the list is about; the first unless `kind` names another."""
        types = states.reviewed_types()
        wanted = self.request.GET.get("kind", "")
        return next((kind for kind in types if kind._meta.model_name == wanted), types[0])

    def get_base_queryset(self) -> QuerySet:
        """Published pages of the source language."""
        return states.listed(states.pages(self.model)).prefetch_related("owner_organisation")

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """The worst first, unless a column was asked for."""
        return super().order_queryset(queryset) if self.ordering else states.ranked(queryset)

    def get_default_ordering(self) -> Any:
        return None

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """What stands beside the fields: states in words, how clear readers find the page, how many
        opened it."""
        found = clarity.of_pages(page.translation_key for page in object_list)
        read = reads.reads_28d(page.translation_key for page in object_list)
        for page in object_list:
            page.reads = read.get(page.translation_key, 0)
            page.state_words = state_words(page)
            page.rated = found.get(page.translation_key)
            page.clarity = round(page.rated.average, 1) if page.rated else ""
        return object_list

    @cached_property
    def header_buttons(self) -> list[Any]:
        flag = HeaderButton(
            gettext_lazy("A law changed…"), url=reverse("desk_law"), icon_name="warning"
        )
        return [flag, *super().header_buttons]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        numbers = states.numbers(states.pages(self.model))
        chosen = self.request.GET.get("state", "")
        tiles = [
            {
                "state": name,
                "number": numbers[name],
                "label": label,
                "tone": tone,
                "on": name == chosen,
            }
            for name, label, tone in TILES
        ]
        context = super().get_context_data(**kwargs)
        return context | {
            "tiles": tiles, "grave": numbers["grave"], "all": numbers["all"],
            "all_on": not chosen, "flagged": signing.just_flagged(self.request.user),
            "index_url": reverse("desk_verification"),
        }  # fmt: skip
