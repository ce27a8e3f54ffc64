"""The embedded engine as the rest of the project sees it."""

import dataclasses
import json
import os
import socket
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from search.documents import Document, Source, analyse
from search.engines import base
from search.engines.base import Engine, EngineError, Health, Rebuild, Results, Vocabulary
from search.engines.fts5.files import Files, guarded, open_file, transaction
from search.engines.fts5.packing import Row, prepare, unpack_words
from search.engines.fts5.postings import Postings
from search.engines.fts5.reader import Reader
from search.engines.fts5.waiting import MOST_CHARACTERS
from search.engines.fts5.writer import Writer, alive
from search.query import Query

BATCH = 500
ABANDONED_AFTER = 3600  # seconds after which an unfinished rebuild no longer stands in the way


class Fts5Engine(Engine):
    """SQLite FTS5 in files of its own, whatever the main database is.

    `folder` holds the files; it is made when it is not there.
    """

    name = "fts5"

    def __init__(self, folder: Path) -> None:
        self.files = Files(Path(folder))
        self._vocabularies: dict[tuple[Path, str], Vocabulary] = {}
        self._lock = threading.Lock()

    @guarded
    def index(self, documents: Iterable[Document]) -> int:
        done = 0
        for batch in base.batches(documents, BATCH):
            with self.files.writing() as sql:
                writer = Writer(sql)
                for name in {document.index for document in batch}:
                    writer.known[name] = set(self._words(sql, name).words)
                done += writer.index(map(prepare, batch))
                writer.flush()
                if _rebuilding(sql):
                    for document in batch:
                        data = json.dumps(dataclasses.asdict(document.source))
                        _note(sql, "index", document.index, data)
        return done

    @guarded
    def delete(self, index: str, ids: Iterable[str]) -> None:
        ids = list(ids)
        with self.files.writing() as sql:
            Writer(sql).delete(index, ids)
            if _rebuilding(sql):
                _note(sql, "delete", index, json.dumps(ids))

    @guarded
    def search(self, query: Query) -> Results:
        sql = self.files.reading()
        sql.execute("BEGIN")  # one state of the file for the whole answer
        with transaction(sql):
            number = Writer(sql).number(query.index)
            return Results() if number is None else Reader(sql, number).search(query)

    @guarded
    def vocabulary(self, index: str) -> Vocabulary:
        return self._words(self.files.reading(), index)

    def _words(self, sql: sqlite3.Connection, index: str) -> Vocabulary:
        """The words of an index of the file in use, read on from where this process was."""
        number = Writer(sql).number(index)
        if number is None:
            return Vocabulary()
        key = (self.files.current(), index)
        with self._lock:
            if key not in self._vocabularies:
                self._vocabularies = {
                    known: kept for known, kept in self._vocabularies.items() if known[0] == key[0]
                }
                self._vocabularies[key] = Vocabulary()
            found = self._vocabularies[key]
            rows = sql.execute(
                f"SELECT row, packed FROM words_{number} WHERE row > ? ORDER BY row",
                (found.read_to or 0,),
            )
            for row, packed in rows.fetchall():
                found.add(unpack_words(packed))
                found.read_to = row
        return found

    @guarded
    def frequencies(self, index: str, words: Iterable[str]) -> dict[str, int]:
        sql = self.files.reading()
        number = Writer(sql).number(index)
        if number is None:
            return {}
        postings = Postings(sql, number)
        return {word: postings.frequency(word, "words") for word in words}

    @guarded
    def revisions(self, index: str) -> dict[str, str]:
        sql = self.files.reading()
        number = Writer(sql).number(index)
        if number is None:
            return {}
        return dict(sql.execute(f"SELECT id, revision FROM pages_{number}").fetchall())

    @guarded
    def indexes(self) -> list[str]:
        rows = self.files.reading().execute("SELECT name FROM indexes ORDER BY name").fetchall()
        return [name for (name,) in rows]

    def health(self) -> Health:
        try:
            sql = self.files.reading()
            counts = {
                name: alive(sql, number).bit_count()
                for name, number in sql.execute("SELECT name, number FROM indexes").fetchall()
            }
        except (sqlite3.Error, OSError) as error:
            return Health(well=False, detail=str(error))
        return Health(well=True, documents=counts)

    @guarded
    def dead_share(self) -> float:
        """Part of all rows whose page has changed or gone: what a rebuild would win."""
        sql = self.files.reading()
        rows = sql.execute("SELECT number, rows FROM indexes").fetchall()
        total = sum(count for _number, count in rows)
        living = sum(alive(sql, number).bit_count() for number, _count in rows)
        return 1 - living / total if total else 0.0

    @contextmanager
    def rebuild(self) -> Iterator[Rebuild]:
        try:
            old = self._begin()
            path = self.files.new()
            sql = open_file(path, synchronous="OFF")
        except (sqlite3.Error, OSError) as error:
            raise EngineError(f"embedded index: {error}") from error
        try:
            fresh = Fts5Rebuild(sql)
            yield fresh
            fresh.finish()
            self._switch(path, fresh)
        except BaseException:
            sql.close()
            self.files.remove(path)
            self._end(old)
            raise

    def _begin(self) -> Path:
        """Mark the file in use: from now on it notes what changes."""
        try:
            with self.files.writing() as sql:
                if _rebuilding(sql):
                    raise EngineError("a rebuild is already running")
                sql.execute("DELETE FROM journal")
                sql.execute(
                    "INSERT OR REPLACE INTO state VALUES ('rebuilding', ?)",
                    (json.dumps([socket.gethostname(), os.getpid(), time.time()]),),
                )
                return self.files.current()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self.files.remove(self.files.current())  # no database any more: start anew
            return self.files.current()

    @guarded
    def _switch(self, path: Path, fresh: "Fts5Rebuild") -> None:
        """Replay what was changed meanwhile, then move the pointer, while nobody can write."""
        with self.files.writing() as current:
            sql, writer = fresh.sql, fresh.writer
            rows = current.execute("SELECT kind, index_name, data FROM journal ORDER BY id")
            for kind, index, data in rows.fetchall():
                sql.execute("BEGIN")
                with transaction(sql):
                    if kind == "index":
                        writer.index([prepare(analyse(Source(**json.loads(data))))])
                        writer.flush()
                    else:
                        writer.delete(index, json.loads(data))
            sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            sql.close()
            self.files.point_to(path)
        self.files.remove_others(path)

    def _end(self, old: Path) -> None:
        if old.exists():
            sql = open_file(old)
            sql.execute("DELETE FROM state WHERE name = 'rebuilding'")
            sql.execute("DELETE FROM journal")
            sql.close()


class Fts5Rebuild(Rebuild):
    """Fills the new file, a transaction each batch."""

    prepare = staticmethod(prepare)

    def __init__(self, sql: sqlite3.Connection) -> None:
        self.sql = sql
        self.writer = Writer(sql)

    @guarded
    def write(self, ready: Iterable[Row]) -> int:
        done = 0
        for batch in base.batches(ready, BATCH):
            self.sql.execute("BEGIN")
            with transaction(self.sql):
                done += self.writer.index(batch)
                self.writer.flush(MOST_CHARACTERS)
        return done

    @guarded
    def finish(self) -> None:
        """Write what still waits in memory; then have the file as small as it can be."""
        self.sql.execute("BEGIN")
        with transaction(self.sql):
            self.writer.flush()
            for (number,) in self.sql.execute("SELECT number FROM indexes").fetchall():
                self.sql.execute(f"INSERT INTO terms_{number}(terms_{number}) VALUES('optimize')")
        self.sql.execute("VACUUM")  # what merging left empty is a tenth to a third of the file


def _rebuilding(sql: sqlite3.Connection) -> bool:
    row = sql.execute("SELECT value FROM state WHERE name = 'rebuilding'").fetchone()
    if row is None:
        return False
    host, pid, since = json.loads(row[0])
    elsewhere = host != socket.gethostname()
    return time.time() - since < ABANDONED_AFTER and (elsewhere or base.lives(pid))


def _note(sql: sqlite3.Connection, kind: str, index: str, data: str) -> None:
    sql.execute(
        "INSERT INTO journal (kind, index_name, data) VALUES (?, ?, ?)", (kind, index, data)
    )
