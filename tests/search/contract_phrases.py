"""What an engine finds for words in quotes."""

from search.engines.base import Engine
from tests.search.samples import page, type_in


class PhrasesContract:
    """Words that must stand together, in their order, in any script."""

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
            "edges": "年满18岁以下，办理 95 号文",
        }
        chinese = {"language": "zh-hans", "index": "zh-hans"}
        engine.index(page(name, "说明", text, **chinese) for name, text in texts.items())
        found = {
            phrase: type_in(engine, f'"{phrase}"', **chinese)
            for phrase in (
                "居留许可", "留许可证", "许可居留", "居留许证", "SPID账号", "开通SPID", "账号SPID",
                "第 3 页", "第3页", "3 第页", "18岁", "满18岁", "满 18 岁以下", "理95号", "95以", "满岁",
            )
        }  # fmt: skip
        assert found == {
            "居留许可": ["run"], "留许可证": ["run"], "许可居留": ["apart"], "居留许证": [],
            "SPID账号": ["mixed"], "开通SPID": ["mixed"], "账号SPID": ["turned"],
            "第 3 页": ["mixed"], "第3页": ["mixed"], "3 第页": [], "18岁": ["edges"],
            "满18岁": ["edges"], "满 18 岁以下": ["edges"], "理95号": ["edges"], "95以": [],
            "满岁": [],
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
