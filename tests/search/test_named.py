"""A question that names a kind of page looks for those first."""

import pytest
from django.conf import settings

from search import named


def favoured(text: str, *languages: str) -> set[str]:
    """The kinds that count more than they do in any question."""
    return {
        kind
        for kind, factor in named.boosts(text, *languages).items()
        if factor > settings.SEARCH_BOOSTS.get(kind, 1.0)
    }


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("volontariato con i bambini", "it", "call"),
        ("fare la volontaria la sera", "it", "call"),
        ("volunteers needed for children", "en", "call"),
        ("bénévolat le samedi", "fr", "call"),
        ("voluntariado con niños", "es", "call"),
        ("voluntari pentru copii", "ro", "call"),
        ("التطوع مع الأطفال", "ar", "call"),
        ("волонтерство з дітьми", "uk", "call"),
        ("志愿服务 儿童", "zh-hans", "call"),
        ("notizie sul volontariato", "it", "news"),
        ("progetti per le donne", "it", "project"),
        ("événements à Turin", "fr", "event"),
    ],
)
def test_a_kind_is_named_in_any_form_and_language(text: str, language: str, kind: str) -> None:
    assert kind in favoured(text, language)


def test_a_kind_is_named_in_the_italian_of_a_letter_too() -> None:
    assert favoured("volontariato con i bambini", "ar", "it") == {"call"}


@pytest.mark.parametrize("text", ["volontariato", "il volontariato", "progetti", "", "志愿者"])
def test_the_name_alone_favours_none(text: str) -> None:
    """Its list is looked for."""
    assert favoured(text, "zh-hans", "it") == set()


@pytest.mark.parametrize("text", ["ufficio immigrazione", "patente di guida", "corso di italiano"])
def test_what_is_part_of_a_name_is_none(text: str) -> None:
    assert favoured(text, "it") == set()


def test_a_kind_keeps_what_it_counts_in_any_question() -> None:
    assert (
        named.boosts("volontariato con i bambini", "it").items() >= settings.SEARCH_BOOSTS.items()
    )
