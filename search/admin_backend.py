"""Wagtail's own search of the admin, kept from crashing over what people type.

The database backends put a quotation mark into the syntax of the database and answer HTTP 500
(seen with modelsearch 1.3.2 on SQLite FTS5). Here only words reach them.
"""

import re
from typing import Any

from modelsearch.backends.database import SearchBackend as database_backend  # noqa: N813
from modelsearch.query import MATCH_ALL, And, Fuzzy, Not, Or, Phrase, PlainText

MAX_LENGTH = 200
_NO_WORD = re.compile(r"[^\w@.\-]+|_")
_EDGES = " .-@"


def words(text: str) -> str:
    """The words of a text; empty where there is none."""
    found = _NO_WORD.sub(" ", text[:MAX_LENGTH]).split()
    stripped = (word.strip(_EDGES) for word in found)
    return " ".join(word for word in stripped if word)


def tame(query: Any) -> Any:
    """A query with nothing but words in its texts, or None where none are left."""
    if isinstance(query, str):
        return words(query) or None
    if isinstance(query, PlainText | Phrase | Fuzzy):
        query.query_string = words(query.query_string)
        return query if query.query_string else None
    if isinstance(query, And | Or):
        query.subqueries = [sub for sub in map(tame, query.subqueries) if sub is not None]
        return query if query.subqueries else None
    if isinstance(query, Not):
        return query if tame(query.subquery) is not None else None
    return query


class Tamed:
    """Mixin of a search backend: queries are tamed before they are compiled."""

    def _search(self, compiler: Any, query: Any, model_or_queryset: Any, **options: Any) -> Any:
        tamed = tame(query)
        if tamed is None:
            model_or_queryset = getattr(model_or_queryset, "objects", model_or_queryset).none()
            tamed = MATCH_ALL
        return super()._search(compiler, tamed, model_or_queryset, **options)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name Wagtail looks for
    """The backend for the main database, tamed."""
    backend = database_backend(params)
    kind = type(backend)
    backend.__class__ = type(f"Tamed{kind.__name__}", (Tamed, kind), {})
    return backend
