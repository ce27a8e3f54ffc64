"""How an engine filters what it finds, counts it, and hands it out page by page."""

import random

import pytest

from search.engines.base import Engine
from search.query import Query
from tests.search.samples import ask, ids, page


class CountingContract:
    """Filters, facets, totals, pages and dates."""

    @pytest.fixture
    def stocked(self, engine: Engine) -> Engine:
        rows = [
            ("1", ("casa",), ("guida",)), ("2", ("casa", "lavoro"), ("guida",)),
            ("3", ("lavoro",), ("notizia",)), ("4", (), ("notizia",)),
        ]  # fmt: skip
        engine.index(
            page(name, "Permesso", facets={"topic": topics, "type": types}, updated=f"2026-0{name}")
            for name, topics, types in rows
        )
        engine.index([page("5", "Scuola", facets={"topic": ("casa",)}, updated="2025-12")])
        return engine

    def test_facets_count_what_is_found(self, stocked: Engine) -> None:
        results = ask(stocked, "permesso", facets=("topic", "type", "unknown"))
        assert results.total == 4
        assert results.facets == {
            "topic": {"casa": 2, "lavoro": 2}, "type": {"guida": 2, "notizia": 2}, "unknown": {},
        }  # fmt: skip

    def test_values_of_a_facet_are_alternatives_and_facets_are_conditions(
        self, stocked: Engine
    ) -> None:
        both = {"topic": frozenset({"casa", "lavoro"})}
        assert sorted(ids(ask(stocked, "permesso", filters=both))) == ["1", "2", "3"]
        both["type"] = frozenset({"notizia"})
        results = ask(stocked, "permesso", filters=both, facets=("topic", "type"))
        assert (ids(results), results.total) == (["3"], 1)
        assert results.facets == {"topic": {"lavoro": 1}, "type": {"guida": 2, "notizia": 1}}

    def test_a_facet_is_counted_without_its_own_filter(self, stocked: Engine) -> None:
        chosen = {"topic": frozenset({"casa"})}
        results = stocked.search(Query("it", filters=chosen, facets=("topic", "type")))
        assert results.total == 3
        assert results.facets == {"topic": {"casa": 3, "lavoro": 2}, "type": {"guida": 2}}

    def test_groups_of_values_count_each_page_once(self, engine: Engine) -> None:
        """Days of a week, places of a circle: a page with two of them is one page."""
        days = {"1": ("mon", "tue"), "2": ("tue", "sat"), "3": ("sun",), "4": ()}
        engine.index(
            page(name, "Corso", facets={"day": found, "type": ("event",)})
            for name, found in days.items()
        )
        week = frozenset({"mon", "tue", "wed"})
        groups = {
            "day": {
                "week": week, 'week"end': frozenset({"sat", "sun"}), "none": frozenset({"x"}),
                "empty": frozenset[str](), "long": frozenset(f"d{n}" for n in range(3000)) | week,
            },
            "type": {},
        }  # fmt: skip
        counted = {"week": 2, 'week"end': 2, "long": 2}
        results = ask(engine, "corso", facets=("day", "type"), groups=groups)
        assert results.facets == {"day": counted, "type": {}}
        filters = {"day": week, "type": frozenset({"event"})}
        results = ask(engine, "corso", facets=("day",), groups=groups, filters=filters)
        assert (sorted(ids(results)), results.total) == (["1", "2"], 2)
        assert results.facets == {"day": counted}
        filters = {"day": groups["day"]["long"]}
        assert ask(engine, "corso", filters=filters).total == 2
        assert ask(engine, "nulla", facets=("day",), groups=groups).facets == {"day": {}}

    def test_values_that_nothing_has_find_nothing(self, stocked: Engine) -> None:
        for filters in (
            {"topic": frozenset({"x"})},
            {"topic": frozenset[str]()},
            {"x": frozenset({"y"})},
        ):
            results = ask(stocked, "permesso", filters=filters, facets=("type",))
            assert (results.hits, results.total, results.facets) == ([], 0, {"type": {}})

    def test_without_words_everything_newest_first(self, stocked: Engine) -> None:
        assert ids(stocked.search(Query("it"))) == ["4", "3", "2", "1", "5"]
        assert ids(stocked.search(Query("it", offset=1, limit=2))) == ["3", "2"]

    def test_newest_first_among_what_is_found(self, stocked: Engine) -> None:
        results = ask(stocked, "permesso", newest_first=True)
        assert ids(results) == ["4", "3", "2", "1"]
        assert results.hits[0].score > 0

    def test_pages_do_not_overlap_and_the_total_is_exact(self, engine: Engine) -> None:
        chance = random.Random(1)
        engine.index(
            page(f"{n}", "Permesso", "casa " * chance.randint(0, 3), facets={"n": (f"v{n}",)})
            for n in range(157)
        )
        seen: list[str] = []
        for offset in range(0, 170, 20):
            results = ask(engine, "permesso", offset=offset, limit=20, facets=("n",))
            assert results.total == len(results.facets["n"]) == 157
            seen += ids(results)
        assert len(seen) == len(set(seen)) == 157
        scores = [hit.score for hit in ask(engine, "permesso", limit=200).hits]
        assert scores == sorted(scores, reverse=True)

    def test_a_bare_query_finds_the_same_ids_in_the_same_order(self, stocked: Engine) -> None:
        full, bare = ask(stocked, "permesso"), ask(stocked, "permesso", bare=True)
        assert ids(bare) == ids(full)
        assert [hit.score for hit in bare.hits] == [hit.score for hit in full.hits]
        assert bare.total == full.total
        assert not any(hit.payload or hit.text for hit in bare.hits)

    def test_beyond_the_end_there_is_nothing_but_the_total(self, stocked: Engine) -> None:
        for offset in (4, 9_999, 10**6, 10**12):
            results = ask(stocked, "permesso", offset=offset)
            assert (results.hits, results.total) == ([], 4)
        assert ask(stocked, "permesso", limit=0).hits == []
