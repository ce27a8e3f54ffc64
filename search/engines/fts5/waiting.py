"""Terms on their way into FTS5.

FTS5 gathers what is inserted in a hash table, and looks up each term of each page there. With the
terms of hundreds of pages the table outgrows the processor's cache, and each look-up waits for
memory. Here pages are written in shares: first one share of the terms of all pages, then the
next, each with a table that fits. (A contentless table without sizes takes a row in pieces.)
"""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping

from search.engines.fts5.schema import LETTERS, MARKS, impact_level

SHARES = 16  # of the pieces of words, which are three quarters of all terms; a power of two
FEW = 64  # pages up to which shares are not worth it
MOST_CHARACTERS = 40_000_000  # kept in memory


class Waiting:
    """What is to be written, by index, share and row."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.sql = connection
        self.size = 0
        self._rows: dict[int, dict[str, list[tuple[int, str]]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def add(
        self, number: int, row: int, field: str, counts: Mapping[str, int], mean: float
    ) -> None:
        """Have the terms of one field of a page written; `mean` is the usual length of the field."""
        letter, length = LETTERS[field], sum(counts.values())
        marks = {count: MARKS[impact_level(count, length, mean)] for count in set(counts.values())}
        shares = self._rows[number]
        if field != "grams":
            text = " ".join([f"{letter}{term}{marks[n]}" for term, n in counts.items()])
            shares[letter].append((row, text))
            self.size += len(text)
            return
        pieces: list[list[str]] = [[] for _share in range(SHARES)]
        for term, n in counts.items():
            pieces[hash(term) & (SHARES - 1)].append(f"{letter}{term}{marks[n]}")
        for share, terms in enumerate(pieces):
            if terms:
                text = " ".join(terms)
                shares[f"{letter}{share}"].append((row, text))
                self.size += len(text)

    def write(self) -> None:
        """Write everything. The rows of each index only ever grow."""
        for number, shares in self._rows.items():
            whole: dict[int, list[str]] = defaultdict(list)
            for rows in shares.values():
                if len(rows) > FEW:
                    self._insert(number, rows)
                else:
                    for row, text in rows:
                        whole[row].append(text)
            self._insert(number, [(row, " ".join(texts)) for row, texts in sorted(whole.items())])
        self._rows.clear()
        self.size = 0

    def _insert(self, number: int, rows: list[tuple[int, str]]) -> None:
        self.sql.executemany(f"INSERT INTO terms_{number} (rowid, terms) VALUES (?, ?)", rows)
