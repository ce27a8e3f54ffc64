"""The texts of an index file, in pieces.

A text of some kilobytes in one row leaves a part of a database page empty, up to half of it, and
the more the larger both are. Pieces of one kilobyte fill it.
"""

import sqlite3

from search.engines.fts5.packing import unpack

PIECE = 1_000  # bytes
PIECES = 256  # of one text at most: those of a longer one are larger


def store(sql: sqlite3.Connection, number: int, row: int, packed: bytes) -> None:
    """Keep what `search.engines.fts5.packing.pack` made of a page."""
    size = max(PIECE, -(-len(packed) // PIECES))
    sql.executemany(
        f"INSERT INTO texts_{number} VALUES (?, ?)",
        [
            (row * PIECES + part, packed[first : first + size])
            for part, first in enumerate(range(0, len(packed), size))
        ],
    )


def load(sql: sqlite3.Connection, number: int, row: int) -> list[str]:
    """Body, sequence of own stems, sequence of second stems of a page that is there."""
    pieces = sql.execute(
        f"SELECT data FROM texts_{number} WHERE piece >= ? AND piece < ? ORDER BY piece",
        (row * PIECES, (row + 1) * PIECES),
    )
    return unpack(b"".join(data for (data,) in pieces))


def forget(sql: sqlite3.Connection, number: int, row: int) -> None:
    """Delete the text of a page."""
    sql.execute(
        f"DELETE FROM texts_{number} WHERE piece >= ? AND piece < ?",
        (row * PIECES, (row + 1) * PIECES),
    )
