"""Words that are found for a word of a question because they look like it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.base import Vocabulary
from search.likeness import MOST, Likeness

WORDS = [
    "permesso",
    "permessi",
    "permanenza",
    "soggiorno",
    "soggiornante",
    "assicurazione",
    "versicherung",
    "karte",
    "krankenversicherungskarte",
    "scoperta",
    "scoprire",
    "дозвіл",
    "дозволу",
    "إقامة",
    "الاقامه",
    "a",
]


def likest(word: str, words: Sequence[str] = WORDS) -> list[str]:
    return [found.word for found in Likeness(words).to(word)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("permesso", ["permesso", "permessi", "permanenza"]),
        ("soggiorni", ["soggiorno", "soggiornante"]),
        ("permesssso", ["permesso", "permessi"]),
        ("versicherungskarte", ["krankenversicherungskarte", "versicherung"]),
        ("дозволи", ["дозволу"]),
        ("zanzara", []),
    ],
)
def test_the_likest_words_come_first(typed: str, found: list[str]) -> None:
    assert likest(typed)[: len(found) or None] == found


def test_who_types_a_part_finds_the_compound_rather_than_the_other_way_round() -> None:
    part, whole = "versicherung", "krankenversicherungskarte"
    (found,) = Likeness([whole]).to(part)
    (back,) = Likeness([part]).to(whole)
    assert found.likeness > back.likeness
    assert (found.stands, back.stands) == (True, False)


@pytest.mark.parametrize(
    ("typed", "found", "stands"),
    [
        ("permesso", "permessi", True),
        ("violenza", "antiviolenza", True),
        ("дозволу", "дозволами", True),
        ("osta", "costa", False),
        ("corso", "percorso", False),
        ("soggiorno", "giorno", False),
        ("patente", "utente", False),
        ("driving", "living", False),
        ("паспорт", "спорт", False),
        ("permesso", "permanenza", False),
    ],
)
def test_what_stands_for_a_word_begins_as_it_does_or_has_it_whole(
    typed: str, found: str, stands: bool
) -> None:
    """A common ending says nothing: who asks for a licence does not ask for users."""
    (alike,) = Likeness([found]).to(typed)
    assert alike.stands is stands


def test_an_ending_in_common_makes_no_word_like_another() -> None:
    assert likest("permesso", ["rosso"]) == []
    assert likest("permesso", ["rosso", "permissivo"]) == ["permissivo"]


def test_the_word_itself_is_like_nothing_else() -> None:
    alike = Likeness(WORDS).to("permesso")
    assert alike[0].likeness == 1.0
    assert all(found.likeness < 1 for found in alike[1:])
    assert {found.pieces for found in alike} == {7}


def test_there_are_never_more_than_a_few_and_always_the_same() -> None:
    words = [f"permess{letter}{other}" for letter in "abcdefgh" for other in "abcdefgh"]
    found = likest("permesso", words)
    assert len(found) == MOST
    assert found == likest("permesso", words[::-1])


def test_words_that_come_later_are_found_too() -> None:
    vocabulary = Vocabulary()
    vocabulary.add([("permesso", "permess")])
    assert [found.word for found in vocabulary.alike("permessi")] == ["permesso"]
    vocabulary.add([("permessi", "permess")])
    assert [found.word for found in vocabulary.alike("permessi")] == ["permessi", "permesso"]


def test_pairs_of_signs_and_no_word_are_like_nothing() -> None:
    assert likest("居留", ["居留", "留许"]) == []
    assert likest("") == []


@given(word=st.text(max_size=40), words=st.lists(st.text(min_size=1, max_size=12), max_size=9))
def test_likeness_is_a_share_for_any_text(word: str, words: list[str]) -> None:
    found = Likeness(words).to(word)
    assert all(0 < each.likeness <= 1 and each.word in words for each in found)
    assert [each.likeness for each in found] == sorted((f.likeness for f in found), reverse=True)
