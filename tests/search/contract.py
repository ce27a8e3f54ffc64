"""What every engine must do with its pages: keep, change, forget and describe them.

Each engine's class of tests inherits these and gives `connect`, which makes engines that share
one store: what a process writes, the others see.
"""

import random
from collections.abc import Callable

import pytest

from search.engines.base import Engine, EngineError
from search.likeness import Alike
from search.query import Alternative, Query, Slot
from tests.search.hostile import HOSTILE
from tests.search.samples import ask, ids, junk, page, plan, with_field, word

Connect = Callable[[], Engine]


@pytest.fixture
def engine(connect: Connect) -> Engine:
    return connect()


class KeepingContract:
    """Storing, replacing and deleting."""

    def test_what_is_stored_comes_back(self, engine: Engine) -> None:
        payload = {"url": "/it/permesso/", "langs": ["it", "ar"], "n": 1.5, "none": None}
        assert engine.index([page("1", "Permesso", "Come si fa.", payload=payload)]) == 1
        (hit,) = ask(engine, "permesso").hits
        assert (hit.id, hit.payload, hit.text) == ("1", payload, "Come si fa.")
        assert hit.score > 0

    def test_other_processes_see_it_at_once(self, connect: Connect) -> None:
        mine, other = connect(), connect()
        assert ids(ask(other, "permesso")) == []
        mine.index([page("1", "Permesso")])
        assert ids(ask(other, "permesso")) == ["1"]
        assert "permesso" in connect().vocabulary("it").words

    def test_a_page_stored_again_replaces_itself(self, engine: Engine) -> None:
        facets = {"topic": ("casa",)}
        engine.index([page("1", "Permesso", facets=facets), page("2", "Scuola", facets=facets)])
        engine.index([page("1", "Ospedale", revision="2")])
        assert ask(engine, "permesso").total == 0
        assert ids(ask(engine, "ospedale")) == ["1"]
        everything = engine.search(Query("it", facets=("topic",)))
        assert everything.total == 2
        assert everything.facets == {"topic": {"casa": 1}}

    def test_the_last_of_two_in_one_batch_stays(self, engine: Engine) -> None:
        engine.index([page("1", "Permesso"), page("1", "Ospedale")])
        assert ask(engine, "permesso").total == 0
        assert ask(engine, "ospedale").total == engine.search(Query("it")).total == 1

    def test_a_deleted_page_is_gone(self, engine: Engine) -> None:
        engine.index([page("1", "Permesso"), page("2", "Permesso")])
        engine.delete("it", ["1", "never there"])
        assert ids(ask(engine, "permesso")) == ["2"]
        assert engine.revisions("it") == {"2": ""}
        engine.delete("it", [])
        engine.delete("nowhere", ["1"])

    def test_pages_deleted_from_the_end_are_not_found(self, engine: Engine) -> None:
        engine.index(page(f"{n}", "Permesso") for n in range(40))
        engine.delete("it", [f"{n}" for n in range(1, 40)])
        assert ids(ask(engine, "permesso")) == ["0"]
        engine.delete("it", ["0"])
        assert ask(engine, "permesso").total == engine.search(Query("it")).total == 0

    def test_indexes_are_apart(self, engine: Engine) -> None:
        engine.index([page("1", "Permesso"), page("1", "Permit", language="en", index="en")])
        engine.delete("en", ["1"])
        assert ids(ask(engine, "permesso")) == ["1"]
        assert engine.indexes() == ["en", "it"]

    @pytest.mark.parametrize("name", ["zh-Hans", "a b", "IT", "../x", "it*", "it,en", '"', "é", ""])
    def test_any_name_of_an_index_is_fine(self, engine: Engine, name: str) -> None:
        engine.index([page("1", "Permesso", index=name)])
        assert ids(ask(engine, "permesso", index=name)) == ["1"]
        assert engine.indexes() == [name]
        assert engine.revisions(name) == {"1": ""}

    def test_nothing_is_known_of_an_unknown_index(self, engine: Engine) -> None:
        results = engine.search(Query("nowhere", (word("permesso"),), facets=("topic",)))
        assert (results.hits, results.total) == ([], 0)
        assert engine.vocabulary("nowhere").words == {}
        assert engine.frequencies("nowhere", ["permesso"]).get("permesso", 0) == 0
        assert engine.revisions("nowhere") == {}
        assert engine.indexes() == []

    def test_words_frequencies_and_revisions(self, engine: Engine) -> None:
        engine.index([page("1", "Permesso", "due permessi", revision="a"), page("2", "Permesso")])
        known = engine.vocabulary("it")
        assert known.words["permesso"] == known.words["permessi"]
        assert sorted(known.listing) == ["due", "permessi", "permesso"]
        assert engine.frequencies("it", ["permesso", "permessi", "casa"]) == {
            "permesso": 2, "permessi": 1, "casa": 0,
        }  # fmt: skip
        assert engine.frequencies("it", []) == {}
        assert engine.revisions("it") == {"1": "a", "2": ""}

    def test_words_are_read_on_as_they_come(self, engine: Engine) -> None:
        engine.index([page("1", "Permesso")])
        assert engine.vocabulary("it").listing == ["permesso"]
        engine.index([page("2", "Scuola")])
        assert engine.vocabulary("it").listing == ["permesso", "scuola"]

    def test_health_counts_pages(self, engine: Engine) -> None:
        engine.index([page("1", "Permesso"), page("2", "Scuola"), page("1", "x", index="en")])
        engine.delete("it", ["1"])
        health = engine.health()
        assert (health.well, health.documents, health.detail) == (True, {"it": 1, "en": 1}, "")


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
            slot = Slot((Alternative(terms),), (Alike(text, 1.0, 4),))
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
