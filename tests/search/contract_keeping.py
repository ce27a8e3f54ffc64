"""What an engine keeps, changes and forgets, and what it says of it."""

from collections.abc import Callable

import pytest

from search.engines.base import Engine
from search.query import Query
from tests.search.samples import ask, ids, page, word


class KeepingContract:
    """Storing, replacing and deleting."""

    def test_what_is_stored_comes_back(self, engine: Engine) -> None:
        payload = {"url": "/it/permesso/", "langs": ["it", "ar"], "n": 1.5, "none": None}
        assert engine.index([page("1", "Permesso", "Come si fa.", payload=payload)]) == 1
        (hit,) = ask(engine, "permesso").hits
        assert (hit.id, hit.payload, hit.text) == ("1", payload, "Come si fa.")
        assert hit.score > 0

    def test_other_processes_see_it_at_once(self, connect: Callable[[], Engine]) -> None:
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
