"""Texts of any language and script become terms: what a reader types finds what was written."""

import itertools
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import Analyzer, analyzer, grams
from search.analysis.folding import fold

LANGUAGES = ("it", "en", "fr", "es", "ro", "ar", "uk", "zh-hans")
OTHERS = ("bn", "ti", "ur", "ta", "th", "ja", "hi", "de", "tr", "el", "he", "ko", "xx")
UKRAINIAN = Path(__file__).parent / "ukrainian.txt"

# Pieces that texts go wrong on, among whatever characters there are.
AWKWARD = (
    "\0", "\ud800", "\udfff", "’", "'", "ʼ", "l’", "L'", ".", "..", "S.P.I.D.", "1.500", "١٬٥٠٠",
    "\u0301", "\u0307", "\u200d", "\u00ad", "\ufeff", "\u202e", "_", "ﬁ", "ﷺ", "İ", "ẞ", "ŉ", "ΐ",
    "ـ", "居", "留许", "𠀀", "🙂", "👩\u200d👧", "𝓢", "ก็", "한국", "ｶﾞ", "が", "ﾞ", "が", " ", "\n",
    "½", "²", "Ⅷ", "㎏", "꣠", "𞤀",
)  # fmt: skip
texts = st.lists(st.one_of(st.text(max_size=12), st.sampled_from(AWKWARD)), max_size=12).map(
    "".join
)
languages = st.sampled_from((*LANGUAGES, *OTHERS))
often = settings(max_examples=400, deadline=None)


def words(text: str, language: str) -> list[str]:
    return [token.word for token in analyzer(language).tokens(text)]


def stems(text: str, language: str) -> list[str]:
    return [token.stem for token in analyzer(language).tokens(text)]


def meet(one: str, other: str, language: str) -> bool:
    """Whether who types the one finds the other: a term in common."""
    return bool(set(stems(one, language)) & set(stems(other, language)))


# What holds for every text there is


@often
@given(text=texts, language=languages)
def test_any_text_gives_terms_that_an_index_can_hold(text: str, language: str) -> None:
    """Not empty, without spaces, marks of the index or halves of characters; short."""
    for token in analyzer(language).tokens(text):
        for term in (token.stem, token.word):
            assert term
            assert len(term) <= 40
            assert not any(character.isspace() or character == "\0" for character in term)
            assert not any(0xD800 <= ord(character) <= 0xDFFF for character in term)


@often
@given(text=texts, language=languages)
def test_places_are_exact(text: str, language: str) -> None:
    """In order and inside the text; what stands there gives the term again."""
    before = 0
    for token in analyzer(language).tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.start >= before
        before = token.start
        assert token.word in words(text[token.start : token.end], language)


@often
@given(text=texts, language=languages)
def test_terms_are_the_tokens_without_their_places(text: str, language: str) -> None:
    found = analyzer(language).tokens(text)
    assert Analyzer(analyzer(language).language).terms(text) == (
        [token.stem for token in found],
        [token.word for token in found],
    )


@often
@given(text=texts)
def test_folding_is_done_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@often
@given(text=texts, language=languages)
def test_spelling_forms_of_unicode_are_one(text: str, language: str) -> None:
    """A letter and its accent are one character or two: the same to the eye and to the index.

    (Not so in Korean and Japanese, whose keyboards write only the one.)
    """
    text = "".join(c for c in text if not re.match(r"[\u1100-\u11ff\u3040-\u30ff가-힣]", c))
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert words(composed, language) == words(apart, language)


@often
@given(word=st.text(min_size=1, max_size=30), language=languages)
def test_pieces_of_a_word_are_bounded(word: str, language: str) -> None:
    reader = analyzer(language)
    for token in reader.tokens(word):
        assert all(1 <= len(gram) <= 4 for gram in grams(token.word))


# What readers gain


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [
        ("it", "permesso", "permessi"),
        ("it", "citta", "città"),
        ("it", "iscrizioni", "l’iscrizione"),
        ("it", "iscrizione", "dell'iscrizione"),
        ("it", "anagrafe", "all’anagrafe"),
        ("it", "residenza", "RESIDENZA"),
        ("it", "anni", "anno"),
        ("it", "visite", "visita"),
        ("it", "rifiuto", "rifiutare"),
        ("en", "permit", "permits"),
        ("en", "worker", "worker’s"),
        ("fr", "école", "l’ecole"),
        ("fr", "sejour", "séjour"),
        ("fr", "étrangers", "étranger"),
        ("fr", "étranger", "étrangère"),
        ("fr", "aujourd'hui", "aujourd’hui"),
        ("es", "inscripcion", "inscripción"),
        ("es", "permisos", "permiso"),
        ("ro", "scoala", "școală"),
        ("ro", "şcoală", "școală"),
        ("ro", "permisului", "permis"),
        ("ar", "اقامة", "الإقامة"),
        ("ar", "الاقامه", "الإقامة"),
        ("ar", "إِقَامَة", "اقامة"),
        ("ar", "إقـــامة", "إقامة"),
        ("ar", "مدرسة", "المدرسة"),
        ("ar", "بالاقامه", "الإقامة"),
        ("ar", "الايطاليه", "إيطالية"),
        ("uk", "дозвіл", "дозволу"),
        ("uk", "дозволи", "дозволу"),
        ("uk", "ночі", "ніч"),
        ("uk", "об’єднання", "об'єднання"),
        ("uk", "обʼєднання", "об’єднання"),
        ("uk", "сім'ї", "сім’я"),
        ("de", "straße", "strasse"),
        ("el", "αδεια", "άδεια"),
        ("he", "שלום", "שָׁלוֹם"),
    ],
)
def test_spellings_and_forms_meet(language: str, typed: str, written: str) -> None:
    assert stems(typed, language) == stems(written, language)


@pytest.mark.parametrize(
    ("one", "other"), [("salute", "sala"), ("salute", "salire"), ("visita", "viso")]
)
def test_words_that_only_begin_alike_stay_apart(one: str, other: str) -> None:
    assert stems(one, "it") != stems(other, "it")


@pytest.mark.parametrize("language", [*LANGUAGES, *OTHERS])
def test_acronyms_and_figures_in_every_language(language: str) -> None:
    """With dots or without; figures with thousands, in the digits of each script."""
    assert words("S.P.I.D.", language) == words("SPID", language) == ["spid"]
    assert words("(s.p.i.d)", language) == ["spid"]
    assert words("1.500", language) == words("1500", language) == words("1’500", language)
    assert words("١٥٠٠", language) == words("১৫০০", language) == ["1500"]


def test_a_figure_with_decimals_is_not_one_with_thousands() -> None:
    assert words("16,50", "it") == ["16", "50"]
    assert words("2026-11-10", "it") == ["2026", "11", "10"]


def test_chinese_is_found_by_its_parts() -> None:
    """No spaces, no word list: neighbours in pairs; a character alone stays one."""
    assert stems("居留许可", "zh-hans") == ["居留", "留许", "许可"]
    assert meet("居留", "办理居留许可的材料", "zh-hans")
    assert not meet("许可", "居留", "zh-hans")
    assert stems("税", "zh-hans") == ["税"]
    assert stems("居留permesso", "zh-hans") == ["居留", "留", "permesso"]
    assert stems("年满 18 岁以下", "zh-hans") == ["年满", "满", "18", "岁", "岁以", "以下"]


def test_a_question_has_no_sign_that_a_pair_of_it_holds() -> None:
    """A page has it for quotes; to ask for it would ask for every page with the sign."""
    chinese = analyzer("zh-hans")
    assert [token.stem for token in chinese.whole("满18岁以下")] == ["满", "18", "岁以", "以下"]
    assert [token.stem for token in chinese.whole("SIM卡 税")] == ["sim", "卡", "税"]


@pytest.mark.parametrize(
    ("language", "part", "whole"),
    [
        ("th", "ใบอนุญาต", "ขอใบอนุญาตทำงาน"),
        ("ja", "在留", "在留カード"),
        ("ja", "カード", "在留カード"),
    ],
)
def test_other_scripts_without_spaces(language: str, part: str, whole: str) -> None:
    assert set(stems(part, language)) <= set(stems(whole, language))


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("bn", "বাংলাদেশি"),
        ("ti", "ትግርኛ"),
        ("ur", "رہائشی"),
        ("hi", "हिन्दी"),
        ("ta", "தமிழ்"),
        ("pa", "ਪੰਜਾਬੀ"),
        ("si", "සිංහල"),
    ],
)
def test_vowel_signs_stay_in_their_word(language: str, word: str) -> None:
    """One word is one term; the bare consonants are another word."""
    (token,) = analyzer(language).tokens(f"({word})")
    assert (token.start, token.end) == (1, 1 + len(word))
    if language in {"bn", "hi", "ta", "pa", "si"}:
        bare = "".join(c for c in word if unicodedata.category(c)[0] != "M")
        assert token.word not in words(bare, language)


def test_letters_that_differ_by_a_mark_stay_apart() -> None:
    """Marks that make another letter are no accents."""
    assert words("край", "uk") != words("краи", "uk")
    assert words("їх", "uk") != words("іх", "uk")


def test_an_elided_article_is_not_part_of_the_place() -> None:
    """Only the word itself is marked in a result."""
    (token,) = analyzer("it").tokens("l’iscrizione")
    assert (token.start, token.end) == (2, 12)


def test_stop_words_are_known_as_they_are_typed() -> None:
    for language, word in (("it", "perché"), ("it", "perche"), ("uk", "як"), ("ar", "إلى")):
        (token,) = analyzer(language).tokens(word)
        assert analyzer(language).is_stop_word(token), word
    (token,) = analyzer("it").tokens("permesso")
    assert not analyzer("it").is_stop_word(token)


def test_words_of_another_alphabet() -> None:
    """Latin letters are foreign to who reads in others, not to who reads in Latin ones."""
    for language, foreign in (("ar", True), ("uk", True), ("zh-hans", True), ("it", False)):
        (token,) = analyzer(language).tokens("permesso")
        assert analyzer(language).is_foreign(token) is foreign


def share(groups: list[list[str]]) -> float:
    """Part of all pairs of forms of a word that have one stem."""
    pairs = [pair for group in groups for pair in itertools.combinations(group, 2)]
    return sum(stems(one, "uk") == stems(other, "uk") for one, other in pairs) / len(pairs)


def test_forms_of_ukrainian_words_meet() -> None:
    """Nine of ten pairs of forms, also of words nobody thought of when endings were listed."""
    lines = UKRAINIAN.read_text(encoding="utf-8").splitlines()
    border = lines.index("# Written afterwards")
    known, held = (
        [line.split() for line in part if not line.startswith("#")]
        for part in (lines[:border], lines[border:])
    )
    assert len(known) >= 60
    assert share(known) >= 0.96
    assert share(held) >= 0.92


def test_ukrainian_words_of_different_meaning_stay_apart() -> None:
    for one, other in (("лікар", "лікарня"), ("громадянин", "громадянство"), ("рік", "рука")):
        assert not meet(one, other, "uk"), (one, other)
