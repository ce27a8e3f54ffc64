"""A search as a page of results: filters with counts, chips, page numbers, relaxations.

It answers to the same names as `core.listing.Listing`, so that the same components show it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.listing import Chip, Option
from search import asking, chain, near, service, stores
from search.asking import KIND, WHEN, Asked
from search.facets import ANY, BY_NAME, MOST_VALUES, NEAR, SearchFacet, label_of, shown_for
from search.quotes import unquoted
from search.service import Answer, Found
from taxonomy.models import Place


@dataclass
class ShownFacet:
    """A filter with the values that can be chosen now.

    `unset` is sent beside them, so that to untick all of a preset is a choice as well. `near`
    and `span` are what a filter of distance or of dates asks for besides.
    """

    param: str
    label: Any
    options: list[Option] = field(default_factory=list)
    unset: str = ""
    radio: bool = False
    near: Asked | None = None
    span: asking.Span | None = None


@dataclass(frozen=True)
class Relaxation:
    """Something to leave out so that results appear."""

    label: str
    url: str
    count: int


class SearchListing:
    """One page of results with all that surrounds it."""

    def __init__(self, params: QueryDict, language: str) -> None:
        self.asked_for: Asked = asking.read(params, language, preset=True)
        self.shown = shown_for(self.asked_for.kinds)
        with stores.together():
            self.answer: Answer = self._answer()
        self.text = self.asked_for.text
        self.facets = [self._shown(facet) for facet in self.shown]
        self.total = self.answer.total

    def _answer(self) -> Answer:
        """What is found, with the filters of its kind where all of it is of one, and on a page."""
        answer = service.answer(self.asked_for.ask(self.shown))
        found = frozenset(answer.facets.get(KIND, {}))
        if len(found) == 1 and not self.asked_for.kinds and len(shown_for(found)) > len(self.shown):
            self.shown = shown_for(found)
            answer = service.answer(self.asked_for.ask(self.shown))
        if answer.total and not answer.results:  # past the last page
            self.asked_for = replace(self.asked_for, page=answer.pages)
            answer = service.answer(self.asked_for.ask(self.shown))
        return answer

    @property
    def asked(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.text) or self.is_filtered

    @property
    def is_filtered(self) -> bool:
        asked = self.asked_for
        return bool(asked.filters) or asked.circle is not None or asked.span.stated

    @cached_property
    def results(self) -> list[Found]:
        """The results, with the nearest place of each where the reader asked for what is near."""
        circle = self.asked_for.circle
        shown = chain.as_named(self.answer.results, self.asked_for.language)
        if circle is None:
            return shown
        nearest = [circle.nearest(found.places) for found in shown]
        codes = {value.partition(":")[2] for value in nearest if value}
        rows = Place.objects.filter(kind__in=near.KINDS, code__in=codes)
        names = {near.value_of(place): place.label() for place in rows}
        return [
            replace(found, where=names.get(value, ""), km=circle.km([value])) if value else found
            for found, value in zip(shown, nearest, strict=True)
        ]

    def _shown(self, facet: SearchFacet) -> ShownFacet:
        chosen = self.asked_for.filters.get(facet.name, ())
        counts = dict(self.answer.facets.get(facet.name, {}))
        near_ones = _nearest(counts, chosen) if facet.name == "place" else counts
        values = list(counts)
        if not facet.groups:
            values = sorted(near_ones, key=lambda v: (-counts[v], v))
        shown = values[:MOST_VALUES]
        shown += [value for value in chosen if value not in shown]
        names = facet.names(shown)
        options = [
            Option(value, names.get(value, value), counts.get(value, 0), value in chosen)
            for value in shown
            if value in names or value in chosen  # what has no name is for nobody to choose
        ]
        return ShownFacet(
            facet.name, facet.label, options, ANY if facet.preset else "",
            span=self.asked_for.span if facet.name == WHEN else None,
        )  # fmt: skip

    @property
    def shown_facets(self) -> list[ShownFacet]:
        """Filters with something to choose."""
        shown = [
            facet
            for facet in self.facets
            if any(option.selected or option.count < self.total for option in facet.options)
            or len(facet.options) > 1
            or (facet.span and facet.span.stated)
        ]
        if shown or self.asked_for.place:
            place = next((n for n, facet in enumerate(shown, 1) if facet.param == "place"), 1)
            shown.insert(place, self._distance())
        return shown

    def _distance(self) -> ShownFacet:
        """The filter of distance, with the number of results in each circle once it is known."""
        counts = self.answer.facets.get(NEAR.name, {})
        values = [str(km) for km in near.DISTANCES]
        names = NEAR.names(values)
        options = [
            Option(value, names[value], counts.get(value, 0), value == str(self.asked_for.km))
            for value in values
        ]
        return ShownFacet("km", NEAR.label, options, radio=True, near=self.asked_for)

    @property
    def place_candidates(self) -> list[Chip]:
        """Places that might be meant, each with the search around it."""
        return [
            Chip(
                near.full_name(place),
                self.url({"near": (place.code,), "km": (str(self.asked_for.km),)}),
            )
            for place in self.asked_for.named.candidates
        ]

    def url(self, changes: Mapping[str, Any] | None = None, text: str | None = None) -> str:
        """The address of this search with some parameters replaced; always starts with `?`."""
        return "?" + self.asked_for.query(changes or {}, text).urlencode()

    @property
    def clear_url(self) -> str:
        """The same words without filters."""
        return self.url(dict.fromkeys([*self.asked_for.filters, "near", "km", "from", "to"], ()))

    @property
    def exact_url(self) -> str:
        """The words as they were typed."""
        return self.url({"exact": ("1",)})

    @property
    def chips(self) -> list[Chip]:
        """One for each filter that is on, with the address that takes it off."""
        named = {(f.param, option.value): option.label for f in self.facets for option in f.options}
        chips = [
            Chip(
                capfirst(str(named.get((name, value)) or label_of(BY_NAME[name], value))),
                self.url({name: [v for v in values if v != value]}),
            )
            for name, values in self.asked_for.filters.items()
            for value in values
        ]
        circle, span = self.asked_for.circle, self.asked_for.span
        if circle is not None:
            label = _("Within %(number)s km of %(place)s") % {
                "number": self.asked_for.km, "place": circle.middle.label(),
            }  # fmt: skip
            chips.append(Chip(label, self.url({"near": (), "km": ()})))
        if span.stated:
            chips.append(Chip(_span_label(span), self.url({"from": (), "to": ()})))
        return chips

    @property
    def relaxations(self) -> list[Relaxation]:
        """What to leave out, the change that finds most first."""
        found = []
        for name, count in self.answer.relaxations.items():
            if name == "filters":
                label, url = _("Without any filter"), self.clear_url
            elif name == "quotes":
                label = _("Without the quotation marks")
                url = self.url(text=unquoted(self.text))
            else:
                facet = NEAR if name == NEAR.name else BY_NAME[name]
                label = _("Without the filter “%(name)s”") % {"name": facet.label}
                without = {NEAR.name: ("near", "km"), WHEN: (WHEN, "from", "to")}
                url = self.url(dict.fromkeys(without.get(name, (name,)), ()))
            found.append(Relaxation(label, url, count))
        return [*self._wider(), *sorted(found, key=lambda each: -each.count)]

    def _wider(self) -> list[Relaxation]:
        """The next circle that holds something, when this one is empty."""
        counts = self.answer.facets.get(NEAR.name, {})
        circle = self.asked_for.circle
        if self.total or circle is None:
            return []
        wider = [km for km in near.DISTANCES if km > self.asked_for.km and counts.get(str(km))]
        return [
            Relaxation(
                _("Within %(number)s km of %(place)s")
                % {"number": km, "place": circle.middle.label()},
                self.url({"km": (str(km),)}),
                counts[str(km)],
            )
            for km in wider[:1]
        ]

    @property
    def corrected(self) -> str:
        """The words that were looked for in place of those typed; empty when nothing changed."""
        changed = self.answer.corrections or self.answer.let_go
        return self.answer.corrected if changed else ""

    @property
    def number(self) -> int:
        return self.answer.ask.page

    @property
    def previous_url(self) -> str:
        return self.url({"page": (str(self.number - 1),)}) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        more = self.number < self.answer.pages
        return self.url({"page": (str(self.number + 1),)}) if more else ""

    def page_links(self) -> list[dict[str, Any]]:
        """Numbers to show under the results; a gap has no number."""
        paginator = Paginator(range(self.answer.pages * service.PER_PAGE), service.PER_PAGE)
        number = min(self.number, max(1, paginator.num_pages))
        shown = paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
        return [
            {
                "number": each,
                "url": self.url({"page": (str(each),)}),
                "current": each == self.number,
            }
            if isinstance(each, int)
            else {"number": None}
            for each in shown
        ]


def _span_label(span: asking.Span) -> str:
    first, last = (date_format(day) if day else "" for day in (span.first, span.last))
    if first and last:
        return _("From %(first)s to %(last)s") % {"first": first, "last": last}
    return _("From %(day)s") % {"day": first} if first else _("Until %(day)s") % {"day": last}


def _nearest(counts: Mapping[str, int], chosen: tuple[str, ...]) -> dict[str, int]:
    """Regions; provinces once a region is chosen or the only one; then comuni."""
    shown: dict[str, int] = {}
    for kind in ("region", "province", "comune", "city"):
        own = {value: count for value, count in counts.items() if value.startswith(f"{kind}:")}
        shown |= own
        if kind != "comune" and len(own) > 1 and not any(v.startswith(f"{kind}:") for v in chosen):
            break
    return shown
