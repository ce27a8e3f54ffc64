"""Filters and their counts: each value of a facet is a bitmap of the rows that have it."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain

from core import bitmaps

CHUNK = 500
FEW = 50  # rows up to which their own values are read instead of the bitmaps of all values


class Facets:
    """Those of one index of an open file, for one question."""

    def __init__(self, connection: sqlite3.Connection, number: int) -> None:
        self.sql = connection
        self.number = number
        self._of_rows: dict[int, Mapping[str, list[str]]] = {}

    def union(self, facet: str, values: Iterable[str]) -> int:
        """The rows that have any of these values."""
        bits, wanted = 0, list(values)
        for first in range(0, len(wanted), CHUNK):
            part = wanted[first : first + CHUNK]
            for (data,) in self.sql.execute(
                f"SELECT bits FROM facets_{self.number} WHERE facet = ?"
                f" AND value IN ({','.join('?' * len(part))})",
                (facet, *part),
            ):
                bits |= bitmaps.from_bytes(data)
        return bits

    def count(
        self,
        facet: str,
        base: int,
        chosen: Mapping[str, int],
        groups: Mapping[str, Iterable[str]] | None,
    ) -> dict[str, int]:
        """Pages of each value or group, the facet's own filter left out: more can be chosen."""
        bits = base
        for other, allowed in chosen.items():
            if other != facet:
                bits &= allowed
        if bits.bit_count() <= FEW:
            counts = self._count_few(facet, bitmaps.rows_of(bits), groups)
        elif groups is not None:
            counts = {
                name: (bits & self.union(facet, values)).bit_count()
                for name, values in groups.items()
            }
        else:
            counts = {
                value: (bits & bitmaps.from_bytes(data)).bit_count()
                for value, data in self.sql.execute(
                    f"SELECT value, bits FROM facets_{self.number} WHERE facet = ?", (facet,)
                )
            }
        return {name: count for name, count in counts.items() if count}

    def _count_few(
        self, facet: str, rows: list[int], groups: Mapping[str, Iterable[str]] | None
    ) -> Mapping[str, int]:
        values = [frozenset(found.get(facet, ())) for found in self._read(rows)]
        if groups is None:
            return Counter(chain.from_iterable(values))
        return {
            name: sum(not each.isdisjoint(wanted) for each in values)
            for name, wanted in groups.items()
        }

    def _read(self, rows: list[int]) -> Iterable[Mapping[str, list[str]]]:
        """The values of some rows, by facet."""
        if missing := [row for row in rows if row not in self._of_rows]:
            for row, facets in self.sql.execute(
                f"SELECT row, facets FROM pages_{self.number}"
                f" WHERE row IN ({','.join('?' * len(missing))})",
                missing,
            ):
                self._of_rows[row] = json.loads(facets)
        return [self._of_rows[row] for row in rows]
