"""The neutral query: what both engines compile, and nothing of what the reader typed as syntax."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from search.documents import FIELDS
from search.likeness import Alike

SHARES = (0.25, 0.125, 0.0)
"""Least part of the query's idf mass that a page must hold; cuts the tail, does not rank.

Where no page holds so much, the next is asked for: words that never stand together find something.
"""
PAIR_SHARES = SHARES[1:]
"""The same for words of pairs of signs: 找工作 (look for work) is 找工, which is no word and rare, and 工作."""
ALIKE = 0.1
"""What each piece of a word counts in a word like it: long words say more than short ones."""
K1, B = 1.2, 0.75
"""BM25 as Lucene has it (Robertson & Zaragoza 2009, doi:10.1561/1500000019)."""
WORD_FIELDS = ("stems", "words", "second")
"""A page that has a term in one of these holds it."""


def idf(pages: int, frequency: int) -> float:
    """What a term of `frequency` of the `pages` is worth."""
    return math.log(1 + max(0.5, pages - frequency + 0.5) / (frequency + 0.5))


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to find a word: the terms to look up by field, worth `weight` (1 = as typed)."""

    terms: Mapping[str, str]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of the query: its alternatives, of which the best counts.

    Of the words `alike` the best counts too, in the field `words`. A page that has all the terms of
    one of `expressions` in a field holds the word as well; its score does not change by that. A slot
    that does not `count` adds to the score and asks nothing (words of synonyms of several words).
    """

    alternatives: tuple[Alternative, ...]
    alike: tuple[Alike, ...] = ()
    counts: bool = True
    expressions: tuple[Mapping[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for in one index.

    `phrases` are sequences of stems that must occur as they stand, in the own language or, with
    the field `second`, in the other. `filters` keep pages with any of the values of each facet.
    `facets` are those to count, each without its own filter. A facet in `groups` is counted by
    named groups of values (periods of days, a circle of places); a page with several values of a
    group counts once. No slots: every page, newest first.
    `shares` are the least parts of it that a page must hold, the next where no page holds so much.
    `boosts` multiply the score of pages with a value of a facet.
    Hits of a `bare` query carry nothing but their ids: for whoever needs thousands.
    """

    index: str
    slots: tuple[Slot, ...] = ()
    phrases: tuple[Mapping[str, tuple[str, ...]], ...] = ()
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    groups: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=lambda: FIELDS)
    alike: float = ALIKE
    boosts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    shares: tuple[float, ...] = SHARES
    every_word: bool = False
    bare: bool = False
    newest_first: bool = False
    offset: int = 0
    limit: int = 10

    def asks(self, field: str) -> bool:
        """Whether a page that has a term in a field holds it: any counted one if it needs every word."""
        return self.weights.get(field, 0.0) > 0 and (self.every_word or field in WORD_FIELDS)
