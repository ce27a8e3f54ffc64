"""The files of the embedded index: one in use, named by a pointer; a new one at each rebuild.

A rebuild writes a file of its own and then moves the pointer, which is one atomic rename. (A
database file must never be renamed over another: its write-ahead log would stay behind.)
"""

import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from search.engines.base import EngineError
from search.engines.fts5.schema import COMMON

BUSY_MS = 20_000
FORMAT = 5  # of the tables; a file of another is not read, and goes with the next rebuild
POINTER = f"current-{FORMAT}"
PAGE_SIZE = (
    4_096  # what FTS5 makes its pieces for; of larger ones a text of some kilobytes wastes a part
)

P = ParamSpec("P")
R = TypeVar("R")


def guarded(function: Callable[P, R]) -> Callable[P, R]:
    """What SQLite or the file system refuses is an `EngineError`."""

    @wraps(function)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (sqlite3.Error, OSError) as error:
            raise EngineError(f"embedded index: {error}") from error

    return inner


class Files:
    """The folder of the index files. Connections are kept one a thread and file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._local = threading.local()

    def current(self) -> Path:
        """The file in use; made when there is none."""
        with suppress(FileNotFoundError):
            name = (self.folder / POINTER).read_text(encoding="ascii").strip()
            if (self.folder / name).exists():
                return self.folder / name
        path = self.new()
        with suppress(FileNotFoundError):
            name = (self.folder / POINTER).read_text(encoding="ascii").strip()
            if (self.folder / name).exists():  # another process was first
                self.remove(path)
                return self.folder / name
        self.point_to(path)
        return path

    def new(self) -> Path:
        """An empty file with its tables, not yet in use."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"index-{uuid.uuid4().hex[:12]}.sqlite3"
        connection = open_file(path, page_size=PAGE_SIZE)
        connection.executescript(COMMON)
        connection.close()
        return path

    def point_to(self, path: Path) -> None:
        """Use a file from now on, in every process."""
        step = self.folder / f"{POINTER}-{uuid.uuid4().hex[:12]}"
        step.write_text(path.name, encoding="ascii")
        step.replace(self.folder / POINTER)

    def remove(self, path: Path) -> None:
        """Delete a file and its log. Who still reads it reads to the end."""
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            (self.folder / name).unlink(missing_ok=True)

    def remove_others(self, kept: Path) -> None:
        """Delete files that rebuilds left behind."""
        for path in self.folder.glob("index-*.sqlite3"):
            if path != kept:
                self.remove(path)

    def reading(self) -> sqlite3.Connection:
        """This thread's connection to the file in use."""
        path = self.current()
        if getattr(self._local, "path", None) != path:
            if old := getattr(self._local, "connection", None):
                old.close()
            self._local.connection = open_file(path)
            self._local.path = path
        connection: sqlite3.Connection = self._local.connection
        return connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction on the file in use: it is still in use once the lock is held."""
        while True:
            path = self.current()
            connection = open_file(path)
            try:
                connection.execute("BEGIN IMMEDIATE")
                if self.current() != path:
                    connection.execute("ROLLBACK")
                    continue
                with transaction(connection):
                    yield connection
                return
            finally:
                connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit the transaction that has begun, or roll it back."""
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


class _Connection(sqlite3.Connection):
    """Takes any string: lone surrogates, which UTF-8 does not have, become question marks."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        try:
            return super().execute(sql, parameters)
        except UnicodeEncodeError:
            return super().execute(sql, [_whole(value) for value in parameters])


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return value


def open_file(path: Path, **pragmas: Any) -> sqlite3.Connection:
    """A connection without implicit transactions, usable from any thread."""
    connection = sqlite3.connect(
        path,
        timeout=BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        factory=_Connection,
    )
    # the size of pages counts only before the first table is made
    settings = {**pragmas, "journal_mode": "WAL", "cache_size": -16_000}
    settings.setdefault("synchronous", "NORMAL")
    for name, value in settings.items():
        connection.execute(f"PRAGMA {name}={value}")
    return connection
