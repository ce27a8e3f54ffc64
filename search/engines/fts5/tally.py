"""Adding up what the rows of an index are worth for a question.

There is a cell for each row in flat lists. Dictionaries do the same for a few rows; those of a
frequent word they scatter over the memory, and each row then costs the more the more there are.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nlargest
from itertools import chain
from operator import itemgetter

from core import bitmaps

Worth = tuple[float, Sequence[int]]
"""What some rows have, each once."""
ROUNDING = 1e-9
WORDS = 8  # whose flags share a byte
SPARSE = 16  # a list shorter than this part of all rows


class Tally:
    """Scores of rows (0 to `last`) and which words of the question they hold."""

    def __init__(self, last: int) -> None:
        self.size = last + 1
        self.scores = [0.0] * self.size
        self._words: list[tuple[int, float]] = []

    def add(self, values: Iterable[Worth]) -> None:
        """Add to the scores of rows all of these that they have."""
        scores = self.scores
        for value, rows in values:
            for row in rows:
                scores[row] += value

    def add_best(self, terms: Iterable[Mapping[str, Worth]]) -> None:
        """Add to the score of each row the highest of what terms are worth there, by token."""
        values = [value for each in terms for value in each.values()]
        if not values:
            return
        scores, seen = self.scores, bytearray(self.size)
        for value, rows in sorted(values, key=itemgetter(0), reverse=True):
            for row in rows:
                if not seen[row]:
                    seen[row] = 1
                    scores[row] += value

    def multiply(self, bits: int, factor: float) -> None:
        """Multiply the scores of these rows."""
        scores = self.scores
        for row in bitmaps.rows_of(bits):
            scores[row] *= factor

    def union(self, lists: Collection[Sequence[int]]) -> int:
        """The rows in any of these lists."""
        rows = chain.from_iterable(lists)
        if sum(map(len, lists)) < self.size // SPARSE:
            return bitmaps.from_rows(rows, self.size)
        flags = bytearray(self.size)
        for row in rows:
            flags[row] = 1
        return bitmaps.from_flags(flags)

    def count(self, holders: int, worth: float) -> None:
        """Have a word of the question counted, which these rows hold."""
        self._words.append((holders, worth))

    def having(self, share: float) -> int:
        """Rows that hold so much of what the counted words are worth, one word at least."""
        if len(self._words) < 2:
            return self._words[0][0] if self._words else 0
        total = sum(worth for _holders, worth in self._words)
        least = max(share * total - ROUNDING, ROUNDING)
        if len(self._parts) == 1:
            ((patterns, masses),) = self._parts
            return bitmaps.from_flags(patterns.translate(bytes(m >= least for m in masses)))
        held = (map(masses.__getitem__, patterns) for patterns, masses in self._parts)
        return bitmaps.from_flags(bytes(sum(each) >= least for each in zip(*held, strict=True)))

    @cached_property
    def _parts(self) -> list[tuple[bytes, list[float]]]:
        """For eight words at a time: which of them each row holds, and what that is worth.

        Put together once, when all words are counted: each share is asked of it.
        """
        parts = []
        for first in range(0, len(self._words), WORDS):
            words = self._words[first : first + WORDS]
            patterns, masses = 0, [0.0]
            for place, (holders, worth) in enumerate(words):
                patterns |= int.from_bytes(bitmaps.flags(holders), "little") << place
                masses += [mass + worth for mass in masses]
            masses += [0.0] * (2**WORDS - len(masses))
            parts.append((patterns.to_bytes(self.size, "little"), masses))
        return parts

    def best(self, bits: int, count: int) -> list[int]:
        """The rows with the highest scores among these; equal scores in order of rows."""
        rows = bitmaps.rows_of(bits)
        values = list(map(self.scores.__getitem__, rows))
        least = min(nlargest(count, values), default=0.0)
        found = [(-value, row) for value, row in zip(values, rows, strict=True) if value >= least]
        return [row for _value, row in sorted(found)[:count]]
