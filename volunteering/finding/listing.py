"""One page of the list of calls with all that surrounds it.

It answers to the same names as `core.listing.Listing`, so that the same components show it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import pgettext
from wagtail.models import Locale

from core import locales, reading
from core.listing import Chip, Option
from search.gazetteer import Spot, gazetteer
from volunteering.finding import drawing, snapshot
from volunteering.finding.facets import BY_PARAM, FACETS, PLACES
from volunteering.finding.matching import Matcher
from volunteering.finding.relaxing import relaxations
from volunteering.finding.state import CallFilter
from volunteering.models.calls import CallPage

PER_PAGE = 12
FEW = 4
FIRST = ("days", "part", "italian", "category", "open-to", "state")
INDEXED = ({"region"}, {"province"}, {"category"})  # what search engines may keep, alone


@dataclass
class ShownFacet:
    """A filter with the values that can be chosen now."""

    param: str
    label: Any
    single: bool
    options: list[Option] = field(default_factory=list)

    @property
    def is_on(self) -> bool:
        return any(option.selected for option in self.options)


@dataclass(frozen=True)
class Link:
    """Another state: what it is called, its address, how many calls it has."""

    label: str
    url: str
    count: int | None = None


@dataclass(frozen=True)
class MarkLink:
    """A province on the map, with its name and the address of its calls."""

    mark: drawing.Mark
    label: str
    url: str


@dataclass(frozen=True)
class Row:
    """A call on the page, its distance in whole kilometres and the languages that help."""

    call: CallPage
    km: int | None
    languages: str


@dataclass(frozen=True)
class Elsewhere:
    """Calls that fit and are only in another language: how many, and some of them to show."""

    locale: Locale
    count: int
    rows: list[Row]


class CallListing:
    """The calls of a language as a request asks for them."""

    def __init__(self, params: QueryDict, locale: Locale) -> None:
        self.state = CallFilter.from_query(params)
        self.matcher = Matcher(self.state, locale)
        self.locale = locale
        self.paginator = Paginator(self.matcher.ordered(), PER_PAGE)
        self.number: int = self.paginator.get_page(params.get("page")).number

    # The list ----------------------------------------------------------------------------------

    @property
    def total(self) -> int:
        return self.paginator.count

    @cached_property
    def page(self) -> list[Row]:
        """The calls of this page; two queries."""
        return self._rows(self.matcher, self.paginator.page(self.number))

    def _rows(self, matcher: Matcher, places: Iterable[int]) -> list[Row]:
        """The calls at these places of a language's list; two queries."""
        found = [(place, matcher.match(place)) for place in places]
        rows = CallPage.objects.filter(pk__in=[match.call_id for _place, match in found])
        calls = rows.select_related("host", "place").prefetch_related("slots").in_bulk()
        return [
            Row(
                calls[match.call_id],
                None if match.km is None else round(match.km),
                _languages(matcher, place),
            )
            for place, match in found
            if match.call_id in calls
        ]

    @cached_property
    def elsewhere(self) -> list[Elsewhere]:
        """More calls that fit and are not in this language, each once: in the languages that the
        reader named, in their order, and in the original's. The named ones are shown below the
        last page of the list, as many as a page holds; two queries for each language of theirs.
        """
        if self.locale.pk == locales.source().pk:
            return []
        named, room = reading.seconds(), PER_PAGE if self.number == self.paginator.num_pages else 0
        known = set(self.matcher.calls.positions)
        others = []
        for locale in [*reading.before_source(), locales.source()]:
            there = snapshot.of(locale)
            matcher = Matcher(self.state, locale, self.matcher.words_in(there))
            alone = {place for key, place in there.positions.items() if key not in known}
            places = [place for place in matcher.ordered() if place in alone]
            known |= set(there.positions)
            shown = places[:room] if locale in named else []
            room -= len(shown)
            if places:
                rows = self._rows(matcher, shown) if shown else []
                others.append(Elsewhere(locale, len(places), rows))
        return others

    # Filters -----------------------------------------------------------------------------------

    @property
    def is_filtered(self) -> bool:
        return self.state.is_filtered

    @property
    def indexable(self) -> bool:
        """Whether search engines may keep this state: the list, or one of its main divisions."""
        state = self.state
        if (
            state.words
            or state.near
            or state.order
            or any(len(v) > 1 for v in state.values.values())
        ):
            return False
        return not state.values or set(state.values) in INDEXED

    @cached_property
    def facets(self) -> dict[str, ShownFacet]:
        """The filters with something to choose, by parameter."""
        found = {}
        for facet in FACETS:
            chosen = self.state.states if facet.param == "state" else self.state.chosen(facet.param)
            counts = self.matcher.counts(facet.param)
            options = [
                Option(value, capfirst(facet.name(value)), counts.get(value, 0), value in chosen)
                for value in facet.values()
                if counts.get(value) or value in chosen
            ]
            if facet.param in PLACES:
                options.sort(key=lambda option: option.label)
            if len(options) > 1 or any(option.selected for option in options):
                found[facet.param] = ShownFacet(facet.param, facet.label, facet.single, options)
        if not (self.state.chosen("region") or self.state.chosen("province")):
            found.pop("province", None)
        return found

    @property
    def main_facets(self) -> list[ShownFacet]:
        """Those most readers need, always in sight."""
        return [self.facets[param] for param in FIRST if param in self.facets]

    @property
    def place_facets(self) -> list[ShownFacet]:
        """Region and province, for who does not look around a comune."""
        return [self.facets[param] for param in PLACES if param in self.facets]

    @property
    def other_facets(self) -> list[ShownFacet]:
        """Those behind a fold."""
        shown = {*FIRST, *PLACES}
        return [facet for param, facet in self.facets.items() if param not in shown]

    @property
    def others_on(self) -> bool:
        """Whether the fold hides a filter that is on."""
        return any(facet.is_on for facet in self.other_facets)

    @property
    def shown_facets(self) -> list[ShownFacet]:
        return list(self.facets.values())

    @property
    def radii(self) -> list[Option]:
        """The circles around the place, with what each would find."""
        counts = self.matcher.radius_counts() if self.state.spot else {}
        return [
            Option(str(km), str(km), counts.get(km, 0), km == self.state.km) for km in (10, 25, 50)
        ]

    # The map -----------------------------------------------------------------------------------

    @cached_property
    def marks(self) -> list[MarkLink]:
        """The provinces with calls, the largest first: where they lie, their address, their name."""
        return [
            MarkLink(
                mark, mark.spot.label(), self.url(self.state.choosing("province", [mark.spot.code]))
            )
            for mark in drawing.marks(self.matcher)
        ]

    @property
    def provinces(self) -> list[MarkLink]:
        """The same in the order of their names."""
        return sorted(self.marks, key=lambda each: each.label)

    @property
    def dots(self) -> str:
        """The country, as an SVG path."""
        return drawing.dots()

    @property
    def circle(self) -> drawing.Circle | None:
        return drawing.around(self.matcher)

    # Addresses ---------------------------------------------------------------------------------

    def url(self, state: CallFilter | None = None, **extra: Any) -> str:
        """The address of a state, relative to the list; always starts with `?`."""
        return "?" + (state or self.state).to_query(**extra)

    @property
    def query(self) -> str:
        """This state for feeds and calendars: `?…`, or nothing for all open calls."""
        query = self.state.to_query()
        return f"?{query}" if query else ""

    @property
    def suffix(self) -> str:
        """This state and page, to be put behind the list's address in every language."""
        extra = {"page": self.number} if self.number > 1 else {}
        query = self.state.to_query(**extra)
        return f"?{query}" if query else ""

    @property
    def chips(self) -> list[Chip]:
        """One chip for each filter that is on, with the address that takes it off."""
        return [
            Chip(capfirst(part.label), self.url(self.state.without(part.param, part.value)))
            for part in self.state.parts()
        ]

    @property
    def orders(self) -> list[Link]:
        """The orders to choose from, without the one in force."""
        usual = self.state.orders()[0]
        return [
            Link(order, self.url(replace(self.state, order="" if order == usual else order)))
            for order in self.state.orders()
            if order != self.state.sorting
        ]

    @cached_property
    def relaxations(self) -> list[Link]:
        """What would find more, where little was found."""
        if not self.is_filtered or self.total >= FEW:
            return []
        return [
            Link(each.label, self.url(each.state), each.count) for each in relaxations(self.matcher)
        ]

    @property
    def candidates(self) -> list[Link]:
        """The comuni that may have been meant, each as this search around it."""
        found = []
        for spot in self.state.candidates:
            state = replace(self.state, near=gazetteer().canonical(spot))
            found.append(
                Link(_with_province(spot), self.url(state), Matcher(state, self.locale).total)
            )
        return found

    @property
    def previous_url(self) -> str:
        return self.url(page=self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        more = self.number < self.paginator.num_pages
        return self.url(page=self.number + 1) if more else ""

    def page_links(self) -> list[dict[str, Any]]:
        """Numbers to show under the list; a gap has no number."""
        shown = self.paginator.get_elided_page_range(self.number, on_each_side=1, on_ends=1)
        return [
            {"number": each, "url": self.url(page=each), "current": each == self.number}
            if isinstance(each, int)
            else {"number": None}
            for each in shown
        ]


def _languages(matcher: Matcher, position: int) -> str:
    """Names of the languages that help with a call, in a row."""
    sets, name = matcher.calls.sets.get("language", {}), BY_PARAM["language"].name
    names = [name(code) for code in sorted(sets) if sets[code] >> position & 1]
    return pgettext("list of days", ", ").join(names)


def _with_province(spot: Spot) -> str:
    province = gazetteer().provinces.get(spot.province)
    return f"{spot.label()} ({province.label()})" if province else spot.label()
