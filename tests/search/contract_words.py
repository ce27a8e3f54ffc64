"""What a word of a query is worth: its alternatives, words alike, and words that are their own stem."""

from dataclasses import replace
from typing import Any

import pytest

from search.documents import about
from search.engines.base import Engine
from search.likeness import Alike
from search.query import ALIKE, Alternative, Query, Slot
from tests.search.samples import ids, page, plan, type_in, word


class WordsContract:
    """Of the ways to find a word the best counts, each as much as it is worth."""

    def test_the_best_alternative_counts_and_not_their_sum(self, engine: Engine) -> None:
        engine.index([page("1", "casa alloggio"), page("2", "casa altro"), page("3", "orto nuovo")])
        own, other = word("casa").alternatives[0], word("alloggio").alternatives[0]
        single = engine.search(Query("it", (Slot((own,)),))).hits
        both = engine.search(Query("it", (Slot((own, Alternative(other.terms, 0.01))),))).hits
        assert {h.id: h.score for h in both} == pytest.approx({h.id: h.score for h in single})

    def test_an_alternative_of_less_worth_ranks_lower(self, engine: Engine) -> None:
        engine.index([page("1", "casa grande"), page("2", "alloggio grande")])
        own, other = word("casa").alternatives[0], word("alloggio").alternatives[0]
        slot = Slot((Alternative(own.terms, 0.5), other))
        hits = engine.search(Query("it", (slot,))).hits
        assert [hit.id for hit in hits] == ["2", "1"]
        assert hits[1].score == pytest.approx(hits[0].score / 2, rel=0.01)

    def test_a_slot_that_does_not_count_only_adds(self, engine: Engine) -> None:
        engine.index(
            [page("1", "permesso nuovo"), page("2", "permesso scuola"), page("3", "scuola")]
        )
        extra = word("scuola", counts=False)
        assert ids(engine.search(Query("it", (word("permesso"), extra)))) == ["2", "1"]
        assert engine.search(Query("it", (extra,))).total == 0
        query = Query("it", (word("permesso"), word("zanzara", counts=False)), every_word=True)
        assert engine.search(query).total == 2

    def test_who_has_all_terms_of_an_expression_holds_the_word(self, engine: Engine) -> None:
        """In one field, in either text; its own score is what it would have had."""
        beside = {"second_language": "it", "second_title": "Rosso", "second_body": "verde"}
        engine.index(
            [
                page("word", "zanzara"),
                page("all", "rosso verde orto"),
                page("part", "rosso orto"),
                page("second", "orto", **beside),
                page("mixed", "verde orto", second_language="it", second_title="Rosso"),
            ]
        )
        terms = ("ross", "verd")
        slot = replace(word("zanzara"), expressions=({"stems": terms, "titles": terms},))
        assert ids(engine.search(Query("it", (slot,)))) == ["word", "all"]
        either = replace(slot, expressions=(*slot.expressions, {"second": terms}))
        assert sorted(ids(engine.search(Query("it", (either,))))) == ["all", "second", "word"]
        both = (slot, word("orto"))
        found = {hit.id: hit.score for hit in engine.search(Query("it", both)).hits}
        alone = {hit.id: hit.score for hit in engine.search(Query("it", (word("orto"),))).hits}
        assert set(found) == {"word", "all"}, "what says «orto» alone has too little"
        assert found["all"] == pytest.approx(alone["all"])
        strict = Query("it", both, every_word=True)
        assert ids(engine.search(strict)) == ["all"]
        titles = replace(strict, weights={"titles": 1.0})
        assert ids(engine.search(titles)) == ["all"]
        assert engine.search(replace(titles, slots=(word("zanzara"),))).total == 1

    def test_a_mark_is_found_in_the_text_that_a_page_has(self, engine: Engine) -> None:
        """Those in the language of the index come first, and nothing typed finds it."""
        mark = about("topic", "work-pay")
        other = {"second_language": "it", "second_title": "Pagina"}
        engine.index(
            [
                page("own", "Page", "text", "en", "en", marks=(mark,), **other),
                page("other", "", "", "en", "en", marks=(mark,), **other),
                page("none", f"Topic work pay {mark}", "text", "en", "en", **other),
                page("list", "Topic work pay", "", "en", "en", is_list=True),
            ]
        )
        slot = Slot((Alternative({"stems": mark, "second": mark}),))
        assert ids(engine.search(Query("en", (slot,)))) == ["own", "other"]
        assert "own" not in type_in(engine, mark, "en", index="en")
        assert mark not in engine.vocabulary("en").words

    def test_pieces_find_a_compound(self, engine: Engine) -> None:
        engine.index([page("1", "Krankenversicherungskarte", language="de"), page("2", "Garten")])
        assert type_in(engine, "Versicherungskarte", "de") == ["1"]
        query = plan(engine, "Versicherungskarte", "de").query
        assert engine.search(replace(query, alike=0)).total == 0

    def test_of_words_alike_the_best_counts_and_the_likest_stand_for_it(
        self, engine: Engine
    ) -> None:
        engine.index([page("1", "permessi permesse"), page("2", "permessi altro"), page("3", "x")])
        near = Alike("permessi", 0.8, 8, stands=True), Alike("permesse", 0.8, 8, stands=True)
        slot = Slot(word("zanzara").alternatives, near)
        scores = {hit.id: hit.score for hit in engine.search(Query("it", (slot,))).hits}
        rare = Slot(slot.alternatives, near[1:])
        best = engine.search(Query("it", (rare,))).hits
        assert sorted(scores) == ["1", "2"]
        assert [hit.id for hit in best] == ["1"]
        assert best[0].score == pytest.approx(scores["1"])
        far = Slot(slot.alternatives, tuple(each._replace(stands=False) for each in near))
        assert engine.search(Query("it", (far,))).total == 0
        both = engine.search(Query("it", (far, word("altro")))).hits
        alone = engine.search(Query("it", (word("altro"),))).hits
        assert [hit.id for hit in both] == ["2"]
        assert both[0].score > alone[0].score

    def test_a_word_alike_counts_by_its_likeness_and_its_length(self, engine: Engine) -> None:
        """In the field of words, each piece the same: beside what is found without it."""
        engine.index([page("1", "permessi altro"), page("2", "altro orto"), page("3", "x")])

        def score(*slots: Slot, **more: Any) -> float:
            found = {h.id: h.score for h in engine.search(Query("it", slots, **more)).hits}
            return found["1"]

        def beside(near: Alike, **more: Any) -> float:
            slot = Slot(word("zanzara").alternatives, (near,))
            return score(slot, word("altro"), **more) - score(word("altro"), **more)

        whole = score(word("permessi"), weights={"words": 1.0}, every_word=True)
        for near in (
            Alike("permessi", 0.9, 8),
            Alike("permessi", 0.3, 8),
            Alike("permessi", 0.3, 2),
        ):
            worth = near.likeness * near.pieces * whole
            assert beside(near) == pytest.approx(ALIKE * worth, rel=0.01)
            assert beside(near, alike=0.5) == pytest.approx(0.5 * worth, rel=0.01)
            assert beside(near, alike=0) == pytest.approx(0)

    def test_a_word_that_is_its_own_stem_counts_as_both(self, engine: Engine) -> None:
        """«CAS» is one; «casa» and «case» have it for a stem, and are other words."""
        engine.index(
            [
                page("same", "x", "cas spid nuovo"),
                page("once", "x", "cas casa case"),
                page("stem", "x", "casa orto nuovo"),
                page("none", "x", "orto altro nuovo"),
            ]
        )

        def scores(*fields: str) -> dict[str, float]:
            weights = dict.fromkeys(fields, 1.0)
            hits = engine.search(Query("it", (word("cas"),), weights=weights)).hits
            return {hit.id: hit.score for hit in hits}

        stems, words = scores("stems"), scores("words")
        assert sorted(stems) == ["once", "same", "stem"]
        assert sorted(words) == ["once", "same"]
        assert stems["once"] > stems["same"] == pytest.approx(stems["stem"])
        assert words["once"] == pytest.approx(words["same"])
        both = {name: stems[name] + words.get(name, 0.0) for name in stems}
        assert scores("stems", "words") == pytest.approx(both)
        assert engine.frequencies("it", ["cas", "casa", "spid"]) == {"cas": 2, "casa": 2, "spid": 1}
