"""Writing pages and their words into indexes of the cluster."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from elasticsearch import Elasticsearch

from search.documents import Document
from search.engines.base import EngineError
from search.engines.elastic.client import NOT_FOUND, Action, bulk, writing
from search.engines.elastic.control import Control, Note, State, create_index
from search.engines.elastic.mapping import PAGES, WORDS, Names, Row, key_of, prepare

ATTEMPTS = 8
FIRST = "first"  # the token of indexes that no rebuild made

Known = dict[str, set[str]]


def actions_of(
    rows: Iterable[Row], place: Callable[[str, str], str], known: Mapping[str, set[str]]
) -> list[Action]:
    """What stores the pages, and those of their words that are not known.

    `place` gives the name of the index or alias to write to.
    """
    latest = {(row.index, row.id): row for row in rows}
    actions: list[Action] = []
    words: dict[tuple[str, str], str] = {}
    for (index, page), row in latest.items():
        target = place(index, PAGES)
        actions.append({"_index": target, "_id": key_of(page), "_source": row.stored})
        for word, stem in row.vocabulary.items():
            if word not in known.get(index, ()):
                words[index, word] = stem
    return actions + [word_action(place(i, WORDS), word, stem) for (i, word), stem in words.items()]


def word_action(target: str, word: str, stem: str) -> Action:
    """What adds a word to those of an index, unless it is there."""
    row = {"word": word, "stem": stem}
    return {"_op_type": "create", "_index": target, "_id": key_of(word), "_source": row}


class Writer:
    """Changes pages in the indexes in use, and notes them for a rebuild that runs meanwhile."""

    def __init__(self, client: Elasticsearch, names: Names, control: Control) -> None:
        self.client = writing(client)
        self.names = names
        self.control = control
        self._lock = threading.Lock()
        self._known: tuple[int, Known] = (-1, {})

    def index(self, documents: list[Document]) -> None:
        """Store documents; the indexes are made if need be."""
        indexes = sorted({document.index for document in documents})

        def carry_out(state: State) -> list[Mapping[str, object]]:
            self._make(indexes)
            known = self._known_words(state.generation)
            actions = actions_of(map(prepare, documents), self.names.alias, known)
            failed = bulk(self.client, ({**action, "require_alias": True} for action in actions))
            if not failed:
                for document in documents:
                    known[document.index].update(document.vocabulary)
            return failed

        self._change([Note(row.index, row.id, row.vocabulary) for row in documents], carry_out)
        self._refresh(indexes)

    def delete(self, index: str, ids: list[str]) -> None:
        """Forget pages."""
        target = self.names.alias(index)
        place = {"_op_type": "delete", "_index": target, "require_alias": True}

        def carry_out(state: State) -> list[Mapping[str, object]]:
            failed = bulk(self.client, ({**place, "_id": key_of(page)} for page in ids))
            return [row for row in failed if row.get("status") != NOT_FOUND]

        self._change([Note(index, page) for page in ids], carry_out)
        self._refresh([index])

    def _change(
        self,
        notes: list[Note],
        carry_out: Callable[[State], list[Mapping[str, object]]],
    ) -> None:
        """Carry out a change so that it is in the indexes in use, and in those being made.

        If a rebuild began, switched or ended meanwhile, once more: a change may be made twice.
        """
        failed: list[Mapping[str, object]] = []
        for _attempt in range(ATTEMPTS):
            before = self.control.settled()
            if before.is_running:
                self.control.note(before, notes)
            failed = carry_out(before)
            if before.same_as(self.control.read()):
                break
        else:
            raise EngineError("rebuilds follow each other too fast to change anything")
        if failed:
            raise EngineError(f"Elasticsearch refused {len(failed)} changes: {failed[0]}")

    def _known_words(self, generation: int) -> Known:
        """Words this process has written since the last rebuild, by index."""
        with self._lock:
            if self._known[0] != generation:
                self._known = (generation, defaultdict(set))
            return self._known[1]

    def _make(self, indexes: Iterable[str]) -> None:
        """Have both indexes behind their aliases."""
        for index in indexes:
            for kind in (PAGES, WORDS):
                alias = self.names.alias(index, kind)
                if not self.client.indices.exists_alias(name=alias):
                    body = {**self.names.creation(index, kind), "aliases": {alias: {}}}
                    create_index(self.client, self.names.concrete(index, kind, FIRST), body)

    def _refresh(self, indexes: Iterable[str]) -> None:
        """Have what was written found from now on."""
        aliases = [self.names.alias(index, kind) for index in indexes for kind in (PAGES, WORDS)]
        if aliases:
            self.client.indices.refresh(index=aliases, ignore_unavailable=True)
