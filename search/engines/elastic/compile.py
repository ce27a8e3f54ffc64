"""From the neutral query to requests: terms as values of JSON, never a query string.

A search asks twice: how many pages hold each word, and, knowing from that what each is worth, for
the pages.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from search.engines.elastic.mapping import PHRASE_FIELDS, WINDOW, facet_key, whole
from search.query import Query, Slot, idf

MOST_VALUES = 10_000  # of a facet
ROUNDING = 1e-5  # scores are 32-bit numbers
FOUND = "found"  # pages before filters, beside the facets

Clause = dict[str, Any]
NOTHING: Clause = {"match_none": {}}
ALL: Clause = {"match_all": {}}


def term(field: str, value: str, boost: float | None = None) -> Clause:
    body: dict[str, Any] = {"value": whole(value)}
    if boost is not None:
        body["boost"] = boost
    return {"term": {field: body}}


def any_of(clauses: Sequence[Clause]) -> Clause:
    if not clauses:
        return NOTHING
    if len(clauses) == 1:
        return clauses[0]
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}}


def counting(clauses: Iterable[Clause]) -> dict[str, Any]:
    """A request for the number of pages that each clause finds, and of all pages."""
    filters = list(clauses)
    body: dict[str, Any] = {"size": 0, "track_total_hits": True, "query": ALL}
    if filters:
        body["aggs"] = {"counts": {"filters": {"filters": filters}}}
    return body


def counts_of(answer: Mapping[str, Any]) -> tuple[int, list[int]]:
    """All pages, and the pages of each clause, from the answer to `counting`."""
    buckets = answer.get("aggregations", {}).get("counts", {}).get("buckets", [])
    return int(answer["hits"]["total"]["value"]), [int(row["doc_count"]) for row in buckets]


def has_found(answer: Mapping[str, Any]) -> bool:
    """Whether a request found any page, were there no filters."""
    return bool(answer["aggregations"][FOUND]["doc_count"])


class Compiler:
    """Compiles one query, step by step; each step takes the counts that the one before asked for.

    Steps: `slot_clauses` → `requests`, until one finds something.
    """

    def __init__(self, query: Query) -> None:
        self.query = query
        self.weights = {field: weight for field, weight in query.weights.items() if weight > 0}

    @cached_property
    def slot_clauses(self) -> list[Clause]:
        """For each slot that counts: the pages that hold its word."""
        return [self._holding(slot) for slot in self.query.slots if slot.counts]

    def _holding(self, slot: Slot) -> Clause:
        clauses = []
        for field in filter(self.query.asks, self.weights):
            found = {
                whole(alternative.terms[field])
                for alternative in slot.alternatives
                if field in alternative.terms and alternative.weight > 0
            }
            clauses += [term(field, value) for value in sorted(found)]
            clauses += [
                {"bool": {"filter": [term(field, value) for value in expression[field]]}}
                for expression in slot.expressions
                if expression.get(field)
            ]
        if self.query.alike > 0:
            near = [each.word for each in slot.alike if each.stands]
            clauses += [term("words", word) for word in near]
        return any_of(clauses)

    def requests(self, pages: int, counts: Sequence[int]) -> Iterator[dict[str, Any]]:
        """The search itself, given how many pages hold the word of each slot that counts.

        Each request asks of a page less of the query than the one before.
        """
        yield from map(self._request, self._memberships(pages, counts))

    def _request(self, membership: Clause) -> dict[str, Any]:
        query = self.query
        body: dict[str, Any] = {
            "from": min(query.offset, WINDOW),
            "size": max(0, min(query.limit, WINDOW - query.offset)),
            "track_total_hits": True,
            "_source": False if query.bare else ["stored"],
        }
        if query.bare:
            body["docvalue_fields"] = ["id"]
        by_date = query.newest_first or not query.slots
        if query.slots:
            must = [membership, *self._phrases()]
            body["query"] = self._boosted(
                {"bool": {"filter": must, "should": list(self._scoring())}}
            )
        else:
            body["query"] = ALL
        body["sort"] = [{"updated": "desc"} if by_date else "_score", {"id": "asc"}]
        body["track_scores"] = bool(query.slots)
        filters = self._filters()
        if filters:
            body["post_filter"] = {"bool": {"filter": list(filters.values())}}
        body["aggs"] = {FOUND: {"filter": ALL}} | {
            str(number): self._facet(facet, filters) for number, facet in enumerate(query.facets)
        }
        return body

    def _boosted(self, query: Clause) -> Clause:
        factors = [
            {"filter": _any_value(facet, [value]), "weight": factor}
            for facet, values in self.query.boosts.items()
            for value, factor in values.items()
        ]
        if not factors:
            return query
        return {"function_score": {"query": query, "functions": factors}}

    def _memberships(self, pages: int, counts: Sequence[int]) -> Iterator[Clause]:
        """Pages that hold enough of the query: by the idf of the words that occur at all."""
        slots = list(zip(self.slot_clauses, counts, strict=True)) if self.query.slots else []
        held = [(clause, idf(pages, count)) for clause, count in slots if count]
        clauses = [clause for clause, _worth in held]
        if not held or (self.query.every_word and len(held) < len(slots)):
            yield NOTHING
            return
        if self.query.every_word:
            yield {"bool": {"filter": clauses}}
            return
        total = sum(worth for _clause, worth in held)
        parts = [
            {"constant_score": {"filter": clause, "boost": worth / total}} for clause, worth in held
        ]
        for share in self.query.shares:
            if all(worth >= share * total for _clause, worth in held):
                yield any_of(clauses)
                return
            least = share * (1 - ROUNDING)
            yield {"function_score": {"query": any_of(parts), "min_score": least}}

    def _scoring(self) -> Iterable[Clause]:
        """For each slot and field the best alternative; the best of the words like that of a slot."""
        for slot in self.query.slots:
            for field, weight in self.weights.items():
                best: dict[str, float] = {}
                for alternative in slot.alternatives:
                    value = alternative.terms.get(field)
                    if value is not None and alternative.weight > 0:
                        worth = weight * alternative.weight
                        best[value] = max(worth, best.get(value, 0.0))
                yield from _best(term(field, value, worth) for value, worth in best.items())
            if self.query.alike > 0:
                yield from _best(
                    term("words", word, self.query.alike * pieces * likeness)
                    for word, likeness, pieces, _stands in slot.alike
                )

    def _phrases(self) -> Iterable[Clause]:
        """Each phrase as it stands in one of its fields."""
        for phrase in self.query.phrases:
            clauses = []
            for field, terms in phrase.items():
                name = field if field in PHRASE_FIELDS else PHRASE_FIELDS[0]
                clauses.append({"match_phrase": {name: whole(" ".join(terms))}})
            yield any_of(clauses)

    def _filters(self) -> dict[str, Clause]:
        return {facet: _any_value(facet, values) for facet, values in self.query.filters.items()}

    def _facet(self, facet: str, filters: Mapping[str, Clause]) -> Clause:
        """Pages of each value or group, the facet's own filter left out."""
        others = [clause for other, clause in filters.items() if other != facet]
        counting: Clause = {"terms": {"field": _facet_field(facet), "size": MOST_VALUES}}
        if facet in self.query.groups:
            groups = [_any_value(facet, each) for each in self.query.groups[facet].values()]
            counting = {"filters": {"filters": groups or [NOTHING]}}
        return {"filter": {"bool": {"filter": others}}, "aggs": {"values": counting}}

    def facets_of(self, answer: Mapping[str, Any]) -> dict[str, dict[str, int]]:
        """Facet → value → pages, from the answer to one of `requests`."""
        found = answer["aggregations"]
        counts = {}
        for number, facet in enumerate(self.query.facets):
            buckets = found[str(number)]["values"]["buckets"]
            sizes: Iterable[tuple[str, Any]] = ((str(row["key"]), row) for row in buckets)
            if facet in self.query.groups:
                sizes = zip(self.query.groups[facet], buckets, strict=False)
            counts[facet] = {
                name: int(bucket["doc_count"]) for name, bucket in sizes if bucket["doc_count"]
            }
        return counts


def _best(clauses: Iterable[Clause]) -> Iterable[Clause]:
    """The highest score of some clauses, if there are any."""
    each = list(clauses)
    if len(each) == 1:
        yield each[0]
    elif each:
        yield {"dis_max": {"queries": each}}


def _any_value(facet: str, values: Iterable[str]) -> Clause:
    return {"terms": {_facet_field(facet): sorted(map(whole, values))}}


def _facet_field(facet: str) -> str:
    return f"facets.{facet_key(facet)}"
