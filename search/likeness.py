"""Words of an index that are like a word of a question: compounds, other forms, slips.

Each word is cut into overlapping pieces of four letters, its ends marked. How like two words are is
the share of pieces that both have (Tversky 1977, doi:10.1037/0033-295X.84.4.327). A piece that is
missing counts half, one that the found word has beside only a quarter: who types a part finds the
compound. Pieces stand for words here and not for pages, so that an index has them once, however
often a word is written.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nsmallest
from itertools import chain
from typing import NamedTuple

from search.analysis import grams

MISSING, BESIDE = 0.5, 0.25
LEAST = 0.25  # below this two words have an ending in common
MOST = 24  # words like one
STANDS_FOR = 0.6  # likeness from which a word may stand for the one asked
BEGINNING, FIRST_PART = 3, 4  # letters


class Alike(NamedTuple):
    """A word of the index; `likeness` is above 0 and at most 1; `pieces` those of the word asked.

    What has a word that `stands` for the one asked has that one; the others only add to a score.
    """

    word: str
    likeness: float
    pieces: int
    stands: bool = False


def stands_for(found: str, asked: str, likeness: float) -> bool:
    """Whether a word like another may stand for it.

    It begins as the other does (permessi, slips), or is a compound that has it whole after four
    letters or more (antiviolenza): a common ending alone joins costa and osta, giorno and
    soggiorno, living and driving.
    """
    if likeness < STANDS_FOR:
        return False
    return found.startswith(asked[:BEGINNING]) or asked in found[FIRST_PART:]


class Likeness:
    """Finds words by their pieces. The list may grow at its end."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self._sizes: list[int] = []
        self._with: dict[str, list[int]] = defaultdict(list)
        self._lock = threading.Lock()

    def to(self, word: str) -> tuple[Alike, ...]:
        """Those most like a word, itself among them; of equals in order of the alphabet."""
        wanted = frozenset(grams(word) if word else ())
        if not wanted:
            return ()
        self.read_on()
        common = Counter(chain.from_iterable(self._with.get(piece, ()) for piece in wanted))
        size, sizes, words = len(wanted), self._sizes, self.words
        found = []
        for number, both in common.items():
            apart = MISSING * (size - both) + BESIDE * (sizes[number] - both)
            likeness = both / (both + apart)
            if likeness >= LEAST:
                found.append((-likeness, words[number]))
        return tuple(
            Alike(other, -less, size, stands_for(other, word, -less))
            for less, other in nsmallest(MOST, found)
        )

    def read_on(self) -> None:
        """Cut what was added since the last time; else the next question does."""
        if len(self._sizes) == len(self.words):
            return
        with self._lock:
            for number in range(len(self._sizes), len(self.words)):
                pieces = frozenset(grams(self.words[number]))
                self._sizes.append(len(pieces))  # first: others may be asking meanwhile
                for piece in pieces:
                    self._with[piece].append(number)
