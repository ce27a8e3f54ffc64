"""The words of an index, read bit by bit into memory, at most once in a few seconds."""

import threading
import time
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import Elasticsearch

from search.engines.base import Vocabulary
from search.engines.elastic.mapping import WORDS, Names

EVERY = 3.0
PAGE = 10_000
OVERLAP = 200  # read again: numbers given at the same time may become visible out of order


@dataclass
class _Kept:
    """What was read from one index of the cluster."""

    source: str = ""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    read_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Words:
    """Vocabularies in memory."""

    def __init__(self, client: Elasticsearch, names: Names) -> None:
        self.client = client
        self.names = names
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    def get(self, index: str) -> Vocabulary:
        """The words of an index, at most a few seconds old."""
        kept = self._of(index)
        with kept.lock:
            if time.monotonic() - kept.read_at > EVERY or not kept.read_at:
                self._read(index, kept)
            return kept.vocabulary

    def expire(self, index: str = "") -> None:
        """Have the words of an index (or of all) read again when they are needed next."""
        with self._lock:
            found = [self._kept[index]] if index in self._kept else []
            for kept in found if index else self._kept.values():
                kept.read_at = 0.0

    def _of(self, index: str) -> _Kept:
        with self._lock:
            return self._kept.setdefault(index, _Kept())

    def _read(self, index: str, kept: _Kept) -> None:
        alias = self.names.alias(index, WORDS)
        asked = time.monotonic()
        answer = self.client.options(ignore_status=404).indices.get_alias(name=alias)
        sources = sorted(answer.body) if answer.meta.status == 200 else []
        if not sources:
            kept.source, kept.vocabulary = "", Vocabulary()
        else:
            if sources[0] != kept.source:
                kept.source, kept.vocabulary = sources[0], Vocabulary()
            self._read_on(kept)
        kept.read_at = asked

    def _read_on(self, kept: _Kept) -> None:
        """Read the words written since the last time, in their order."""
        found = kept.vocabulary
        after = [max(-1, (found.read_to or 0) - OVERLAP)]
        while True:
            answer = self.client.search(
                index=kept.source, query={"match_all": {}}, size=PAGE, sort=["_seq_no"],
                search_after=after, source_includes=["word", "stem"], track_total_hits=False,
            )  # fmt: skip
            rows: list[Any] = answer["hits"]["hits"]
            found.add((row["_source"]["word"], row["_source"]["stem"]) for row in rows)
            if rows:
                after = rows[-1]["sort"]
                found.read_to = max(found.read_to or 0, after[0])
            if len(rows) < PAGE:
                return
