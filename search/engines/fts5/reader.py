"""Searching an index file: lists of rows by term and level, summed in Python."""

import heapq
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from core import bitmaps
from search.engines.base import Hit, Results
from search.engines.fts5.facets import CHUNK, Facets
from search.engines.fts5.packing import unpack
from search.engines.fts5.schema import AFTER_FIELDS, FIELD_MARKS, FIELDS_OF, FIRST_LEVEL, IMPACTS
from search.engines.fts5.sequences import phrase
from search.engines.fts5.writer import alive
from search.query import SHARES, WORD_FIELDS, Query, Slot, idf

ROUNDING = 1e-9


class Found(NamedTuple):
    """Rows that hold the words of a query, with their scores; `bits` are those that are there."""

    rows: list[int]
    scores: dict[int, float]
    bits: int


class Reader:
    """Answers one query on one index of an open file."""

    def __init__(self, connection: sqlite3.Connection, number: int) -> None:
        self.sql = connection
        self.number = number
        self.alive = alive(connection, number)
        self.size = self.alive.bit_length()
        self.pages = max(1, self.alive.bit_count())
        self.facets = Facets(connection, number)
        self._known: dict[str, dict[str, list[tuple[int, list[int]]]]] = {}

    def search(self, query: Query) -> Results:
        """Rank, count facets, cut the page that was asked for."""
        found = self._match(query)
        base = self.alive
        if found is not None:
            base = found.bits
        chosen = {
            facet: self.facets.union(facet, values) for facet, values in query.filters.items()
        }
        full = base
        for bits in chosen.values():
            full &= bits
        if found is None or query.newest_first:
            rows = self._newest(full, query)
        else:
            self._boost(query, found)
            rows = _best(found.scores, full, query.offset + query.limit)
        scores = found.scores if found else {}
        rows = rows[query.offset : query.offset + query.limit]
        return Results(
            hits=list(self._bare(rows, scores) if query.bare else self._hits(rows, scores)),
            total=full.bit_count(),
            facets={
                facet: self.facets.count(facet, base, chosen, query.groups.get(facet))
                for facet in query.facets
            },
        )

    def _match(self, query: Query) -> Found | None:
        """Score every page that holds enough of the query; nothing to look for: None."""
        if not query.slots:
            return None
        scores: dict[int, float] = defaultdict(float)
        mass: dict[int, float] = defaultdict(float)
        total = 0.0
        for slot in query.slots:
            holding = self._score(slot, query, scores)
            if not slot.counts:
                continue
            if not holding:
                if query.every_word:
                    return Found([], {}, 0)
                continue
            worth = idf(self.pages, len(holding))
            total += worth
            _add(dict.fromkeys(holding, worth), mass)
        if query.phrases:
            quoted = self._phrases(query, mass)
            mass = {row: mass[row] for row in quoted}
        rows, bits = self._enough(mass, total, (1.0,) if query.every_word else SHARES)
        return Found(rows, scores, bits)

    def _enough(
        self, mass: Mapping[int, float], total: float, shares: Iterable[float]
    ) -> tuple[list[int], int]:
        """Rows that hold the first of these shares that any living one holds, and the living."""
        rows: list[int] = []
        for share in shares:
            rows = [row for row, value in mass.items() if value >= share * total - ROUNDING]
            last = max(self.size, max(rows, default=0))
            if bits := bitmaps.from_rows(rows, last) & self.alive:
                return rows, bits
        return rows, 0

    def _boost(self, query: Query, found: Found) -> None:
        for facet, factors in query.boosts.items():
            for value, factor in factors.items():
                bits = bitmaps.to_bytes(self.facets.union(facet, (value,)))
                size = len(bits)
                for row in found.rows:
                    if row >> 3 < size and bits[row >> 3] >> (row & 7) & 1:
                        found.scores[row] *= factor

    def _score(self, slot: Slot, query: Query, scores: dict[int, float]) -> set[int]:
        """Add the slot's part to the scores; the rows that hold the word."""
        holding: set[int] = set()
        for field, weight in query.weights.items():
            best: dict[int, float] = {}
            for alternative in slot.alternatives:
                term = alternative.terms.get(field)
                if term is not None:
                    self._look_up(field, term, weight * alternative.weight, best)
            _add(best, scores)
            if field in WORD_FIELDS or query.every_word:
                holding.update(best)
        if query.alike > 0:
            self._score_alike(slot, query.alike, scores, holding)
        return holding

    def _score_alike(
        self, slot: Slot, weight: float, scores: dict[int, float], holding: set[int]
    ) -> None:
        """Add the best of the words like that of the slot; the likest stand for it."""
        best: dict[int, float] = {}
        for word, likeness, pieces, stands in slot.alike:
            found = self._look_up("words", word, weight * pieces * likeness, best)
            if stands:
                holding.update(*found)
        _add(best, scores)

    def _look_up(
        self, field: str, term: str, weight: float, best: dict[int, float]
    ) -> list[list[int]]:
        """Rows of a term into `best`, where they do not already have more; those of each level."""
        levels = self._levels(term).get(field, ())
        if not levels:
            return []
        worth = weight * idf(self.pages, sum(len(rows) for _level, rows in levels))
        alone = not best
        for level, rows in levels:
            value = worth * IMPACTS[level]
            if alone:  # a page has a term at one level only
                best.update(dict.fromkeys(rows, value))
                continue
            for row in rows:
                if value > best.get(row, 0.0):
                    best[row] = value
        return [rows for _level, rows in levels]

    def frequency(self, field: str, term: str) -> int:
        """Pages that hold a term."""
        return sum(len(rows) for _level, rows in self._levels(term).get(field, ()))

    def _levels(self, term: str) -> Mapping[str, list[tuple[int, list[int]]]]:
        """Field → level and rows of a term, read once a question."""
        found = self._known.get(term)
        if found is None:
            found = self._known[term] = defaultdict(list)
            for token in self._tokens(term):
                rows = self._rows(token)
                for field in FIELDS_OF[token[-2]]:
                    found[field].append((ord(token[-1]) - FIRST_LEVEL, rows))
        return found

    def _tokens(self, term: str) -> list[str]:
        """What stands behind a term: all its fields and levels that occur."""
        found = self.sql.execute(
            f"SELECT term FROM tokens_{self.number} WHERE term >= ? AND term < ?",
            (term + FIELD_MARKS["stems"], term + AFTER_FIELDS),
        )
        return [token for (token,) in found]

    def _rows(self, token: str) -> list[int]:
        cursor = self.sql.cursor()
        cursor.row_factory = _first
        cursor.execute(
            f"SELECT rowid FROM terms_{self.number} WHERE terms_{self.number} MATCH ?",
            (f'"{token}"',),
        )
        return cursor.fetchall()

    def _phrases(self, query: Query, among: Iterable[int]) -> list[int]:
        """The rows whose text has every quoted sequence as it stands."""
        rows = set(among)
        for each in query.phrases:
            rows &= set().union(*(self._together(*item) for item in each.items()))
        wanted = [
            [(phrase(terms), 2 if field == "second" else 1) for field, terms in each.items()]
            for each in query.phrases
        ]
        kept, candidates = [], sorted(rows)
        for first in range(0, len(candidates), CHUNK):
            part = candidates[first : first + CHUNK]
            marks = ",".join("?" * len(part))
            found = self.sql.execute(
                f"SELECT row, text FROM pages_{self.number} WHERE row IN ({marks})", part
            )
            for row, packed in found:
                texts = unpack(packed)
                if all(any(words in texts[side] for words, side in any_of) for any_of in wanted):
                    kept.append(row)
        return kept

    def _together(self, field: str, terms: Iterable[str]) -> set[int]:
        """The rows that have all of these terms, anywhere: few texts need to be opened."""
        rows: set[int] | None = None
        for term in dict.fromkeys(terms):
            levels = self._levels(term).get(field, ())
            found = {row for _level, rows in levels for row in rows}
            rows = found if rows is None else rows & found
            if not rows:
                break
        return rows or set()

    def _newest(self, bits: int, query: Query) -> list[int]:
        rows, wanted = [], query.offset + query.limit
        for (row,) in self.sql.execute(
            f"SELECT row FROM pages_{self.number} ORDER BY updated DESC, row DESC"
        ):
            if bits >> row & 1:
                rows.append(row)
                if len(rows) == wanted:
                    break
        return rows

    def _hits(self, rows: list[int], scores: dict[int, float]) -> Iterator[Hit]:
        for row in rows:
            found = self.sql.execute(
                f"SELECT id, payload, text FROM pages_{self.number} WHERE row = ?", (row,)
            ).fetchone()
            if found:
                text = unpack(found[2])[0]
                yield Hit(found[0], scores.get(row, 0.0), json.loads(found[1]), text)

    def _bare(self, rows: list[int], scores: dict[int, float]) -> Iterator[Hit]:
        for first in range(0, len(rows), CHUNK):
            part = rows[first : first + CHUNK]
            found = self.sql.execute(
                f"SELECT row, id FROM pages_{self.number} WHERE row IN ({','.join('?' * len(part))})",
                part,
            )
            ids = dict(found.fetchall())
            yield from (Hit(ids[row], scores.get(row, 0.0)) for row in part if row in ids)


def _add(some: Mapping[int, float], sums: dict[int, float]) -> None:
    """Add what each row has to its sum."""
    if not sums:
        sums.update(some)
        return
    for row, value in some.items():
        sums[row] += value


def _first(_cursor: sqlite3.Cursor, row: tuple[int]) -> int:
    return row[0]


def _best(scores: Mapping[int, float], bits: int, count: int) -> list[int]:
    """The rows with the highest scores among those allowed; equal scores in order of rows."""
    rows = bitmaps.rows_of(bits)
    values = [scores[row] for row in rows]
    least = min(heapq.nlargest(count, values), default=0.0)
    best = [(-value, row) for value, row in zip(values, rows, strict=True) if value >= least]
    return [row for _value, row in sorted(best)[:count]]
