"""Lists with filters: every state is a GET URL, every value carries its count.

A facet keeps its own choices open: its counts are taken with all the other filters applied and
its own left out, so a reader sees what a further tick would add. The number of queries depends on
the number of facets, never on the number of items.
"""

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as PaginatedPage
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from taxonomy import labels

MAX_VALUES = 20


@dataclass
class Option:
    """One value of a facet, ready to show."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass
class Chip:
    """A filter that is on, with the address that takes it off."""

    label: str
    url: str


@dataclass
class Facet:
    """A filter: `field` is looked up with `__in`, or `conditions` maps each value to a Q."""

    param: str
    label: Any
    field: str = ""
    name: Callable[[str], str] = str
    conditions: dict[str, Q] | Callable[[], dict[str, Q]] = dataclasses.field(default_factory=dict)
    order: Callable[[], list[str]] | None = None
    options: list[Option] = dataclasses.field(default_factory=list)

    def resolved(self) -> dict[str, Q]:
        return self.conditions() if callable(self.conditions) else self.conditions

    def q(self, values: Iterable[str]) -> Q:
        """The condition for these values, joined by *or*."""
        if self.field:
            return Q(**{f"{self.field}__in": list(values)})
        known = self.resolved()
        combined = Q()
        for value in values:
            combined |= known.get(value, Q(pk__in=[]))
        return combined

    def counts(self, queryset: QuerySet) -> dict[str, int]:
        """How many items have each value; one query."""
        # Each count is of distinct keys; a distinct query would have to be counted from outside,
        # where conditions on related tables know none of its columns.
        base = queryset.order_by()
        base.query.distinct = False
        if self.field:
            rows = base.values_list(self.field).annotate(number=Count("pk", distinct=True))
            return {str(value): number for value, number in rows if value not in {None, ""}}
        known = self.resolved()
        aliases = {f"v{index}": value for index, value in enumerate(known)}
        numbers = base.aggregate(
            **{
                alias: Count("pk", filter=known[value], distinct=True)
                for alias, value in aliases.items()
            }
        )
        return {value: numbers[alias] for alias, value in aliases.items()}


def term_facet(param: str, label: Any, field_name: str, vocabulary: str) -> Facet:
    """A facet over terms of a vocabulary, shown in the vocabulary's order."""
    return Facet(
        param,
        label,
        field=f"{field_name}__code",
        name=lambda code: labels.code_label(vocabulary, code),
        order=lambda: [code for code, _label in labels.choices(vocabulary)],
    )


def choice_facet(param: str, label: Any, field_name: str, choices: Any) -> Facet:
    """A facet over a field with choices."""
    names = {str(value): text for value, text in choices}
    return Facet(
        param,
        label,
        field=field_name,
        name=lambda value: str(names.get(value, value)),
        order=lambda: list(names),
    )


class Listing:
    """The state of a list for one request: selected values, items of the page, facets, chips."""

    def __init__(
        self, queryset: QuerySet, facets: list[Facet], params: QueryDict, *, per_page: int = 12
    ) -> None:
        self.params = params
        self.facets = facets
        self.selected = {
            facet.param: [value for value in params.getlist(facet.param) if value][:MAX_VALUES]
            for facet in facets
        }
        self._base = queryset
        for facet in facets:
            self._fill(facet)
        self.paginator = Paginator(self._filtered(), per_page)
        self.page: PaginatedPage = self.paginator.get_page(params.get("page"))

    @property
    def total(self) -> int:
        return self.paginator.count

    @property
    def is_filtered(self) -> bool:
        return any(self.selected.values())

    def _filtered(self, *, without: str = "") -> QuerySet:
        queryset = self._base
        for facet in self.facets:
            values = self.selected[facet.param]
            if values and facet.param != without:
                queryset = queryset.filter(facet.q(values))
        return queryset.distinct() if self.is_filtered else queryset

    def _fill(self, facet: Facet) -> None:
        counts = facet.counts(self._filtered(without=facet.param))
        chosen = self.selected[facet.param]
        order = (
            facet.order() if facet.order else sorted(counts, key=lambda v: facet.name(v).lower())
        )
        shown = [value for value in order if counts.get(value) or value in chosen]
        facet.options = [
            Option(value, facet.name(value), counts.get(value, 0), value in chosen)
            for value in shown
        ]

    def url(self, **changes: list[str]) -> str:
        """The query string with some parameters replaced; always starts with `?`."""
        query = QueryDict(mutable=True)
        for facet in self.facets:
            query.setlist(facet.param, changes.get(facet.param, self.selected[facet.param]))
        if "page" in changes:
            query.setlist("page", changes["page"])
        return "?" + query.urlencode()

    @property
    def chips(self) -> list[Chip]:
        """One chip for each value that is on."""
        return [
            Chip(
                facet.name(value),
                self.url(**{facet.param: [v for v in self.selected[facet.param] if v != value]}),
            )
            for facet in self.facets
            for value in self.selected[facet.param]
        ]

    @property
    def shown_facets(self) -> list[Facet]:
        """Facets with something to choose."""
        return [
            facet
            for facet in self.facets
            if len(facet.options) > 1 or any(option.selected for option in facet.options)
        ]

    @property
    def previous_url(self) -> str:
        """The page before this one, or nothing."""
        if not self.page.has_previous():
            return ""
        return self.url(page=[str(self.page.previous_page_number())])

    @property
    def next_url(self) -> str:
        """The page after this one, or nothing."""
        return self.url(page=[str(self.page.next_page_number())]) if self.page.has_next() else ""

    @property
    def query(self) -> str:
        """The state without its page number, for feeds and pagination."""
        return self.url()

    def page_links(self) -> list[dict[str, Any]]:
        """Numbers to show under the list; a gap has no number."""
        numbers = self.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [
            {
                "number": number,
                "url": self.url(page=[str(number)]),
                "current": number == self.page.number,
            }
            if isinstance(number, int)
            else {"number": None}
            for number in numbers
        ]
