"""Terms on their way into FTS5.

How much a term weighs depends on the usual length of a page, so weights are given when terms are
written: the first pages of a rebuild are weighed like the last, in whatever order they come.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from search.engines.fts5.packing import Texts

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
        for number in self._rows:
            self.sql.executemany(
                f"INSERT INTO terms_{number} (rowid, terms) VALUES (?, ?)", self._weighed(number)
            )
        self._rows.clear()
        self.size = 0

    def _weighed(self, number: int) -> Iterator[tuple[int, str]]:
        averages = self._averages(number)
        for row, fields in self._rows[number]:
            yield row, " ".join(each.weighed(averages[each.field]) for each in fields)

    def _averages(self, number: int) -> dict[str, float]:
        """The usual length of a page in each field."""
        rows = self.sql.execute(
            "SELECT field, pages, terms FROM lengths WHERE number = ?", (number,)
        )
        return {field: terms / pages for field, pages, terms in rows}
