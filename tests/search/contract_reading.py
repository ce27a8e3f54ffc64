"""What a reader may type to find a page: her language, the Italian of a letter, part of a word, a slip."""

import pytest

from search.engines.base import Engine
from search.planner import Planner, Scope
from tests.search.samples import ids, page, plan, type_in

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


class ReadingContract:
    """Languages, the language beside, completions and repairs."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_language_finds_its_words(self, engine: Engine, language: str) -> None:
        title, text = LANGUAGES[language]
        engine.index([page("1", title, language=language), page("2", "0 1 2", language=language)])
        assert type_in(engine, text, language) == ["1"]

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

    def test_the_italian_of_a_letter_is_completed_for_other_readers(self, engine: Engine) -> None:
        italian = {"second_language": "it", "second_title": "Permesso di soggiorno"}
        engine.index([page("1", "الإقامة", language="ar", index="ar", **italian)])
        engine.index(
            [page("2", "سكن", language="ar", index="ar"), page("1", "Permesso di soggiorno")]
        )
        planner = Planner(engine, Scope("ar", "ar", "it", "it"))
        assert ids(engine.search(planner.plan("permesso di sogg", typing=True).query)) == ["1"]
        assert ids(engine.search(planner.plan("sogg", typing=True).query)) == ["1"]
        assert ids(engine.search(planner.plan("sogg").query)) == []

    def test_an_unknown_word_is_repaired_and_said(self, engine: Engine) -> None:
        engine.index([page("1", "Questura"), page("2", "Scuola"), page("3", "Lettura")])
        found = plan(engine, "qeustura")
        assert found.corrections == {"qeustura": "questura"}
        assert ids(engine.search(found.query)) == ["1"]
        assert plan(engine, "questura").corrections == {}

    def test_the_more_frequent_word_is_meant(self, engine: Engine) -> None:
        engine.index([page(f"c{n}", "carta") for n in range(3)])
        engine.index([page("1", "corta"), page("2", "certa")])
        assert plan(engine, "crta").corrections == {"crta": "carta"}
