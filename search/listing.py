"""A search as a page of results: filters with counts, chips, page numbers, relaxations.

It answers to the same names as `core.listing.Listing`, so that the same components show it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.listing import Chip, Option
from search import service
from search.facets import (
    BY_NAME,
    MOST_VALUES,
    PERIODS,
    SearchFacet,
    label_of,
    period_values,
    shown_for,
)
from search.planner import unquoted
from search.service import Answer, Ask

KIND = "type"


@dataclass
class ShownFacet:
    """A filter with the values that can be chosen now."""

    param: str
    label: Any
    options: list[Option] = field(default_factory=list)


@dataclass(frozen=True)
class Relaxation:
    """Something to leave out so that results appear."""

    label: str
    url: str
    count: int


def ask_from(params: QueryDict, language: str) -> Ask:
    """The search that an address states. Unknown names and values are no error: they filter."""
    filters = {
        name: tuple(dict.fromkeys(v[:100] for v in params.getlist(name) if v))[: service.MAX_VALUES]
        for name in BY_NAME
        if params.getlist(name)
    }
    number = params.get("page", "1")
    return Ask(
        text=params.get("q", ""),
        language=language,
        filters=filters,
        facets=tuple(facet.name for facet in shown_for(frozenset(filters.get(KIND, ())))),
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1,
        exact=params.get("exact") == "1",
    )


def for_engine(ask: Ask) -> Ask:
    """The same search with periods written as the months that the index knows."""
    if "updated" not in ask.filters:
        return ask
    months = [int(v) for v in ask.filters["updated"] if v.isascii() and v.isdigit() and len(v) < 3]
    values = tuple(period_values(min(max(months), max(PERIODS)))) if months else ("none",)
    return replace(ask, filters={**ask.filters, "updated": values})


class SearchListing:
    """One page of results with all that surrounds it."""

    def __init__(self, params: QueryDict, language: str) -> None:
        self.ask = ask_from(params, language)
        self.answer: Answer = service.answer(for_engine(self.ask))
        self.text = self.answer.ask.text
        self.facets = [self._shown(facet) for facet in self._facets()]
        self.results = self.answer.results
        self.total = self.answer.total

    @property
    def asked(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.text or self.ask.filters)

    @property
    def is_filtered(self) -> bool:
        return bool(self.ask.filters)

    def _facets(self) -> list[SearchFacet]:
        kinds = frozenset(self.ask.filters.get(KIND, ()))
        found = frozenset(self.answer.facets.get(KIND, {}))
        return shown_for(kinds or (found if len(found) == 1 else frozenset()))

    def _shown(self, facet: SearchFacet) -> ShownFacet:
        chosen = self.ask.filters.get(facet.name, ())
        counts = dict(self.answer.facets.get(facet.name, {}))
        if facet.name == "updated":
            counts = _periods(counts)
        if facet.name == "place":
            counts = _nearest(counts, chosen)
        values = sorted(counts, key=lambda v: (-counts[v], v)) if facet.by_count else list(counts)
        shown = values[:MOST_VALUES]
        shown += [value for value in chosen if value not in shown]
        names = facet.names(shown)
        options = [
            Option(value, names.get(value, value), counts.get(value, 0), value in chosen)
            for value in shown
        ]
        return ShownFacet(facet.name, facet.label, options)

    @property
    def shown_facets(self) -> list[ShownFacet]:
        """Filters with something to choose."""
        return [
            facet
            for facet in self.facets
            if len(facet.options) > 1 or any(option.selected for option in facet.options)
        ]

    def url(self, changes: Mapping[str, Any] | None = None, **extra: str) -> str:
        """The address of this search with some filters replaced; always starts with `?`."""
        query = QueryDict(mutable=True)
        query["q"] = extra.pop("q", self.text)
        if self.ask.exact and "exact" not in extra:
            extra["exact"] = "1"
        filters = {**self.ask.filters, **(changes or {})}
        for name, values in filters.items():
            query.setlist(name, list(values))
        for name, value in extra.items():
            query[name] = value
        return "?" + query.urlencode()

    @property
    def clear_url(self) -> str:
        """The same words without filters."""
        return self.url(dict.fromkeys(self.ask.filters, ()))

    @property
    def exact_url(self) -> str:
        """The words as they were typed."""
        return self.url(exact="1")

    @property
    def chips(self) -> list[Chip]:
        """One for each filter that is on, with the address that takes it off."""
        named = {(f.param, option.value): option.label for f in self.facets for option in f.options}
        return [
            Chip(
                capfirst(str(named.get((name, value)) or label_of(BY_NAME[name], value))),
                self.url({name: [v for v in values if v != value]}),
            )
            for name, values in self.ask.filters.items()
            for value in values
        ]

    @property
    def relaxations(self) -> list[Relaxation]:
        """What to leave out, the change that finds most first."""
        found = []
        for name, count in self.answer.relaxations.items():
            if name == "filters":
                label, url = _("Without any filter"), self.clear_url
            elif name == "quotes":
                label, url = _("Without the quotation marks"), self.url(q=unquoted(self.text))
            else:
                label = _("Without the filter “%(name)s”") % {"name": BY_NAME[name].label}
                url = self.url({name: ()})
            found.append(Relaxation(label, url, count))
        return sorted(found, key=lambda each: -each.count)

    @property
    def corrected(self) -> str:
        """The words that were looked for in place of those typed; empty when nothing changed."""
        return self.answer.corrected if self.answer.corrections else ""

    @property
    def number(self) -> int:
        return self.answer.ask.page

    @property
    def previous_url(self) -> str:
        return self.url(page=str(self.number - 1)) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        more = self.number < self.answer.pages
        return self.url(page=str(self.number + 1)) if more else ""

    def page_links(self) -> list[dict[str, Any]]:
        """Numbers to show under the results; a gap has no number."""
        paginator = Paginator(range(self.answer.pages * service.PER_PAGE), service.PER_PAGE)
        number = min(self.number, max(1, paginator.num_pages))
        shown = paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
        return [
            {"number": each, "url": self.url(page=str(each)), "current": each == self.number}
            if isinstance(each, int)
            else {"number": None}
            for each in shown
        ]


def _periods(counts: Mapping[str, int]) -> dict[str, int]:
    """Pages of the last months, from the numbers of each month."""
    sums = {
        str(months): sum(counts.get(value, 0) for value in period_values(months))
        for months in PERIODS
    }
    return {months: count for months, count in sums.items() if count}


def _nearest(counts: Mapping[str, int], chosen: tuple[str, ...]) -> dict[str, int]:
    """Regions; provinces once a region is chosen or the only one; then comuni."""
    shown: dict[str, int] = {}
    for kind in ("region", "province", "comune", "city"):
        own = {value: count for value, count in counts.items() if value.startswith(f"{kind}:")}
        shown |= own
        if kind != "comune" and len(own) > 1 and not any(v.startswith(f"{kind}:") for v in chosen):
            break
    return shown
