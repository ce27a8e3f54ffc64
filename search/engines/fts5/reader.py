"""Searching an index file: lists of rows by term and level, summed in Python."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from core import bitmaps
from search.engines.base import Hit, Results
from search.engines.fts5 import texts
from search.engines.fts5.facets import CHUNK, Facets
from search.engines.fts5.postings import Postings
from search.engines.fts5.schema import IMPACTS
from search.engines.fts5.sequences import phrase
from search.engines.fts5.tally import Tally, Worth
from search.engines.fts5.writer import alive
from search.query import Query, Slot, idf

ALIKE_ROWS = 2_000  # of words alike that do not stand for the one asked
Worths = dict[str, Worth]
"""What the rows of tokens are worth, by token."""


class Reader:
    """Answers one query on one index of an open file."""

    def __init__(self, connection: sqlite3.Connection, number: int) -> None:
        self.sql = connection
        self.number = number
        self.alive = alive(connection, number)
        self.pages = max(1, self.alive.bit_count())
        self.facets = Facets(connection, number)
        self.postings = Postings(connection, number)

    def search(self, query: Query) -> Results:
        """Rank, count facets, cut the page that was asked for."""
        tally = self._score(query) if query.slots else None
        base = self.alive if tally is None else self._found(query, tally)
        chosen = {
            facet: self.facets.union(facet, values) for facet, values in query.filters.items()
        }
        full = base
        for bits in chosen.values():
            full &= bits
        if tally is None or query.newest_first:
            rows = self._newest(full, query)
        else:
            self._boost(query, tally, full)
            rows = tally.best(full, query.offset + query.limit)
        scores = {row: tally.scores[row] if tally else 0.0 for row in rows[query.offset :]}
        return Results(
            hits=list(self._bare(scores) if query.bare else self._hits(scores)),
            total=full.bit_count(),
            facets={
                facet: self.facets.count(facet, base, chosen, query.groups.get(facet))
                for facet in query.facets
            },
        )

    def _score(self, query: Query) -> Tally:
        """Score every row that has anything of the query."""
        (last,) = self.sql.execute(
            "SELECT rows FROM indexes WHERE number = ?", (self.number,)
        ).fetchone()
        tally = Tally(last)
        for slot in query.slots:
            held = self._score_slot(slot, query, tally)
            if not slot.counts:
                continue
            holders = tally.union(held.values())
            for expression in slot.expressions:
                for field in filter(query.asks, expression):
                    holders |= self._together(field, expression[field], tally)
            if holders or query.every_word:
                tally.count(holders, idf(self.pages, holders.bit_count()))
        return tally

    def _found(self, query: Query, tally: Tally) -> int:
        """The living rows that hold the first share of the query that any of them holds."""
        among = self.alive
        if query.phrases:
            among = self._phrases(query, tally.having(0.0) & among, tally)
        for share in (1.0,) if query.every_word else query.shares:
            if bits := tally.having(share) & among:
                return bits
        return 0

    def _boost(self, query: Query, tally: Tally, among: int) -> None:
        for facet, factors in query.boosts.items():
            for value, factor in factors.items():
                tally.multiply(self.facets.union(facet, (value,)) & among, factor)

    def _score_slot(self, slot: Slot, query: Query, tally: Tally) -> dict[str, Sequence[int]]:
        """Add the slot's part to the scores; the rows that hold the word, by token."""
        held: dict[str, Sequence[int]] = {}
        once: dict[str, Worth] = {}  # one token may be of two fields
        for field, weight in query.weights.items():
            terms = {
                term: alternative.weight
                for alternative in reversed(slot.alternatives)
                if (term := alternative.terms.get(field)) is not None
            }
            found = [self._worths(field, term, weight * own) for term, own in terms.items()]
            if len(found) == 1:
                for token, (value, rows) in found[0].items():
                    once[token] = (once[token][0] + value if token in once else value, rows)
            else:
                tally.add_best(found)
            if query.asks(field):
                held |= {token: rows for each in found for token, (_value, rows) in each.items()}
        tally.add(once.values())
        if query.alike > 0:
            held |= self._score_alike(slot, query.alike, tally)
        return held

    def _score_alike(self, slot: Slot, weight: float, tally: Tally) -> dict[str, Sequence[int]]:
        """Add the best of the words like that of the slot; rows of the likest, which stand for it."""
        held: dict[str, Sequence[int]] = {}
        found, room = [], ALIKE_ROWS
        for word, likeness, pieces, stands in slot.alike:
            if not stands:
                room -= self.postings.frequency(word, "words")
                if room < 0:
                    continue
            each = self._worths("words", word, weight * pieces * likeness)
            found.append(each)
            if stands:
                held |= {token: rows for token, (_value, rows) in each.items()}
        tally.add_best(found)
        return held

    def _worths(self, field: str, term: str, weight: float) -> Worths:
        """What a term in a field is worth, by token."""
        worth = weight * idf(self.pages, self.postings.frequency(term, field))
        return {
            token.text: (worth * IMPACTS[token.level], self.postings.rows(token))
            for token in self.postings.tokens(term, field)
        }

    def _phrases(self, query: Query, among: int, tally: Tally) -> int:
        """The rows among some whose text has every quoted sequence as it stands."""
        for each in query.phrases:
            among &= reduce(or_, (self._together(*item, tally) for item in each.items()), 0)
        wanted = [
            [(phrase(terms), 2 if field == "second" else 1) for field, terms in each.items()]
            for each in query.phrases
        ]
        kept = []
        for row in bitmaps.rows_of(among):  # few texts need to be opened
            found = texts.load(self.sql, self.number, row)
            if all(any(words in found[side] for words, side in any_of) for any_of in wanted):
                kept.append(row)
        return bitmaps.from_rows(kept, kept[-1] if kept else 0)

    def _together(self, field: str, terms: Iterable[str], tally: Tally) -> int:
        """The rows that have all of these terms in a field, anywhere; none for no terms."""
        found: int | None = None
        for term in dict.fromkeys(terms):
            rows = [self.postings.rows(token) for token in self.postings.tokens(term, field)]
            found = tally.union(rows) if found is None else found & tally.union(rows)
            if not found:
                break
        return found or 0

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

    def _hits(self, scores: Mapping[int, float]) -> Iterator[Hit]:
        for row, score in scores.items():
            found = self.sql.execute(
                f"SELECT id, payload FROM pages_{self.number} WHERE row = ?", (row,)
            ).fetchone()
            if found:
                text = texts.load(self.sql, self.number, row)[0]
                yield Hit(found[0], score, json.loads(found[1]), text)

    def _bare(self, scores: Mapping[int, float]) -> Iterator[Hit]:
        rows = list(scores)
        for first in range(0, len(rows), CHUNK):
            part = rows[first : first + CHUNK]
            found = self.sql.execute(
                f"SELECT row, id FROM pages_{self.number} WHERE row IN ({','.join('?' * len(part))})",
                part,
            )
            ids = dict(found.fetchall())
            yield from (Hit(ids[row], scores[row]) for row in part if row in ids)
