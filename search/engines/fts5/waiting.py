"""Terms on their way into FTS5.

FTS5 gathers what is inserted in a hash table, and looks up each term of each page there. With the
terms of hundreds of pages the table outgrows the processor's cache, and each look-up waits for
memory. Here pages are written in shares: first one share of the terms of all pages, then the
next, each with a table that fits. (A contentless table without sizes takes a row in pieces.)

How much a term weighs depends on the usual length of a page, so weights are given when terms are
written: the first pages of a rebuild are weighed like the last, in whatever order they come.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from search.engines.fts5.schema import LETTERS, MARKS, impact_level

SHARES = 16  # of the pieces of words, which are three quarters of all terms; a power of two
FEW = 64  # pages up to which shares are not worth it
MOST_CHARACTERS = 40_000_000  # kept in memory


class _Terms(NamedTuple):
    """Terms of one field of a page that stand there equally often, with a space between each."""

    letter: str
    terms: str
    frequency: int
    length: int  # terms of the whole field

    def weighed(self, average: float) -> str:
        mark = MARKS[impact_level(self.frequency, self.length, average)]
        return f"{self.letter}{self.terms.replace(' ', f'{mark} {self.letter}')}{mark}"


class Waiting:
    """What is to be written, by index, share and row."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.sql = connection
        self.size = 0
        self._rows: dict[int, dict[str, dict[int, list[_Terms]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(list))
        )

    def add(self, number: int, row: int, field: str, counts: Mapping[str, int]) -> None:
        """Have the terms of one field of a page written."""
        letter, length = LETTERS[field], sum(counts.values())
        shares = self._rows[number]
        groups: dict[int, list[str]] = defaultdict(list)
        if field == "grams":
            for term, n in counts.items():
                groups[n * SHARES + (hash(term) & (SHARES - 1))].append(term)
        else:
            for term, n in counts.items():
                groups[n * SHARES].append(term)
        for group, terms in groups.items():
            n, share = divmod(group, SHARES)
            text = " ".join(terms)
            shares[f"{letter}{share}"][row].append(_Terms(letter, text, n, length))
            self.size += len(text)

    def write(self) -> None:
        """Write everything. The rows of each index only ever grow."""
        for number, shares in self._rows.items():
            averages = self._averages(number)
            whole: dict[int, list[str]] = defaultdict(list)
            for share, rows in shares.items():
                average = averages[share[0]]
                texts = [
                    (row, " ".join([terms.weighed(average) for terms in groups]))
                    for row, groups in rows.items()
                ]
                if len(texts) > FEW:
                    self._insert(number, texts)
                else:
                    for row, text in texts:
                        whole[row].append(text)
            self._insert(number, [(row, " ".join(texts)) for row, texts in sorted(whole.items())])
        self._rows.clear()
        self.size = 0

    def _averages(self, number: int) -> dict[str, float]:
        """The usual length of a page in each field, by its letter."""
        rows = self.sql.execute(
            "SELECT field, pages, terms FROM lengths WHERE number = ?", (number,)
        )
        return {LETTERS[field]: terms / pages for field, pages, terms in rows}

    def _insert(self, number: int, rows: list[tuple[int, str]]) -> None:
        self.sql.executemany(f"INSERT INTO terms_{number} (rowid, terms) VALUES (?, ?)", rows)
