"""Words of another language that no mark names: a screen reader speaks them wrongly (WCAG 3.1.2).

Names and words that every language uses need no mark: in a text of another writing only a phrase is
found (three words in small letters), in Latin letters only a sentence whose frequent words are those
of another language.
"""

import re
from collections.abc import Iterator
from functools import cache

from django.utils.translation import gettext as _

from core import locales
from core.passages import Passage, Run, runs
from editorial.writing import sentences
from editorial.writing.issues import Issue, Kind, Spot, found
from editorial.writing.language import Language, known

_SCRIPTS = {
    "Arab": r"\u0620-\u064a\u066e-\u06d3",
    "Cyrl": r"\u0400-\u04ff",
    "Hani": r"\u3400-\u9fff",
    "Latn": r"A-Za-zÀ-ÖØ-öø-ɏ",
}
_OWN = {"ar": "Arab", "uk": "Cyrl", "zh-hans": "Hani"}
_SPEAKS = {"Arab": "ar", "Cyrl": "uk", "Hani": "zh-hans"}
# Readers get words of the glossary with their language, also the Italian word in brackets beside.
_MARKED = {"language", "fact", "glossary"}
_IN_BRACKETS = re.compile(r"\s?[(（]")
_FEWEST = 2  # words that only the other language has, in a sentence of so many words:
_FEWEST_WORDS = 4


def look(passage: Passage, language: Language) -> Iterator[Issue]:
    """Phrases of other languages in a passage."""
    own = _OWN.get(language.code, "Latn")
    after_word = False
    for run in runs(passage):
        beside, after_word = after_word, "glossary" in run.links
        if not _MARKED.isdisjoint(run.links):
            continue
        seen = False
        for script, letters in _SCRIPTS.items():
            if script != own and (script != "Latn" or passage.rich):
                for match in _phrases(script, letters).finditer(run.words):
                    if beside and _IN_BRACKETS.fullmatch(run.words[: match.start()]):
                        continue
                    seen = True
                    yield _issue(Spot(passage, run, *match.span()), _SPEAKS.get(script, ""))
        if own == "Latn" and not seen:
            yield from _sentences(passage, run, language)


@cache
def _phrases(script: str, letters: str) -> re.Pattern[str]:
    word = rf"[{letters}]+(?:['’\-][{letters}]+)*"
    if script == "Latn":  # three words, the second and third in small letters: no name
        small = r"[a-zß-öø-ÿ][A-Za-zÀ-ÖØ-öø-ɏ'’\-]*"
        return re.compile(rf"\b{word}(?:[ ,]+{small}){{2,}}")
    return re.compile(rf"{word}(?:[\s،,]+{word})*")


def _sentences(passage: Passage, run: Run, language: Language) -> Iterator[Issue]:
    """Sentences, and words between quotation marks, that another language speaks."""
    position = 0
    for sentence in sentences.split(run.words, language):
        start = run.words.find(sentence, position)
        position = start + len(sentence)
        code = spoken(sentence, language)
        if code:
            yield _issue(Spot(passage, run, start, position), code)


@cache
def _telling() -> dict[str, frozenset[str]]:
    """For each language the frequent words that no other one has."""
    rows = known()
    return {
        code: row.common.difference(*(other.common for name, other in rows.items() if name != code))
        for code, row in rows.items()
    }


def spoken(sentence: str, language: Language) -> str:
    """The code of another language that a sentence is written in, or nothing."""
    said = {
        word.lower()
        for word in sentences.words(sentence, language)
        if word.islower() or len(word) > 2
    }
    if len(said) < _FEWEST_WORDS:
        return ""
    own = len(said & language.common)
    scores = {
        code: len(said & row.common)
        for code, row in known().items()
        if code != language.code and len(said & _telling()[code]) >= _FEWEST
    }
    best = max(scores, key=lambda code: scores[code], default="")
    return best if best and scores[best] > 2 * own else ""


def _issue(spot: Spot, code: str) -> Issue:
    name = locales.native_name(code) if code else ""
    advice = _("Mark it with the button “Language” of the text box.")
    if not spot.passage.rich:
        advice = _("Say it in the language of the page: this field has no marks for languages.")
    title = _("Words in another language") + (f": {name}" if name else "")
    return found(Kind.LANGUAGE, spot, title, advice=advice)
