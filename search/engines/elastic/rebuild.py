"""Filling new indexes beside those in use, and switching to them in one step."""

import time
import uuid
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from elasticsearch import Elasticsearch

from search.engines import base
from search.engines.base import EngineError, Rebuild
from search.engines.elastic.catalogue import catalogue
from search.engines.elastic.client import BULK_ROWS, Action, bulk, guarded, writing
from search.engines.elastic.control import BEAT_EVERY, SWITCHING, Control, create_index
from search.engines.elastic.mapping import PAGES, WORDS, Names, Row, key_of, prepare
from search.engines.elastic.writer import actions_of, word_action

COPIED = 200  # pages in one request


class ElasticRebuild(Rebuild):
    """Makes indexes with a token of their own in their names."""

    prepare = staticmethod(prepare)

    def __init__(self, client: Elasticsearch, names: Names, control: Control) -> None:
        self.client = writing(client)
        self.names = names
        self.control = control
        self.token = uuid.uuid4().hex[:12]
        self.made: dict[tuple[str, str], str] = {}
        self.known: dict[str, set[str]] = defaultdict(set)
        self._beat = time.monotonic()
        self._switched = False

    @guarded
    def begin(self) -> None:
        self.control.begin(self.token)

    def write(self, ready: Iterable[Row]) -> int:
        done = 0
        for batch in base.batches(ready, BULK_ROWS):
            self._write(batch)
            done += len(batch)
        return done

    @guarded
    def _write(self, batch: list[Row]) -> None:
        if time.monotonic() - self._beat > BEAT_EVERY:
            self.control.beat(self.token)
            self._beat = time.monotonic()
        self._carry_out(actions_of(batch, self._place, self.known))
        for row in batch:
            self.known[row.index].update(row.vocabulary)

    def _carry_out(self, actions: list[Action]) -> None:
        if failed := bulk(self.client, actions):
            raise EngineError(f"Elasticsearch refused {len(failed)} changes: {failed[0]}")

    def _place(self, index: str, kind: str) -> str:
        """The new index, made when it is first needed; each with its words beside it."""
        if (index, kind) not in self.made:
            for each in (PAGES, WORDS):
                name = self.names.concrete(index, each, self.token)
                self.made[index, each] = name
                create_index(self.client, name, self.names.creation(index, each))
        return self.made[index, kind]

    @guarded
    def switch(self) -> None:
        """Copy what was changed meanwhile, while nobody can write; then use the new indexes."""
        self.control.beat(self.token, phase=SWITCHING)
        changed: dict[str, set[str]] = defaultdict(set)
        vocabularies: dict[str, dict[str, str]] = defaultdict(dict)
        for note in self.control.noted(self.token):
            changed[note.index].add(note.page)
            vocabularies[note.index] |= note.vocabulary
        for index, pages in changed.items():
            if self.client.indices.exists_alias(name=self.names.alias(index)):
                self._copy(index, sorted(pages))
                self._add_words(index, vocabularies[index])
        if self.made:
            self.client.indices.refresh(index=list(self.made.values()))
        self._point()
        self._switched = True
        self._end()

    def _copy(self, index: str, pages: list[str]) -> None:
        """Have pages in the new index as they are in the old one now."""
        target, alias = self._place(index, PAGES), self.names.alias(index)
        for first in range(0, len(pages), COPIED):
            keys = [key_of(page) for page in pages[first : first + COPIED]]
            actions: list[Action] = []
            for row in self.client.mget(index=alias, ids=keys)["docs"]:
                if "error" in row:
                    raise EngineError(f"a change could not be copied: {row['error']}")
                place: dict[str, Any] = {"_index": target, "_id": row["_id"]}
                if row.get("found"):
                    actions.append({**place, "_source": row["_source"]})
                else:
                    actions.append({**place, "_op_type": "delete"})
            self._carry_out(actions)

    def _add_words(self, index: str, vocabulary: dict[str, str]) -> None:
        """Have the words of changed pages among those of the new index."""
        known = self.known[index]
        fresh = {word: stem for word, stem in vocabulary.items() if word not in known}
        if fresh:
            place = self._place(index, WORDS)
            self._carry_out([word_action(place, word, stem) for word, stem in fresh.items()])

    def _point(self) -> None:
        """Move all aliases and remove all old indexes, in one step."""
        steps: list[dict[str, Any]] = [
            {"add": {"index": name, "alias": self.names.alias(index, kind)}}
            for (index, kind), name in self.made.items()
        ]
        steps += self._removals()
        while steps:
            self.client.indices.update_aliases(actions=steps)
            steps = self._removals()  # of what somebody has made at this very moment

    def _removals(self) -> list[dict[str, Any]]:
        return [
            {"remove_index": {"index": entry.name}}
            for entry in catalogue(self.client, self.names)
            if entry.name not in self.made.values()
        ]

    def give_up(self) -> None:
        """Remove what was made; what was in use stays in use. Never raises."""
        if not self._switched:
            with suppress(EngineError):
                self._remove()
        with suppress(EngineError):
            self._end()

    @guarded
    def _remove(self) -> None:
        if self.made:
            names = list(self.made.values())
            self.client.indices.delete(index=names, ignore_unavailable=True)

    @guarded
    def _end(self) -> None:
        self.control.end(self.token, switched=self._switched)
