"""What an engine makes of texts and values that nobody would write in good faith."""

import random
from collections.abc import Callable

import pytest

from search.engines.base import Engine, EngineError
from search.likeness import Alike
from search.query import Alternative, Query, Slot
from tests.search.hostile import HOSTILE
from tests.search.samples import ask, ids, junk, page, plan, with_field, word


class HostileContract:
    """Nothing that is stored or asked is syntax; no string breaks anything."""

    def test_no_text_of_a_reader_breaks_a_search(self, engine: Engine) -> None:
        engine.index([page("1", "Permesso di soggiorno")])
        chance = random.Random(4)
        texts = [*HOSTILE, "x" * 1_000_000, '"' * 1_000_000, "a b " * 250_000]
        for text in [*texts, *(junk(chance) for _ in range(300))]:
            for typing in (False, True):
                found = plan(engine, text, "it", second="ar", typing=typing)
                assert engine.search(found.query).total in {0, 1}

    def test_a_query_as_big_as_the_planner_makes_is_answered(self, engine: Engine) -> None:
        words = [f"{start}{end}" for start in ("permess", "soggiorn") for end in "aeio"]
        engine.index([page("1", " ".join(words)), page("2", "permesso" + "soggiorno" * 4)])
        for text in (" ".join(words) * 4, "permessosoggiorno" * 11, "qwertyuiopas " * 16):
            found = plan(engine, text, second="en", typing=True)
            alternatives = found.query.slots[0].alternatives * 12
            slots = tuple(Slot(alternatives, slot.alike * 12) for slot in found.query.slots)
            assert engine.search(Query("it", slots)).total <= 2

    def test_no_value_of_a_query_breaks_a_search(self, engine: Engine) -> None:
        engine.index([page("1", "Permesso", facets={"topic": ("casa",)})])
        for text in [*HOSTILE, ""]:
            terms = {"stems": text, "words": text, "second": text}
            expressions = {"stems": (text, text), text: (text,)}, {"second": ()}
            slot = Slot((Alternative(terms),), (Alike(text, 1.0, 4),), expressions=expressions)
            query = Query(
                text, (slot, word("permesso")), ({"stems": (text, text)},),
                {"topic": frozenset({text}), text: frozenset({text})}, (text, "topic"),
            )  # fmt: skip
            assert engine.search(query).total == 0
            filters = {"topic": frozenset({text, "casa"})}
            assert engine.search(Query("it", (slot, word("permesso")), filters=filters)).total == 1
            assert engine.frequencies("it", [text]).get(text, 0) == 0
            engine.delete("it", [text])

    def test_no_text_of_a_page_breaks_the_index(self, engine: Engine) -> None:
        for number, text in enumerate(HOSTILE):
            engine.index(
                [
                    page(
                        f"{number}{text}", text, f"{text} permesso {text}", keywords=text,
                        facets={"topic": (text, "casa"), text: (text,)}, payload={"title": text},
                        revision=text, updated=text, second_language="ar", second_body=text,
                    )
                ]
            )  # fmt: skip
        found = ask(engine, "permesso", facets=("topic",), limit=100)
        assert found.total == len(found.hits) == len(HOSTILE)
        assert found.facets["topic"]["casa"] == len(HOSTILE)
        assert len(engine.revisions("it")) == len(HOSTILE)
        engine.delete("it", [f"{number}{text}" for number, text in enumerate(HOSTILE)])
        assert ask(engine, "permesso").total == 0

    def test_big_pages_are_pages(self, engine: Engine) -> None:
        body = "x" * 1_000_000 + " permesso " + "casa " * 200_000
        engine.index([page("i" * 2000, "t" * 10_000, body, updated="9" * 9000)])
        (hit,) = ask(engine, "permesso").hits
        assert (hit.id, hit.text) == ("i" * 2000, body)

    def test_terms_of_any_kind_are_kept_apart_from_syntax(self, engine: Engine) -> None:
        odd = ['"', "a*", "a:b", "(", "{}", "\0"]
        engine.index([with_field(page("1", "Permesso"), stems=[*odd, "permess"])])
        assert ids(ask(engine, "permesso")) == ["1"]

    def test_an_error_of_the_engine_is_the_only_one(self, broken: Engine) -> None:
        calls: list[Callable[[], object]] = [
            lambda: broken.index([page("1", "Permesso")]),
            lambda: broken.delete("it", ["1"]),
            lambda: ask(broken, "permesso"),
            lambda: broken.vocabulary("it"),
            lambda: broken.frequencies("it", ["permesso"]),
            lambda: broken.revisions("it"),
            broken.indexes,
            lambda: broken.rebuild().__enter__(),
        ]
        for call in calls:
            with pytest.raises(EngineError):
                call()
        health = broken.health()
        assert not health.well
        assert health.detail
