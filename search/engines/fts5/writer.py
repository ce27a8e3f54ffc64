"""Writing documents into an index file."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable

from core import bitmaps
from search.engines.fts5 import texts
from search.engines.fts5.packing import Row, pack_words
from search.engines.fts5.schema import ALIVE, MARK_LETTERS, PER_INDEX
from search.engines.fts5.waiting import Waiting


class Writer:
    """Adds and removes pages within a transaction that the caller has begun.

    `known` are the words that are already there, by index; who goes on with a file says them. Terms
    wait in memory until `flush`: many pages at once cost a fifth of one after the other.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.sql = connection
        self.known: dict[str, set[str]] = defaultdict(set)
        self.waiting = Waiting(connection)

    def index(self, rows: Iterable[Row]) -> int:
        """Store pages in place of earlier ones with their id; how many. Found after `flush`."""
        by_index: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_index[row.index].append(row)
        for name, pages in by_index.items():
            self._index(name, list({page.id: page for page in pages}.values()))
        return sum(map(len, by_index.values()))

    def delete(self, name: str, ids: Iterable[str]) -> None:
        """Forget pages: their texts at once, their terms with the next rebuild."""
        number = self.number(name)
        if number is None:
            return
        changes: Changes = defaultdict(list)
        for page in ids:
            self._drop(number, page, changes)
        self._apply(number, changes)

    def flush(self, least: int = 0) -> None:
        """Write the terms that wait, if they are so many (characters)."""
        if self.waiting.size >= least:
            self.waiting.write()

    def number(self, name: str) -> int | None:
        row = self.sql.execute("SELECT number FROM indexes WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else None

    def _make(self, name: str) -> int:
        number = self.number(name)
        if number is None:
            self.sql.execute("INSERT INTO indexes (name) VALUES (?)", (name,))
            (number,) = self.sql.execute("SELECT last_insert_rowid()").fetchone()
            for statement in PER_INDEX.format(n=number, marks=MARK_LETTERS).split(";"):
                self.sql.execute(statement)
        return int(number)

    def _index(self, name: str, pages: list[Row]) -> None:
        number = self._make(name)
        self._measure(number, pages)
        changes: Changes = defaultdict(list)
        (last,) = self.sql.execute(
            "SELECT rows FROM indexes WHERE number = ?", (number,)
        ).fetchone()
        words: dict[str, str] = {}
        for row, page in enumerate(pages, last + 1):
            if last:
                self._drop(number, page.id, changes)
            self._add(number, row, page)
            for facet, values in {**page.facets, ALIVE: ("",)}.items():
                for value in values:
                    changes[facet, value].append((row, True))
            words.update(page.vocabulary)
        self.sql.execute(
            "UPDATE indexes SET rows = ? WHERE number = ?", (last + len(pages), number)
        )
        known = self.known[name]
        if fresh := {word: stem for word, stem in words.items() if word not in known}:
            known.update(fresh)
            self.sql.execute(
                f"INSERT INTO words_{number} (packed) VALUES (?)", (pack_words(fresh),)
            )
        self._apply(number, changes)

    def _add(self, number: int, row: int, page: Row) -> None:
        self.waiting.add(number, row, page.fields)
        self.sql.execute(
            f"INSERT INTO pages_{number} VALUES (?, ?, ?, ?, ?, ?)",
            (
                row, page.id, page.revision, page.updated, page.payload,
                json.dumps(page.facets, ensure_ascii=False),
            ),
        )  # fmt: skip
        texts.store(self.sql, number, row, page.packed)

    def _measure(self, number: int, rows: list[Row]) -> None:
        """Have the lengths of these pages counted in those of the index."""
        pages: Counter[str] = Counter()
        terms: Counter[str] = Counter()
        for row in rows:
            for each in row.fields:
                pages[each.field] += 1
                terms[each.field] += each.length
        self.sql.executemany(
            "INSERT INTO lengths VALUES (?, ?, ?, ?) ON CONFLICT (number, field)"
            " DO UPDATE SET pages = pages + excluded.pages, terms = terms + excluded.terms",
            [(number, name, pages[name], terms[name]) for name in pages],
        )

    def _drop(self, number: int, page: str, changes: "Changes") -> None:
        found = self.sql.execute(
            f"SELECT row, facets FROM pages_{number} WHERE id = ?", (page,)
        ).fetchone()
        if found is None:
            return
        row, facets = found
        self.sql.execute(f"DELETE FROM pages_{number} WHERE row = ?", (row,))
        texts.forget(self.sql, number, row)
        for facet, values in {**json.loads(facets), ALIVE: ("",)}.items():
            for value in values:
                changes[facet, value].append((row, False))

    def _apply(self, number: int, changes: "Changes") -> None:
        """Set and clear bits, each bitmap read and written once."""
        for (facet, value), rows in changes.items():
            found = self.sql.execute(
                f"SELECT bits FROM facets_{number} WHERE facet = ? AND value = ?", (facet, value)
            ).fetchone()
            bits = bytearray(found[0] if found else b"")
            size = max(row for row, _on in rows) // 8 + 1
            bits.extend(b"\0" * (size - len(bits)))
            for row, on in rows:
                if on:
                    bits[row >> 3] |= 1 << (row & 7)
                else:
                    bits[row >> 3] &= ~(1 << (row & 7))
            if any(bits):
                self.sql.execute(
                    f"INSERT OR REPLACE INTO facets_{number} VALUES (?, ?, ?)",
                    (facet, value, bytes(bits)),
                )
            elif found:
                self.sql.execute(
                    f"DELETE FROM facets_{number} WHERE facet = ? AND value = ?", (facet, value)
                )


Changes = defaultdict[tuple[str, str], list[tuple[int, bool]]]


def alive(connection: sqlite3.Connection, number: int) -> int:
    """The rows of an index that are there, as bits."""
    row = connection.execute(
        f"SELECT bits FROM facets_{number} WHERE facet = ?", (ALIVE,)
    ).fetchone()
    return bitmaps.from_bytes(row[0]) if row else 0
