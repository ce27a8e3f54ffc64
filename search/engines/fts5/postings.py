"""What FTS5 knows of terms: in which fields and how heavy they are, in which rows."""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from search.engines.fts5.schema import AFTER_FIELDS, FIELD_MARKS, FIELDS_OF, FIRST_LEVEL


class Token(NamedTuple):
    """A term of some fields at one level, and how many rows have it."""

    text: str
    fields: tuple[str, ...]
    level: int
    rows: int


class Postings:
    """The terms of one index of an open file, each read once a question.

    A term has a row in each field at one level only.
    """

    def __init__(self, connection: sqlite3.Connection, number: int) -> None:
        self.sql = connection
        self.number = number
        self._tokens: dict[str, list[Token]] = {}
        self._rows: dict[str, list[int]] = {}

    def tokens(self, term: str, field: str) -> list[Token]:
        """What stands behind a term in a field, without the rows."""
        found = self._tokens.get(term)
        if found is None:
            found = self._tokens[term] = [
                Token(text, FIELDS_OF[text[-2]], ord(text[-1]) - FIRST_LEVEL, rows)
                for text, rows in self.sql.execute(
                    f"SELECT term, doc FROM tokens_{self.number} WHERE term >= ? AND term < ?",
                    (term + FIELD_MARKS["stems"], term + AFTER_FIELDS),
                )
            ]
        return [token for token in found if field in token.fields]

    def frequency(self, term: str, field: str) -> int:
        """How many rows have a term in a field."""
        return sum(token.rows for token in self.tokens(term, field))

    def rows(self, token: Token) -> Sequence[int]:
        """Its rows, ascending. In one piece: a step of a cursor for each costs twice as much."""
        found = self._rows.get(token.text)
        if found is None:
            ((text,),) = self.sql.execute(
                f"SELECT json_group_array(rowid) FROM terms_{self.number}"
                f" WHERE terms_{self.number} MATCH ?",
                (f'"{token.text}"',),
            )
            found = self._rows[token.text] = json.loads(text)
        return found
