"""The filters of search: which there are, what their values are called, in which order.

Common ones always; those of a kind of result once the reader has chosen that kind, or nothing
else was found (docs/features/search.md has the table).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import locales
from core.models import PeriodMixin
from core.search_entries import kind_label
from directory.models import Organisation
from search import groups
from search.groups import Groups
from taxonomy import labels
from taxonomy.models import Language, Place

MOST_VALUES = 8  # of a facet shown; the others come into sight as the reader narrows down


@dataclass(frozen=True)
class SearchFacet:
    """A filter. `names` gives labels for many values at once, with one query at most.

    With `groups` its values stand for several of the index, and are shown in the order of these.
    `preset` is chosen for a reader who looks for this kind alone and says nothing else.
    """

    name: str
    label: Any
    names: Callable[[list[str]], Mapping[str, str]]
    kinds: frozenset[str] = frozenset()
    preset: str = ""
    groups: Callable[[], Groups] | None = None


def _terms(vocabulary: str) -> Callable[[list[str]], Mapping[str, str]]:
    return lambda values: {value: labels.code_label(vocabulary, value) for value in values}


def _kinds(values: list[str]) -> Mapping[str, str]:
    return {value: kind_label(value) for value in values}


def _locales(values: list[str]) -> Mapping[str, str]:
    return {value: locales.native_name(value) for value in values}


def _spoken(values: list[str]) -> Mapping[str, str]:
    return {row.code: row.label() for row in Language.objects.filter(code__in=values)}


def _places(values: list[str]) -> Mapping[str, str]:
    codes = [value.partition(":")[2] for value in values]
    rows = Place.objects.filter(code__in=codes)
    return {f"{row.kind}:{row.code}": place_name(row) for row in rows}


def place_name(place: Place) -> str:
    """A place with its kind where the name alone would be two things: Provincia di Torino."""
    if place.kind == Place.Kind.PROVINCE:
        return gettext("Province of %(name)s") % {"name": place.name}
    return place.name


def _organisations(values: list[str]) -> Mapping[str, str]:
    """Names of those that are published: another one may still stand in the index."""
    rows = Organisation.objects.filter(slug__in=values, live=True)
    return dict(rows.values_list("slug", "name"))


def _choices(model: str, field: str) -> Callable[[list[str]], Mapping[str, str]]:
    """Labels of a field's choices, by the model's name."""

    def names(values: list[str]) -> Mapping[str, str]:
        known = groups.choices(model, field)
        return {value: known.get(value, value) for value in values}

    return names


def _one_of(*fields: tuple[str, str]) -> Callable[[list[str]], Mapping[str, str]]:
    """Labels of the choices of several fields that share a filter."""

    def names(values: list[str]) -> Mapping[str, str]:
        known: dict[str, str] = {}
        for model, field in fields:
            known |= groups.choices(model, field)
        return {value: known.get(value, value) for value in values}

    return names


def _named(labels_by_value: Mapping[str, Any]) -> Callable[[list[str]], Mapping[str, str]]:
    return lambda values: {v: str(labels_by_value[v]) for v in values if v in labels_by_value}


def _roles(values: list[str]) -> Mapping[str, str]:
    """“Regione Piemonte: lead partner”, from role and organisation."""
    pairs = {value: value.partition(":")[::2] for value in values}
    known = _organisations([slug for _role, slug in pairs.values()])
    return {
        value: gettext("%(organisation)s: %(role)s")
        % {
            "organisation": known[slug],
            "role": labels.code_label("organisation-role", role),
        }
        for value, (role, slug) in pairs.items()
        if slug in known
    }


def _distances(values: list[str]) -> Mapping[str, str]:
    return {value: gettext("%(number)s km") % {"number": value} for value in values}


COMMON = (
    SearchFacet("type", _("Type"), _kinds),
    SearchFacet("topic", _("Topic"), _terms("topic")),
    SearchFacet("place", _("Place"), _places),
    SearchFacet("organisation", _("Organisation"), _organisations),
    SearchFacet("audience", _("For whom"), _terms("audience")),
    SearchFacet("language", _("Language of the text"), _locales),
    SearchFacet("updated", _("Updated"), groups.month_names, groups=groups.months),
)
NEAR = SearchFacet("near", _("Distance"), _distances)
CALL, EVENT = "volunteering.CallPage", "events.EventPage"
OF_A_KIND = (
    SearchFacet("life-event", _("Life event"), _terms("life-event"), frozenset({"guide"})),
    SearchFacet("situation", _("Situation"), _terms("situation"), frozenset({"guide"})),
    SearchFacet("category", _("Activity"), _terms("call-category"), frozenset({"call"})),
    SearchFacet(
        "slot", _("When you are free"),
        _named({"weekday": _("weekdays, before the evening"), "evening": _("evenings"),
                "weekend": _("weekend")}),
        frozenset({"call"}),
    ),
    SearchFacet(
        "commitment", _("Commitment"), _choices(CALL, "commitment"), frozenset({"call"})
    ),
    SearchFacet(
        "italian", _("Italian needed"), groups.at_most_names(CALL, "italian_level"),
        frozenset({"call"}), groups=groups.at_most(CALL, "italian_level"),
    ),
    SearchFacet("open-to", _("Open to"), _terms("open-to"), frozenset({"call"})),
    SearchFacet(
        "minors", _("Age"), _choices(CALL, "minors"), frozenset({"call"}), groups=groups.minors
    ),
    SearchFacet(
        "mode", _("Where"), _one_of((CALL, "mode"), (EVENT, "mode")), frozenset({"call", "event"})
    ),
    SearchFacet(
        "access", _("Access"), _choices(CALL, "step_free"),
        frozenset({"call", "event", "service-point"}), groups=groups.but(CALL, "step_free", "no"),
    ),
    SearchFacet(
        "expenses", _("Expenses"), _named({"yes": _("reimbursed")}), frozenset({"call"}),
        groups=groups.reimbursed,
    ),
    SearchFacet(
        "certificate", _("Certificate"), _choices(CALL, "certificate"), frozenset({"call"}),
        groups=groups.but(CALL, "certificate", "none"),
    ),
    SearchFacet(
        "state", _("State"),
        _named({"open": _("open"), "upcoming": _("opens soon"), "full": _("full"),
                "paused": _("paused")}),
        frozenset({"call"}), preset="open",
    ),
    SearchFacet(
        "when", _("Date"),
        _named({"coming": _("from today"), "week": _("this week"), "month": _("this month")}),
        frozenset({"event"}), groups=groups.coming_days,
    ),
    SearchFacet("event-kind", _("Kind of event"), _terms("event-kind"), frozenset({"event"})),
    SearchFacet("programme", _("Programme"), _terms("programme"), frozenset({"project"})),
    SearchFacet(
        "status", _("Status"), _named(dict(PeriodMixin.PeriodStatus.choices)),
        frozenset({"project"}),
    ),
    SearchFacet("role", _("Organisation and role"), _roles, frozenset({"project"})),
    SearchFacet("beneficiary", _("Beneficiaries"), _terms("beneficiary"), frozenset({"project"})),
    SearchFacet("year", _("Year"), lambda values: {v: v for v in values}, frozenset({"project"})),
    SearchFacet("service", _("Service"), _terms("service-category"), frozenset({"service-point"})),
    SearchFacet("spoken", _("Language spoken"), _spoken, frozenset({"service-point"})),
    SearchFacet("free", _("Cost"), _named({"free": _("Free of charge")}), frozenset({"service-point"})),
    SearchFacet(
        "open", _("Opening hours"), _named({"now": _("open now, by the usual hours")}),
        frozenset({"service-point"}), groups=groups.open_now,
    ),
    SearchFacet(
        "verified", _("Checked"), groups.month_names, frozenset({"guide", "service-point"}),
        groups=groups.months,
    ),
)  # fmt: skip
BY_NAME = {facet.name: facet for facet in (*COMMON, *OF_A_KIND)}
ANY = "any"  # the value by which a reader takes off a preset


def shown_for(kinds: frozenset[str]) -> list[SearchFacet]:
    """The facets when results are of these kinds: the common ones and those of a single kind."""
    return [*COMMON, *(f for f in OF_A_KIND if kinds and kinds <= f.kinds)]


def label_of(facet: SearchFacet, value: str) -> str:
    """What a value is called; the value itself where nothing knows it."""
    return capfirst(facet.names([value]).get(value, value))
