"""Pieces of the words of a page, for FTS5: three quarters of all terms of an index.

FTS5 gathers what is inserted in a hash table. With the terms of hundreds of pages the table
outgrows the processor's cache, and each look-up waits for memory. So pieces come in shares: first
one share of all pages is written, then the next, each with a table that fits. (A contentless table
without sizes takes a row in pieces.)
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from search.analysis import all_grams
from search.engines.fts5.schema import LETTERS, frequency_mark

SHARES = 32  # a power of two
LAST_SHARE = SHARES - 1
BETWEEN = "\x7f"
LETTER = LETTERS["grams"]


class Pieces(NamedTuple):
    """Those of one page: how many, the frequencies that occur, a text with `SHARES` shares."""

    length: int
    frequencies: frozenset[int]
    text: str


def pieces(words: Mapping[str, int]) -> Pieces:
    """The pieces of a page's words; `words` say how often each occurs."""
    counts = Counter(all_grams(words))
    once: list[list[str]] = [[] for _share in range(SHARES)]
    texts: list[list[str]] = [[] for _share in range(SHARES)]
    for piece, n in counts.items():
        share = hash(piece) & LAST_SHARE  # another one in another process, which costs little
        if n == 1:  # most do
            once[share].append(piece)
        else:
            texts[share].append(f"{LETTER}{piece}{frequency_mark(n)}")
    single = frequency_mark(1)
    for text, some in zip(texts, once, strict=True):
        if some:
            text.append(f"{LETTER}{f'{single} {LETTER}'.join(some)}{single}")
    frequencies = frozenset(counts.values())
    return Pieces(sum(counts.values()), frequencies, BETWEEN.join(map(" ".join, texts)))
