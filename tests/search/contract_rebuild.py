"""A rebuild is there whole or not at all, and loses nothing that is changed meanwhile."""

import contextlib
from collections.abc import Callable, Iterator

import pytest

from search.documents import Document
from search.engines.base import Engine, EngineError
from search.query import Query
from tests.search.samples import ask, ids, page


class RebuildContract:
    """`rebuild`, `index` and `delete` beside one another."""

    def test_the_new_index_is_seen_only_when_it_is_whole(
        self, engine: Engine, connect: Callable[[], Engine]
    ) -> None:
        other = connect()
        engine.index([page("1", "Permesso"), page("2", "Permesso"), page("1", "x", index="old")])
        with engine.rebuild() as fresh:
            assert fresh.index([page("1", "Ospedale"), page("3", "Ospedale", index="new")]) == 2
            for each in (engine, other):
                assert sorted(ids(ask(each, "permesso"))) == ["1", "2"]
                assert ask(each, "ospedale").total == 0
                assert each.indexes() == ["it", "old"]
        for each in (engine, other):
            assert ids(ask(each, "ospedale")) == ["1"]
            assert ask(each, "permesso").total == 0
            assert each.search(Query("it")).total == 1
            assert each.indexes() == ["it", "new"]

    def test_the_order_of_pages_does_not_weigh(self, engine: Engine) -> None:
        """The first pages of a rebuild count like the last, long or short."""
        pages = [page(f"long{n}", "Scuola", "permesso " + "altro " * 400) for n in range(600)]
        pages += [page("short", "Scuola", "permesso"), page("middle", "x", "permesso " * 9)]
        scores = []
        for order in (pages, pages[::-1]):
            with engine.rebuild() as fresh:
                for first in range(0, len(order), 200):
                    fresh.index(order[first : first + 200])
            hits = ask(engine, "permesso", limit=700).hits
            scores.append({hit.id: round(hit.score, 3) for hit in hits})
        assert len(scores[0]) == 602
        assert scores[0] == scores[1]

    def test_words_of_pages_that_are_gone_go(self, engine: Engine) -> None:
        engine.index([page("1", "Permesso"), page("2", "Scuola")])
        assert engine.vocabulary("it").listing == ["permesso", "scuola"]
        with engine.rebuild() as fresh:
            fresh.index([page("2", "Scuola nuova")])
        assert sorted(engine.vocabulary("it").listing) == ["nuova", "scuola"]
        engine.index([page("1", "Permesso")])
        assert sorted(engine.vocabulary("it").listing) == ["nuova", "permesso", "scuola"]

    def test_changes_made_meanwhile_are_in_it(
        self, engine: Engine, connect: Callable[[], Engine]
    ) -> None:
        engine.index(page(f"{n}", "Permesso") for n in range(5))
        with engine.rebuild() as fresh:
            fresh.index([page("0", "Vecchio"), page("1", "Vecchio"), page("2", "Vecchio")])
            other = connect()
            other.index([page("0", "Ospedale", facets={"topic": ("casa",)}, revision="9")])
            other.delete("it", ["1"])
            other.index([page("5", "Farmacia"), page("5", "Farmacia", index="en")])
            other.index([page("6", "Niente")])
            other.delete("it", ["6"])
            assert ids(ask(other, "ospedale")) == ["0"]
            fresh.index([page("3", "Permesso")])
        assert engine.revisions("it") == {"0": "9", "2": "", "3": "", "5": ""}
        assert ids(ask(engine, "ospedale")) == ["0"]
        assert engine.search(Query("it", facets=("topic",))).facets == {"topic": {"casa": 1}}
        assert ids(ask(engine, "farmacia", index="en")) == ["5"]
        assert "farmacia" in engine.vocabulary("it").words

    def test_words_of_changes_made_meanwhile_keep_their_stems(self, engine: Engine) -> None:
        text = "le scuole aprono, le iscrizioni alle scuole restano aperte; aprono anche i corsi"
        changed = [
            page("1", "Iscrizioni aperte", text, keywords="classi"),
            page("2", "Elenchi di corsi", keywords="lezioni", is_list=True),
            page("3", "Reînnoirea permisului", language="ro", index="ro"),
        ]
        with engine.rebuild() as fresh:
            kept = page("4", "Le scuole")
            fresh.index([kept])
            engine.index(changed)
            engine.index([page("5", "Pagine tolte")])
            engine.delete("it", ["5"])
        found = engine.vocabulary("it").words
        wanted = {**kept.vocabulary, **changed[0].vocabulary, **changed[1].vocabulary}
        assert {word: found.get(word) for word in wanted} == wanted
        assert engine.vocabulary("ro").words == changed[2].vocabulary

    def test_many_changes_made_meanwhile(self, engine: Engine) -> None:
        with engine.rebuild() as fresh:
            fresh.index(page(f"{n}", "Vecchio") for n in range(450))
            engine.index(page(f"{n}", "Nuovo") for n in range(450))
            engine.delete("it", [f"{n}" for n in range(50)])
        assert ask(engine, "nuovo").total == engine.search(Query("it")).total == 400

    def test_a_rebuild_that_fails_changes_nothing(self, engine: Engine) -> None:
        def texts() -> Iterator[Document]:
            yield from (page(f"{n}", "Ospedale") for n in range(600))
            raise LookupError("the database went away")

        engine.index([page("1", "Permesso")])
        for _ in range(2):
            with contextlib.suppress(LookupError), engine.rebuild() as fresh:
                engine.index([page("2", "Permesso")])
                fresh.index(texts())
                pytest.fail("the error of the texts was swallowed")
            assert sorted(ids(ask(engine, "permesso"))) == ["1", "2"]
            assert ask(engine, "ospedale").total == 0
            assert engine.indexes() == ["it"]
        with engine.rebuild() as fresh:
            fresh.index([page("1", "Ospedale")])
        assert engine.revisions("it") == {"1": ""}

    def test_one_at_a_time(self, engine: Engine, connect: Callable[[], Engine]) -> None:
        with engine.rebuild() as fresh:
            fresh.index([page("1", "Permesso")])
            with pytest.raises(EngineError, match="already"), connect().rebuild():
                pass
        assert ids(ask(engine, "permesso")) == ["1"]

    def test_an_empty_rebuild_leaves_nothing(self, engine: Engine) -> None:
        engine.index([page("1", "Permesso")])
        with engine.rebuild():
            pass
        assert engine.indexes() == []
        engine.index([page("2", "Permesso")])
        assert ids(ask(engine, "permesso")) == ["2"]

    def test_again_and_again(self, engine: Engine) -> None:
        for number in range(3):
            with engine.rebuild() as fresh:
                fresh.index([page(f"{number}", "Permesso")])
                engine.index([page("x", "Permesso")])
            assert sorted(engine.revisions("it")) == [f"{number}", "x"]
            assert "permesso" in engine.vocabulary("it").words
