"""What every engine must find, in which order, and how it counts."""

import random

import pytest

from search.engines.base import Engine
from search.query import Query
from tests.search.samples import WORDS, ask, ids, page, plan, type_in, word

LANGUAGES = {
    "it": ("Rinnovare il permesso", "permessi"),
    "en": ("Renewing a permit", "permits"),
    "fr": ("Renouveler l'autorisation", "autorisations"),
    "es": ("Renovar los permisos", "permiso"),
    "ro": ("Reînnoirea permisului", "permisul"),
    "uk": ("Поновлення дозволу", "дозволи"),
    "ar": ("تجديد تصريح الإقامة", "الاقامه"),
    "zh-hans": ("更新居留许可证", "居留许可"),
    "ru": ("Продление разрешения", "разрешение"),
}


class RankingContract:
    """Which pages, and in which order."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_language_finds_its_words(self, engine: Engine, language: str) -> None:
        title, text = LANGUAGES[language]
        engine.index([page("1", title, language=language), page("2", "0 1 2", language=language)])
        assert type_in(engine, text, language) == ["1"]

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


class ReadingContract:
    """Phrases, completions, repairs, and the language beside."""

    def test_quoted_words_stand_as_they_are_quoted(self, engine: Engine) -> None:
        engine.index(
            [
                page("as", "Carta", "la carta di soggiorno europea"),
                page("not", "Carta", "soggiorno senza carta di credito"),
            ]
        )
        assert sorted(type_in(engine, "carta soggiorno")) == ["as", "not"]
        assert type_in(engine, '"carta di soggiorno"') == ["as"]
        assert type_in(engine, "«carta di credito»") == ["not"]
        assert type_in(engine, '"soggiorno carta"') == []
        assert type_in(engine, '"carta di soggiorno" "carta di credito"') == []

    def test_a_title_does_not_begin_anew_behind_itself(self, engine: Engine) -> None:
        """It counts three times and stands there once, in both languages."""
        second = {"second_language": "it", "second_title": "Carta blu"}
        engine.index([page("1", "Permesso di soggiorno", **second)])
        assert type_in(engine, '"permesso di soggiorno"', second="it") == ["1"]
        assert type_in(engine, '"carta blu"', second="it") == ["1"]
        assert type_in(engine, '"soggiorno permesso"', second="it") == []
        assert type_in(engine, '"blu carta"', second="it") == []

    def test_a_phrase_without_spaces_stands_as_it_is_quoted(self, engine: Engine) -> None:
        """Its signs in their order, whatever run they are part of, with other letters around."""
        texts = {
            "run": "如何更新居留许可证件",
            "apart": "许可居留；居留后许可，许可证",
            "mixed": "先开通SPID账号。见：第 3 页",
            "turned": "账号SPID，第页 3",
        }
        chinese = {"language": "zh-hans", "index": "zh-hans"}
        engine.index(page(name, "说明", text, **chinese) for name, text in texts.items())
        found = {
            phrase: type_in(engine, f'"{phrase}"', **chinese)
            for phrase in (
                "居留许可", "留许可证", "许可居留", "居留许证", "SPID账号", "开通SPID", "账号SPID",
                "第 3 页", "3 第页",
            )
        }  # fmt: skip
        assert found == {
            "居留许可": ["run"], "留许可证": ["run"], "许可居留": ["apart"], "居留许证": [],
            "SPID账号": ["mixed"], "开通SPID": ["mixed"], "账号SPID": ["turned"],
            "第 3 页": ["mixed"], "3 第页": [],
        }  # fmt: skip

    def test_a_phrase_of_words_holds_whole_words(self, engine: Engine) -> None:
        """What begins or ends within a word is none of it."""
        engine.index([page("1", "Carta blu", "SPID 居留")])
        engine.index([page("2", "Scarta blu", "La carta e il blu. Cipid 居留 e pid")])
        engine.index([page("3", "Carta blusa", "La carta e il blu")])
        assert type_in(engine, '"carta blu"') == ["1"]
        assert type_in(engine, '"spid 居留"') == ["1"]
        assert type_in(engine, '"pid 居留"') == []

    def test_a_phrase_is_found_in_a_long_question(self, engine: Engine) -> None:
        """Though its page holds little of the rest, and another more of the words."""
        rest = "alfa bravo delta foxtrot golf hotel india lima mike"
        engine.index([page("as", "Europa", "la carta blu"), page("not", "Blu", f"carta {rest}")])
        engine.index(page(text, text) for text in rest.split())
        assert type_in(engine, f'"carta blu" {rest}') == ["as"]

    def test_a_phrase_may_stand_in_the_other_language(self, engine: Engine) -> None:
        second = {"second_language": "it", "second_body": "il permesso di soggiorno"}
        engine.index(
            [
                page("1", "Residence permit", language="en", **second),
                page("2", "Permit, soggiorno", "permesso", language="en"),
            ]
        )
        assert type_in(engine, '"permesso di soggiorno"', "en", second="it") == ["1"]

    def test_the_words_of_a_letter_find_the_translation(self, engine: Engine) -> None:
        engine.index(
            [
                page(
                    "1", "تصريح الإقامة", "كيف", language="ar", second_language="it",
                    second_title="Permesso di soggiorno", second_body="Come si rinnova",
                ),
                page("3", "العمل", "كيف", language="ar"),
                page("2", "المدرسة", "التسجيل", language="ar", second_language="it",
                     second_title="Scuola", second_body="Con il permesso"),
            ]
        )  # fmt: skip
        assert type_in(engine, "permesso di soggiorno", "ar", second="it") == ["1", "2"]
        assert type_in(engine, "الاقامة", "ar", second="it") == ["1"]
        (hit,) = engine.search(plan(engine, "الاقامة", "ar", second="it").query).hits
        assert hit.text == "كيف"

    def test_without_a_text_of_its_own_the_other_is_shown(self, engine: Engine) -> None:
        text = {"second_language": "it", "second_title": "Scuola", "second_body": "Iscrizioni"}
        engine.index([page("1", "", language="ar", **text)])
        (hit,) = engine.search(plan(engine, "scuola", "ar", second="it").query).hits
        assert hit.text == "Iscrizioni"

    def test_the_last_word_is_completed_while_typing(self, engine: Engine) -> None:
        engine.index([page("1", "Permesso"), page("2", "Persona"), page("3", "Scuola")])
        assert sorted(type_in(engine, "per", typing=True)) == ["1", "2"]
        assert type_in(engine, "perm", typing=True) == ["1"]
        assert type_in(engine, "per") == []

    def test_an_unknown_word_is_repaired_and_said(self, engine: Engine) -> None:
        engine.index([page("1", "Questura"), page("2", "Scuola"), page("3", "Lettura")])
        found = plan(engine, "qeustura")
        assert found.corrections == {"qeustura": "questura"}
        assert ids(engine.search(found.query)) == ["1"]
        assert plan(engine, "questura").corrections == {}

    def test_the_more_frequent_word_is_meant(self, engine: Engine) -> None:
        engine.index([page(f"c{n}", "carta") for n in range(3)])
        engine.index([page("1", "corta"), page("2", "certa")])
        assert plan(engine, "cyrta").corrections == {"cyrta": "carta"}


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
