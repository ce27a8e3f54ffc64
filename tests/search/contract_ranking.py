"""Which pages an engine finds for the words of a query, and in which order."""

from dataclasses import replace

import pytest

from search.engines.base import Engine
from search.query import SHARES, Query
from tests.search.samples import WORDS, ask, ids, page, plan, type_in, word


class RankingContract:
    """What a page must hold to be found, and what puts it before another."""

    def test_the_title_counts_more_than_the_body(self, engine: Engine) -> None:
        engine.index(
            [
                page("body", "Questura", "permesso di soggiorno e altro"),
                page("title", "Permesso di soggiorno", "altro e altro ancora"),
                page("none", "Scuola", "iscrizione"),
            ]
        )
        assert type_in(engine, "permesso di soggiorno") == ["title", "body"]

    def test_a_rare_word_counts_more_than_a_frequent_one(self, engine: Engine) -> None:
        engine.index([page(f"c{n}", "Comune", "sportello aperto") for n in range(9)])
        engine.index([page("rare", "Questura", "fontanella"), page("x", "Scuola", "corso")])
        found = ids(ask(engine, "sportello", "fontanella"))
        assert found[0] == "rare"

    def test_one_of_the_words_is_enough_unless_it_says_nothing(self, engine: Engine) -> None:
        engine.index([page(f"c{n}", "Comune", "sportello") for n in range(40)])
        engine.index([page("both", "Fontanella", "sportello"), page("one", "Ospedale", "orto")])
        assert ask(engine, "sportello").total == 41
        assert ids(ask(engine, "sportello", "fontanella")) == ["both"]
        assert sorted(ids(ask(engine, "ospedale", "fontanella"))) == ["both", "one"]
        assert ids(ask(engine, "zanzara", "ospedale")) == ["one"]
        assert ask(engine, "zanzara").total == 0

    @pytest.mark.parametrize("number", [4, 6, 12])
    def test_words_that_never_stand_together_find_what_holds_any(
        self, engine: Engine, number: int
    ) -> None:
        """Each is less of the question than a page must hold, and no page holds more."""
        words = WORDS[:number]
        engine.index(page(text, "Pagina", text) for text in [*words, "altro"])
        assert sorted(ids(ask(engine, *words, limit=20))) == sorted(words)
        engine.index([page("most", "Pagina", " ".join(words[:3]))])
        assert ids(ask(engine, *words, limit=20))[0] == "most"

    def test_pages_that_are_gone_do_not_keep_others_out(self, engine: Engine) -> None:
        words = WORDS[:6]
        engine.index([page("1", "Pagina", " ".join(words))])
        engine.index(page(text, "Pagina", text) for text in words)
        assert ids(ask(engine, *words)) == ["1"]
        engine.index([page("1", "Orto")])
        assert sorted(ids(ask(engine, *words))) == sorted(words)

    def test_filters_do_not_bring_the_tail_back(self, engine: Engine) -> None:
        """What holds too little stays out, also where nothing else has the value."""
        engine.index(page(f"c{n}", "Comune", "sportello") for n in range(40))
        engine.index([page("tail", "Comune", "sportello", facets={"topic": ("casa",)})])
        engine.index([page("both", "Fontanella", "sportello", facets={"topic": ("lavoro",)})])
        filters = {"topic": frozenset({"casa"})}
        found = ask(engine, "sportello", "fontanella", filters=filters, facets=("topic",))
        assert (found.total, found.facets) == (0, {"topic": {"lavoro": 1}})

    def test_every_word_when_asked_for(self, engine: Engine) -> None:
        engine.index([page("both", "Permesso", "scuola"), page("one", "Permesso")])
        engine.index([page("other", "Scuola"), page("none", "Orto")])
        assert ask(engine, "permesso", "scuola").total == 3
        assert ids(ask(engine, "permesso", "scuola", every_word=True)) == ["both"]
        assert ask(engine, "permesso", "zanzara", every_word=True).total == 0

    def test_weights_decide(self, engine: Engine) -> None:
        engine.index([page("1", "permesso", "scuola"), page("2", "scuola", "permesso")])
        slots = (word("permesso"),)
        assert ids(engine.search(Query("it", slots, weights={"stems": 1.0})))[0] == "1"
        assert engine.search(Query("it", slots, weights={"titles": 1.0})).total == 0
        titles = Query("it", slots, weights={"titles": 1.0}, every_word=True)
        assert ids(engine.search(titles)) == ["1"]

    def test_a_boosted_kind_rises_and_the_rest_keeps_its_score(self, engine: Engine) -> None:
        engine.index(
            [
                page("short", "Permesso", "scuola", facets={"type": ("question",)}),
                page("long", "Permesso", "scuola e molto altro", facets={"type": ("guide",)}),
                page("other", "Permesso", "scuola e molto altro"),
            ]
        )
        plain = {hit.id: hit.score for hit in ask(engine, "permesso").hits}
        boosts = {"type": {"guide": 2.0, "question": 0.5}}
        found = {hit.id: hit.score for hit in ask(engine, "permesso", boosts=boosts).hits}
        assert next(iter(plain)) == "short"
        assert next(iter(found)) == "long"
        assert found["long"] == pytest.approx(2 * plain["long"], rel=0.001)
        assert found["short"] == pytest.approx(plain["short"] / 2, rel=0.001)
        assert found["other"] == pytest.approx(plain["other"], rel=0.001)

    def test_signs_that_are_no_word_hide_no_page_that_has_the_word_beside_them(
        self, engine: Engine
    ) -> None:
        """找工作 is 找工, which one page has and is no word, and 工作 (work), which is asked for."""
        chinese = {"language": "zh", "index": "zh"}
        engine.index([page("both", "找工作", **chinese), page("work", "合法工作", **chinese)])
        engine.index(page(f"work-{n}", "工作", **chinese) for n in range(30))
        engine.index(page(f"other-{n}", "租房", **chinese) for n in range(30))
        found = engine.search(plan(engine, "找工作", **chinese).query)
        assert found.total == 32
        assert ids(found)[0] == "both"
        shorter = replace(plan(engine, "找工作", **chinese).query, shares=SHARES)
        assert engine.search(shorter).total == 1
