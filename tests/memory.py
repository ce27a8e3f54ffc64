"""What a process of the site remembers of its database, and how tests make it forget.

A test's rows are rolled back without a word to whoever has read them, so what was read in one test
would be told in the next. Everything that the project keeps beyond a request is named here
(test_memory.py finds what is not): what comes from the database is forgotten around each test.
"""

import importlib
import time
from collections.abc import Mapping
from typing import Any

from django.core.cache import cache

from core import reads
from search import counting
from taxonomy import labels

REMEMBERED = (
    "core.access._kept",
    "core.fact_links._kept",
    "core.frame._kept",
    "core.glossary_links._kept",
    "core.locales._by_id",
    "core.reads._waiting",
    "core.routing._homes",
    "core.search_entries._place",
    "core.search_entries._term_labels",
    "editorial.feedback.passages._kept",
    "search.counting._waiting",
    "search.near._circle",
    "translations.machine.shown._kept",
    "translations.partial.seconds._kept",
    "translations.partial.texts._kept",
    "volunteering.finding.languages._names",
    "volunteering.finding.snapshot._kept",
)
"""Read again within milliseconds: forgotten around each test."""

DEAR: Mapping[str, frozenset[str]] = {
    "search.gazetteer._kept": frozenset({"taxonomy_place"}),
    "search.words._build": frozenset(
        {"glossary_glossaryterm", "search_synonymgroup", "taxonomy_termlabel", "wagtailcore_locale"}
    ),
}
"""What takes a tenth of a second or more to read: forgotten when one of these tables was written to."""

ELSEWHERE = {"taxonomy.labels._table": "forgotten by labels.invalidate"}

LASTING = {
    "core.desk.four_eyes._more": "what apps add when they start",
    "core.desk.queue._sources": "what apps add when they start",
    "core.desk.side_panels._makers": "what apps add when they start",
    "core.icons.symbols": "a file",
    "delivery.compression._packed_harder": "bytes to bytes",
    "editorial.links.signals._keys": "models",
    "editorial.writing.foreign._phrases": "patterns",
    "editorial.writing.foreign._telling": "a file",
    "editorial.writing.language.known": "a file",
    "search.counting._flushed": "a time",
    "search.documents._own": "text to terms",
    "search.documents._second": "text to terms",
    "search.named._names": "the catalogues",
    "search.stores._local": "an engine for each folder, whose index is a test's own or only read",
    "search.stores._remote": "an engine for each address",
    "volunteering.finding.drawing._dots": "by the gazetteer it is drawn from",
    "volunteering.finding.drawing._middles": "by the gazetteer it is drawn from",
    "volunteering.finding.snapshot._locks": "locks",
    "volunteering.importing.columns.by_heading": "fields of a model",
    "volunteering.importing.columns.columns": "fields of a model",
}
"""What no row of the database changes, with what it is instead."""

TEXTS = ("search.analysis.", "search.engines.")
"""Modules that know texts and terms and no rows; what they remember need not be named."""

_written: set[str] = set()


def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """Note the tables that a statement writes to. For `connection.execute_wrapper`."""
    if sql.startswith(("INSERT", "UPDATE", "DELETE", "REPLACE")):
        _written.add(sql.split('"', 2)[1])
    return execute(sql, params, many, context)


def forget() -> None:
    """Make this process read the database again at the next question."""
    cache.clear()
    labels.invalidate()
    for path in REMEMBERED:
        _clear(path)
    for path, tables in DEAR.items():
        if tables & _written:
            _clear(path)
    _written.clear()
    reads._last["flush"] = counting._flushed = time.monotonic()  # sums wait anew


def found(path: str) -> Any:
    """What has a name, with that of its module before it. Raises AttributeError."""
    module, _dot, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def _clear(path: str) -> None:
    memory = found(path)
    (memory.cache_clear if hasattr(memory, "cache_clear") else memory.clear)()
