"""The filters of search: which there are, what their values are called, in which order.

Common ones always; those of a kind of result once the reader has chosen that kind, or nothing
else was found (docs/features/search.md has the table).
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import locales
from core.search_entries import kind_label
from directory.models import Organisation
from taxonomy import labels
from taxonomy.models import Language, Place

MOST_VALUES = 8  # of a facet shown; the others come into sight as the reader narrows down
PERIODS = (1, 3, 12)  # months


@dataclass(frozen=True)
class SearchFacet:
    """A filter. `names` gives labels for many values at once, with one query at most."""

    name: str
    label: Any
    names: Callable[[list[str]], Mapping[str, str]]
    kinds: frozenset[str] = frozenset()
    by_count: bool = True


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
    rows = Organisation.objects.filter(slug__in=values)
    return dict(rows.values_list("slug", "name"))


def _choices(model: str, field: str) -> Callable[[list[str]], Mapping[str, str]]:
    """Labels of a field's choices, by the model's name."""

    def names(values: list[str]) -> Mapping[str, str]:
        known = dict(apps.get_model(model)._meta.get_field(field).flatchoices)
        return {value: str(known.get(value, value)) for value in values}

    return names


def _free(values: list[str]) -> Mapping[str, str]:
    return {value: gettext("Free of charge") for value in values}


def _months(values: list[str]) -> Mapping[str, str]:
    from django.utils.translation import ngettext

    return {
        value: ngettext("Last month", "Last %(number)s months", int(value)) % {"number": int(value)}
        for value in values
        if value.isdigit()
    }


def period_values(months: int) -> list[str]:
    """The values of `updated` in the last months: this one and those before it."""
    today = timezone.localdate()
    month = today.year * 12 + today.month - 1
    wanted = range(month - months, month + 1)
    return [datetime.date(number // 12, number % 12 + 1, 1).strftime("%Y-%m") for number in wanted]


COMMON = (
    SearchFacet("type", _("Type"), _kinds),
    SearchFacet("topic", _("Topic"), _terms("topic")),
    SearchFacet("place", _("Place"), _places),
    SearchFacet("organisation", _("Organisation"), _organisations),
    SearchFacet("audience", _("For whom"), _terms("audience")),
    SearchFacet("language", _("Language of the text"), _locales),
    SearchFacet("updated", _("Updated"), _months, by_count=False),
)
OF_A_KIND = (
    SearchFacet("life-event", _("Life event"), _terms("life-event"), frozenset({"guide"})),
    SearchFacet("situation", _("Situation"), _terms("situation"), frozenset({"guide"})),
    SearchFacet("category", _("Activity"), _terms("call-category"), frozenset({"call"})),
    SearchFacet(
        "commitment", _("Commitment"), _choices("volunteering.CallPage", "commitment"),
        frozenset({"call"}),
    ),
    SearchFacet(
        "italian", _("Italian needed"), _choices("volunteering.CallPage", "italian_level"),
        frozenset({"call"}),
    ),
    SearchFacet("open-to", _("Open to"), _terms("open-to"), frozenset({"call"})),
    SearchFacet("event-kind", _("Kind of event"), _terms("event-kind"), frozenset({"event"})),
    SearchFacet("programme", _("Programme"), _terms("programme"), frozenset({"project"})),
    SearchFacet("beneficiary", _("Beneficiaries"), _terms("beneficiary"), frozenset({"project"})),
    SearchFacet("year", _("Year"), lambda values: {v: v for v in values}, frozenset({"project"})),
    SearchFacet("service", _("Service"), _terms("service-category"), frozenset({"service-point"})),
    SearchFacet("spoken", _("Language spoken"), _spoken, frozenset({"service-point"})),
    SearchFacet("free", _("Cost"), _free, frozenset({"service-point"})),
)  # fmt: skip
BY_NAME = {facet.name: facet for facet in (*COMMON, *OF_A_KIND)}


def shown_for(kinds: frozenset[str]) -> list[SearchFacet]:
    """The facets when results are of these kinds: the common ones and those of a single kind."""
    return [*COMMON, *(f for f in OF_A_KIND if kinds and kinds <= f.kinds)]


def label_of(facet: SearchFacet, value: str) -> str:
    """What a value is called; the value itself where nothing knows it."""
    return capfirst(facet.names([value]).get(value, value))
