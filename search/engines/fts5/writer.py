"""Writing documents into an index file."""

import json
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable

from core import bitmaps
from search.documents import Document
from search.engines.fts5.schema import ALIVE, PER_INDEX
from search.engines.fts5.waiting import Waiting

COMPRESSION = 4


class Writer:
    """Adds and removes pages within a transaction that the caller has begun.

    `known` remembers words already written, so that a rebuild does not ask for each again. Terms
    wait in memory until `flush`: many pages at once cost a fifth of one after the other.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.sql = connection
        self.known: dict[str, set[str]] = defaultdict(set)
        self.waiting = Waiting(connection)

    def index(self, documents: Iterable[Document]) -> int:
        """Store documents in place of earlier ones with their id; how many. Found after `flush`."""
        by_index: dict[str, list[Document]] = defaultdict(list)
        for document in documents:
            by_index[document.index].append(document)
        for name, rows in by_index.items():
            self._index(name, list({row.id: row for row in rows}.values()))
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
            for statement in PER_INDEX.format(n=number).split(";"):
                self.sql.execute(statement)
        return int(number)

    def _index(self, name: str, documents: list[Document]) -> None:
        number = self._make(name)
        self._measure(number, documents)
        changes: Changes = defaultdict(list)
        (last,) = self.sql.execute(
            "SELECT rows FROM indexes WHERE number = ?", (number,)
        ).fetchone()
        words: dict[str, str] = {}
        for row, document in enumerate(documents, last + 1):
            self._drop(number, document.id, changes)
            self._add(number, row, document)
            for facet, values in {**document.source.facets, ALIVE: ("",)}.items():
                for value in values:
                    changes[facet, value].append((row, True))
            words.update(document.vocabulary)
        self.sql.execute(
            "UPDATE indexes SET rows = ? WHERE number = ?", (last + len(documents), number)
        )
        known = self.known[name]
        fresh = [(word, stem) for word, stem in words.items() if word not in known]
        known.update(words)
        self.sql.executemany(
            f"INSERT OR IGNORE INTO words_{number} (word, stem) VALUES (?, ?)", fresh
        )
        self._apply(number, changes)

    def _add(self, number: int, row: int, document: Document) -> None:
        for name, counts in document.counts.items():
            if counts:
                self.waiting.add(number, row, name, counts)
        source = document.source
        self.sql.execute(
            f"INSERT INTO pages_{number} VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                row, source.id, source.revision, source.updated,
                json.dumps(source.payload, ensure_ascii=False),
                json.dumps(source.facets, ensure_ascii=False),
                pack(source.body or source.second_body, document.stems, document.second),
            ),
        )  # fmt: skip

    def _measure(self, number: int, documents: list[Document]) -> None:
        """Have the lengths of these documents counted in those of the index."""
        pages: Counter[str] = Counter()
        terms: Counter[str] = Counter()
        for document in documents:
            for name, counts in document.counts.items():
                if counts:
                    pages[name] += 1
                    terms[name] += sum(counts.values())
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


def pack(body: str, stems: list[str], second: list[str]) -> bytes:
    """Body and sequences of stems in one compressed piece: together they take half the room."""
    text = "\0".join((body.replace("\0", " "), f" {' '.join(stems)} ", f" {' '.join(second)} "))
    return zlib.compress(text.encode("utf-8", "replace"), COMPRESSION)


def unpack(data: bytes) -> list[str]:
    """Body, own stems, second stems."""
    return zlib.decompress(data).decode().split("\0")


Changes = defaultdict[tuple[str, str], list[tuple[int, bool]]]


def alive(connection: sqlite3.Connection, number: int) -> int:
    """The rows of an index that are there, as bits."""
    row = connection.execute(
        f"SELECT bits FROM facets_{number} WHERE facet = ?", (ALIVE,)
    ).fetchone()
    return bitmaps.from_bytes(row[0]) if row else 0
