"""Terms on their way into FTS5: many pages are written at once, a share of their terms each time.

How much a term weighs depends on the usual length of a page, so weights are given when terms are
written: the first pages of a rebuild are weighed like the last, in whatever order they come.
"""

import sqlite3
from collections import defaultdict

from search.engines.fts5.packing import Texts
from search.engines.fts5.pieces import BETWEEN

FEW = 64  # pages up to which shares are not worth it
MOST_CHARACTERS = 60_000_000  # kept in memory


class Waiting:
    """What is to be written, by index and row."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.sql = connection
        self.size = 0
        self._rows: dict[int, list[tuple[int, list[Texts]]]] = defaultdict(list)

    def add(self, number: int, row: int, fields: list[Texts]) -> None:
        """Have the terms of a page written. The rows of each index only ever grow."""
        self._rows[number].append((row, fields))
        self.size += sum(len(each.text) for each in fields)

    def write(self) -> None:
        """Write everything."""
        for number, rows in self._rows.items():
            averages = self._averages(number)
            shares: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
            whole = []
            for row, fields in rows:
                texts = [(each.field, each.weighed(averages[each.field])) for each in fields]
                if len(rows) <= FEW:
                    joined = " ".join(text for _field, text in texts)
                    whole.append((row, joined.replace(BETWEEN, " ")))
                    continue
                for name, text in texts:
                    for share, part in enumerate(text.split(BETWEEN)):
                        if part:
                            shares[name, share].append((row, part))
            for _share, parts in sorted(shares.items()):
                self._insert(number, parts)
            self._insert(number, whole)
        self._rows.clear()
        self.size = 0

    def _averages(self, number: int) -> dict[str, float]:
        """The usual length of a page in each field."""
        rows = self.sql.execute(
            "SELECT field, pages, terms FROM lengths WHERE number = ?", (number,)
        )
        return {field: terms / pages for field, pages, terms in rows}

    def _insert(self, number: int, rows: list[tuple[int, str]]) -> None:
        self.sql.executemany(f"INSERT INTO terms_{number} (rowid, terms) VALUES (?, ?)", rows)
