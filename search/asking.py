"""What an address asks for: words, filters, a circle around a comune, dates.

An address is never wrong. Names and values that nothing has filter to nothing; a place or a date
that cannot be understood is left out, and said.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_date

from search import groups, near, service
from search.analysis.folding import printable
from search.facets import ANY, BY_NAME, NEAR, SearchFacet, shown_for
from search.near import Circle, Named
from search.service import Ask

KIND, WHEN = "type", "when"
LONGEST = 100  # characters of a value


@dataclass(frozen=True)
class Span:
    """Two dates, each of which may be missing; `bad` is what was no date."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    bad: str = ""

    @property
    def stated(self) -> bool:
        return self.first is not None or self.last is not None

    def days(self) -> frozenset[str]:
        """All days of it. Open ends reach as far as a span may be long."""
        longest = datetime.timedelta(days=groups.LONGEST_SPAN - 1)
        last = self.last or _moved(self.first, longest)
        first = self.first or _moved(self.last, -longest)
        return groups.days(first, last) if first and last else frozenset()


def _moved(day: datetime.date | None, by: datetime.timedelta) -> datetime.date | None:
    try:
        return day + by if day else None
    except OverflowError:
        return datetime.date.max if by.days > 0 else datetime.date.min


@dataclass(frozen=True)
class Asked:
    """A search in the words of its address; `filters` holds values as the reader chose them."""

    text: str
    language: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    exact: bool = False
    place: str = ""
    km: int = near.MIDDLE
    span: Span = field(default_factory=Span)

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(self.filters.get(KIND, ()))

    @cached_property
    def named(self) -> Named:
        """What the name of a place led to."""
        return near.find(self.place) if self.place else Named(None, [])

    @cached_property
    def circle(self) -> Circle | None:
        return near.circle(self.named.place) if self.named.place else None

    def ask(self, facets: Iterable[SearchFacet] | None = None) -> Ask:
        """The search as the engines know it, with counts for these facets."""
        wanted = list(shown_for(self.kinds) if facets is None else facets)
        known = {name: BY_NAME[name] for name in self.filters} | {f.name: f for f in wanted}
        by_name = {name: f.groups() for name, f in known.items() if f.groups is not None}
        filters = {
            name: _values(values, by_name.get(name)) for name, values in self.filters.items()
        }
        if self.span.stated:
            filters[WHEN] = (*filters.get(WHEN, ()), *self.span.days())
        counted = [facet.name for facet in wanted]
        if self.circle is not None:
            by_name[NEAR.name] = {str(km): self.circle.within(km) for km in near.DISTANCES}
            filters[NEAR.name] = tuple(self.circle.within(self.km))
            counted.append(NEAR.name)
        return Ask(
            self.text, self.language, filters, tuple(counted), groups=by_name,
            page=self.page, exact=self.exact,
        )  # fmt: skip

    def query(self, changes: Mapping[str, Any], text: str | None = None) -> QueryDict:
        """The parameters of this search with some replaced; an empty value leaves one out."""
        query = QueryDict(mutable=True)
        query["q"] = self.text if text is None else text
        own: dict[str, Any] = dict(self.filters)
        if self.place:
            own |= {"near": (self.place,), "km": (str(self.km),)}
        own |= {
            name: (day.isoformat(),)
            for name, day in (("from", self.span.first), ("to", self.span.last))
            if day
        }
        if self.exact:
            own["exact"] = ("1",)
        own |= changes
        for facet in presets(frozenset(own.get(KIND, ()))):
            if not own.get(facet.name):
                own[facet.name] = (ANY,)
        for name, values in own.items():
            if values:
                query.setlist(name, list(values))
        return query


def presets(kinds: frozenset[str]) -> list[SearchFacet]:
    """The facets with something chosen in advance, when results are of one kind alone."""
    return [facet for facet in shown_for(kinds) if facet.preset] if len(kinds) == 1 else []


def read(params: QueryDict, language: str, *, preset: bool = False) -> Asked:
    """What the parameters of an address state; with what is chosen in advance where wanted."""
    filters = {
        name: tuple(dict.fromkeys(printable(v[:LONGEST]) for v in params.getlist(name) if v))
        for name in BY_NAME
    }
    filters = {name: values[: service.MAX_VALUES] for name, values in filters.items() if values}
    for facet in presets(frozenset(filters.get(KIND, ()))) if preset else ():
        filters.setdefault(facet.name, (facet.preset,))
    stated = {
        name: tuple(v for v in values if v != ANY or not BY_NAME[name].preset)
        for name, values in filters.items()
    }
    number, km = params.get("page", "1"), params.get("km", "")
    return Asked(
        text=service.clean(params.get("q", "")),
        language=language,
        filters={name: values for name, values in stated.items() if values},
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1,
        exact=params.get("exact") == "1",
        place=service.clean(params.get("near", ""))[: near.LONGEST],
        km=int(km) if km in map(str, near.DISTANCES) else near.MIDDLE,
        span=_span(params.get("from", ""), params.get("to", "")),
    )


def _span(first: str, last: str) -> Span:
    """Dates as browsers send them (2026-12-31), the earlier one first."""
    read_days = {text: _date(text) for text in (first, last) if text.strip()}
    bad = next((text for text, day in read_days.items() if day is None), "")
    days = read_days.get(first), read_days.get(last)
    if days[0] and days[1] and days[0] > days[1]:
        days = days[1], days[0]
    return Span(*days, service.clean(bad)[:LONGEST])


def _date(text: str) -> datetime.date | None:
    try:
        return parse_date(text.strip())
    except ValueError:
        return None


def _values(values: tuple[str, ...], by_name: groups.Groups | None) -> tuple[str, ...]:
    """The values of the index that are meant. A value that no group has stands for nothing."""
    if by_name is None:
        return values
    meant = [each for value in values for each in by_name.get(value, ())]
    return tuple(dict.fromkeys(meant)) or ("",)
