"""The embedded engine: SQLite FTS5 in files of its own."""

from search.engines.fts5.engine import Fts5Engine

__all__ = ["Fts5Engine"]
