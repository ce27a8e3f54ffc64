"""Search engines behind one interface: SQLite FTS5 (`fts5`) and Elasticsearch (`elastic`)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from search.documents import Document
from search.engines.base import Engine
from search.engines.budget import SECONDS

ENGINES = ("fts5", "elasticsearch")


def connect(
    name: str, *, folder: Path, urls: Sequence[str] = (), prefix: str = "approdo",
    seconds: float = SECONDS,
) -> Engine:  # fmt: skip
    """An engine by its name. `folder` is for files, `urls` and `prefix` for Elasticsearch.

    `seconds` are what a question may take there.

    Raises `ValueError` for a name that is none of `ENGINES`.
    """
    if name == "fts5":
        from search.engines.fts5 import Fts5Engine

        return Fts5Engine(folder)
    if name == "elasticsearch":
        from search.engines.elastic import ElasticEngine

        return ElasticEngine(urls, prefix, seconds)
    raise ValueError(f"no search engine is called {name!r}; there are {', '.join(ENGINES)}")


def preparer(name: str) -> Callable[[Document], Any]:
    """What makes of a document that which a rebuild of an engine writes; needs no engine."""
    if name == "fts5":
        from search.engines.fts5.packing import prepare as fts5

        return fts5
    from search.engines.elastic.mapping import prepare as elastic

    return elastic
