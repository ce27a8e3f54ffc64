"""The words of an index, read bit by bit into memory, at most once in a few seconds.

They are read in a thread of their own. Whoever needs them waits for it as long as a question may;
reading goes on without that, so that words beyond number are there for some later question.
"""

import math
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.base import EngineError, Vocabulary
from search.engines.budget import left
from search.engines.elastic.client import guarded
from search.engines.elastic.mapping import WORDS, Names
from search.engines.elastic.node import in_thread

EVERY = 3.0
PAGE = 10_000
OVERLAP = 200  # read again: numbers given at the same time may become visible out of order
READ_SECONDS = 10.0  # for one request


@dataclass
class _Kept:
    """What was read from one index of the cluster; `vocabulary` is whole, `coming` maybe not yet."""

    source: str = ""
    coming: Vocabulary = field(default_factory=Vocabulary)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    asked_at: float = -math.inf
    expired_at: float = -math.inf
    reading: "Future[None] | None" = None

    def is_due(self, now: float) -> bool:
        """Whether `vocabulary` is too old for who asked at that time."""
        return self.asked_at <= max(self.expired_at, now - EVERY)


class Words:
    """Vocabularies in memory."""

    def __init__(self, client: Elasticsearch, names: Names) -> None:
        self.client = client.options(request_timeout=READ_SECONDS)
        self.names = names
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def get(self, index: str) -> Vocabulary:
        """The words of an index, all of them, at most a few seconds old.

        Raises `EngineError` when they are not read in the time that is left.
        """
        now = time.monotonic()
        while True:
            with self._lock:
                kept = self._kept.setdefault(index, _Kept())
                if not kept.is_due(now):
                    return kept.vocabulary
                if kept.reading is None or kept.reading.done():
                    read = partial(self._read, index, kept)
                    kept.reading = in_thread(read, f"words of {index}")
                reading = kept.reading
            try:
                reading.result(left(READ_SECONDS))
            except TimeoutError as error:
                raise EngineError("Elasticsearch: its words are still being read") from error

    def expire(self, index: str = "") -> None:
        """Have the words of an index (or of all) read again when they are needed next."""
        with self._lock:
            found = [self._kept[index]] if index in self._kept else []
            for kept in found if index else self._kept.values():
                kept.expired_at = time.monotonic()

    @guarded
    def _read(self, index: str, kept: _Kept) -> None:
        """Read what is new. What was read before a failure is kept."""
        alias = self.names.alias(index, WORDS)
        asked = time.monotonic()
        answer = self.client.options(ignore_status=404).indices.get_alias(name=alias)
        sources = sorted(answer.body) if answer.meta.status == 200 else []
        source = sources[0] if sources else ""
        if source != kept.source:
            kept.source, kept.coming = source, Vocabulary()
        if source:
            self._read_on(source, kept.coming)
        kept.vocabulary, kept.asked_at = kept.coming, asked

    def _read_on(self, source: str, found: Vocabulary) -> None:
        """Read the words written since the last time, in their order."""
        after = [max(-1, (found.read_to or 0) - OVERLAP)]
        while True:
            answer = self.client.search(
                index=source, query={"match_all": {}}, size=PAGE, sort=["_seq_no"],
                search_after=after, source_includes=["word", "stem"], track_total_hits=False,
            )  # fmt: skip
            rows: list[Any] = answer["hits"]["hits"]
            found.add((row["_source"]["word"], row["_source"]["stem"]) for row in rows)
            if rows:
                after = rows[-1]["sort"]
                found.read_to = max(found.read_to or 0, after[0])
            if len(rows) < PAGE:
                break
        found.likeness.read_on()
