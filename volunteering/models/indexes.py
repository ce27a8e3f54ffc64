"""The list of calls, and the folder in which one organisation keeps its calls."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import Page

from core.listing import Facet, choice_facet, term_facet
from core.models import BasePage, ListingPage, region_facet
from directory.models import Organisation
from volunteering.models.calls import CallPage
from volunteering.models.choices import (
    CallMode,
    CallState,
    Commitment,
    DayPart,
    ItalianLevel,
    Minors,
)
from volunteering.models.states import state_condition

LISTED = (CallState.OPEN, CallState.UPCOMING, CallState.FULL, CallState.PAUSED)
DAY_NAMES = {"weekdays": _("weekdays"), "weekend": _("weekend")}


def _days() -> dict[str, Q]:
    return {"weekdays": Q(slots__weekday__lte=4), "weekend": Q(slots__weekday__gte=5)}


def _states() -> dict[str, Q]:
    return {state.value: state_condition(state) for state in LISTED}


class CallIndexPage(ListingPage):
    """All calls that are not over: open ones first, by deadline."""

    search_kind = ""
    feed_kind = "call"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["volunteering.CallFolderPage", "volunteering.CallPage"]

    class Meta:
        verbose_name = _("call index")
        verbose_name_plural = _("call indexes")

    @classmethod
    def item_model(cls) -> type[Page]:
        return CallPage

    @classmethod
    def listing_facets(cls) -> list[Facet]:
        states = dict(CallState.choices)
        return [
            Facet("days", _("Days"), conditions=_days, order=lambda: list(DAY_NAMES),
                  name=lambda value: str(DAY_NAMES.get(value, value))),
            choice_facet("part", _("Part of the day"), "slots__part", DayPart.choices),
            choice_facet("italian", _("Italian needed"), "italian_level", ItalianLevel.choices),
            term_facet("open-to", _("Open to"), "open_to", "open-to"),
            term_facet("category", _("Activity"), "call_category", "call-category"),
            choice_facet("mode", _("Where"), "mode", CallMode.choices),
            choice_facet("commitment", _("Commitment"), "commitment", Commitment.choices),
            choice_facet("minors", _("Age"), "minors", Minors.choices),
            Facet("state", _("State"), conditions=_states, order=lambda: [s.value for s in LISTED],
                  name=lambda value: str(states.get(value, value))),
            region_facet("place"),
        ]  # fmt: skip

    def items(self) -> QuerySet:
        return (
            CallPage.listed(super().items())
            .select_related("host", "place")
            .prefetch_related("slots")
            .order_by(F("apply_by").asc(nulls_last=True), "title")
        )


class CallFolderPage(BasePage):
    """Where one organisation keeps its calls: the root of its editors' permissions."""

    search_kind = ""
    parent_page_types: ClassVar[list[str]] = ["volunteering.CallIndexPage"]
    subpage_types: ClassVar[list[str]] = ["volunteering.CallPage"]

    preview_modes: ClassVar[list[tuple[str, str]]] = []

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )

    main_panels: ClassVar[list[Panel]] = [
        FieldPanel(
            "organisation",
            help_text=_("Its editors write calls in this folder. Readers never see the folder."),
        )
    ]

    class Meta:
        verbose_name = _("folder of an organisation")
        verbose_name_plural = _("folders of organisations")

    @property
    def is_listed(self) -> bool:
        return False

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A folder shows nothing of its own: readers go to the list."""
        return redirect(self.get_parent().get_url(request) or "/")
