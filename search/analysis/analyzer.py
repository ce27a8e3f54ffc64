"""The analyzer of a language: text to tokens with their places."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path
from sys import intern
from typing import NamedTuple

from search.analysis import scripts
from search.analysis.folding import fold, lower
from search.analysis.stemming import FOLD_FIRST, stemmer

STOP_WORDS = Path(__file__).parent / "stopwords"
LONGEST = 40  # characters of a term; what is longer is cut, it is no word
REMEMBERED = 60_000  # words whose analysis is kept in memory, per language
LONGEST_CHUNK = 40  # characters between two blanks worth to be remembered
GRAM = 4

# What stands before an apostrophe and is a word of its own (it, fr, ca).
ELISIONS = {
    "it": "l d dell all nell dall sull coll un quest quell c ci s m t v n gl anch com dov bell "
    "sant nessun ciascun qualcun alcun buon pover tutt mezz quant senz",
    "fr": "l d c s j m t n qu jusqu lorsqu puisqu quoiqu quelqu presqu entr",
    "ca": "l d s m t n",
}
_APOSTROPHE = re.compile(f"[{scripts.APOSTROPHES}]")
_NOT_WORD = re.compile(r"[\W_]+")


class Token(NamedTuple):
    """One term of a text and where it stands there: `text[start:end]`.

    `word` is the folded spelling, `stem` what it is indexed under.
    """

    stem: str
    word: str
    start: int
    end: int


Terms = tuple[str, ...]


class _Remembered(dict[str, Terms]):
    """What a function made of words, worked out once each; forgotten when there are too many."""

    def __init__(self, make: Callable[[str], Terms]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, word: str) -> Terms:
        made = self.make(word)
        if len(word) <= LONGEST_CHUNK:
            if len(self) >= REMEMBERED:
                self.clear()
            self[word] = made
        return made


class Analyzer:
    """Cuts and folds texts of one language. Total: any string gives a list of tokens."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._patterns = scripts.patterns()
        self._stem = stemmer(language)
        self._fold_first = language in FOLD_FIRST
        self._spaceless = language in scripts.SPACELESS
        self._elisions = frozenset(ELISIONS.get(language, "").split())
        self._known: dict[str, tuple[tuple[str, str, int, int], ...]] = {}
        self._stems_of = _Remembered(lambda chunk: tuple(part[0] for part in self._cut_all(chunk)))
        self._words_of = _Remembered(lambda chunk: tuple(part[1] for part in self._cut_all(chunk)))
        self.stop_words = self._load_stop_words()

    def tokens(self, text: str) -> list[Token]:
        """Every term with its place, in the order of the text."""
        found = []
        for match in self._patterns.words.finditer(text):
            start = match.start()
            for stem, word, first, last in self._parts(match):
                found.append(Token(stem, word, start + first, start + last))
        return found

    def whole(self, text: str) -> list[Token]:
        """Its tokens without signs that stand alone for the edge of a pair: what is looked for."""
        tokens = self.tokens(text)
        longer = [token for token in tokens if len(token.word) > 1]
        starts, ends = {token.start for token in longer}, {token.end for token in longer}
        return [
            token for token in tokens
            if len(token.word) > 1 or (token.start not in starts and token.end not in ends)
        ]  # fmt: skip

    def find(self, text: str, stems: Collection[str]) -> list[tuple[int, int, str]]:
        """(start, end, stem) of the terms of a text that are among some stems."""
        found = []
        for match in self._patterns.words.finditer(text):
            for stem, _word, first, last in self._known.get(match[0]) or self._parts(match):
                if stem in stems:
                    found.append((match.start() + first, match.start() + last, stem))
        return found

    def terms(self, text: str) -> tuple[list[str], list[str]]:
        """Stems and words of a text, in order, without places: what an index needs.

        No term reaches over a blank or a line: what stands between two is looked up as a whole.
        """
        if self._spaceless:
            parts = list(self._cut_all(text))
            return [part[0] for part in parts], [part[1] for part in parts]
        chunks = text.replace("\n", " ").split(" ")
        stems = list(chain.from_iterable(map(self._stems_of.__getitem__, chunks)))
        words = list(chain.from_iterable(map(self._words_of.__getitem__, chunks)))
        return stems, words

    def is_stop_word(self, token: Token) -> bool:
        return token.word in self.stop_words

    def telling(self, text: str) -> list[Token]:
        """The terms of a question or a name that say something: whole ones, no stop words."""
        return [token for token in self.whole(text) if not self.is_stop_word(token)]

    def is_foreign(self, token: Token) -> bool:
        """Whether a term is in Latin letters while the language is not."""
        return token.word.isascii() and self.language in scripts.OTHER_ALPHABETS

    def _load_stop_words(self) -> frozenset[str]:
        path = STOP_WORDS / f"{self.language}.txt"
        words = path.read_text(encoding="utf-8").split() if path.exists() else []
        return frozenset(word for line in words for word in self.terms(line)[1])

    def _cut_all(self, text: str) -> Iterator[tuple[str, str, int, int]]:
        for match in self._patterns.words.finditer(text):
            yield from self._known.get(match[0]) or self._parts(match)

    def _parts(self, match: re.Match[str]) -> tuple[tuple[str, str, int, int], ...]:
        """(stem, word, first, last) of each term of one match, remembered."""
        raw = match[0]
        if scripts.UNSPACED_RUN.match(raw):
            before, after = self._touches(match)
            return tuple(_pairs(raw, before=before, after=after))
        known = self._known.get(raw)
        if known is None:
            known = tuple(self._cut(raw))
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[raw] = known
        return known

    def _touches(self, match: re.Match[str]) -> tuple[bool, bool]:
        """Whether a figure or a letter of another script is written to a run, on either side.

        A blank between them is a matter of taste in Chinese and Japanese.
        """
        text, last, behind = match.string, match.start() - 1, match.end()
        if self._spaceless:
            last -= text[last : last + 1].isspace()
            behind += text[behind : behind + 1].isspace()
        while last > 0 and scripts.is_mark(text[last]):
            last -= 1
        return last >= 0 and _is_other(text[last]), _is_other(text[behind : behind + 1])

    def _cut(self, raw: str) -> Iterator[tuple[str, str, int, int]]:
        if scripts.NUMBER.fullmatch(raw) or self._patterns.acronym.fullmatch(raw):
            yield from self._one(_NOT_WORD.sub("", raw), 0, len(raw))
        else:
            yield from self._word(raw)

    def _word(self, raw: str) -> Iterator[tuple[str, str, int, int]]:
        """A word; one with an apostrophe loses the elided article, or is closed up."""
        pieces = [match.span() for match in self._patterns.simple.finditer(raw)]
        if len(pieces) == 1:
            yield from self._one(raw, 0, len(raw))
            return
        if self._elisions:
            last = len(pieces) - 1
            for number, (first, end) in enumerate(pieces):
                if number == last or fold(raw[first:end]) not in self._elisions:
                    yield from self._one(raw[first:end], first, end)
            return
        if self.language == "en" and fold(raw[slice(*pieces[-1])]) == "s":
            pieces.pop()
        first, end = pieces[0][0], pieces[-1][1]
        yield from self._one(_APOSTROPHE.sub("", raw[first:end]), first, end)

    def _one(self, text: str, first: int, last: int) -> Iterator[tuple[str, str, int, int]]:
        if text.isascii() and text.isalnum():  # nothing to fold
            lowered = text.lower()
            word = lowered[:LONGEST]
        else:
            lowered = lower(text)
            word = _NOT_WORD_KEEP(fold(lowered))[:LONGEST]
        if not word:
            return
        stem = word
        if self._stem is not None:
            stem = self._stem(word if self._fold_first else lowered[:LONGEST])
            stem = _NOT_WORD_KEEP(fold(stem)) or word
        yield stem, word, first, last


def _is_other(character: str) -> bool:
    return character.isalnum() and not scripts.UNSPACED_RUN.match(character)


def _pairs(raw: str, *, before: bool, after: bool) -> Iterator[tuple[str, str, int, int]]:
    """Overlapping pairs of characters; a single one alone.

    The first and the last one alone as well where something else is written to them without a
    space, so that 18岁 is found in 年满18岁以下.
    """
    places = [(sign, place) for place, sign in enumerate(map(_sign, raw)) if sign]
    if len(places) == 1 or (before and places):
        yield _single(*places[0])
    for (character, place), (following, end) in pairwise(places):
        yield character + following, character + following, place, end + 1
    if len(places) > 1 and after:
        yield _single(*places[-1])


@lru_cache(maxsize=REMEMBERED)
def _sign(character: str) -> str:
    """A character as it is indexed; nothing for a mark."""
    return "" if scripts.is_mark(character) else fold(character)


def _single(character: str, place: int) -> tuple[str, str, int, int]:
    return character, character, place, place + 1


def _NOT_WORD_KEEP(text: str) -> str:  # noqa: N802
    return "".join(c for c in text if c.isalnum() or scripts.is_mark(c))


def grams(word: str) -> Terms:
    """The pieces of four characters of a word with its ends marked, the same in every language.

    None of a script without spaces, whose terms are pairs of characters already.
    """
    if scripts.UNSPACED_RUN.match(word):
        return ()
    marked = f"_{word}_"
    if len(marked) <= GRAM:
        return (marked,)
    return tuple(intern(marked[place : place + GRAM]) for place in range(len(marked) - GRAM + 1))


@lru_cache(maxsize=64)
def analyzer(language: str) -> Analyzer:
    """The analyzer of a language code ("zh-hans" and "zh" are the same)."""
    return Analyzer(language.lower().partition("-")[0])
