"""The state of rebuilds, kept in the cluster, so that every process of every machine sees it.

One document says whether a rebuild fills new indexes, switches to them, or neither, and how many
there were. While one runs, who changes a page notes it with its words, whose stems the page itself
does not tell; the rebuild copies those pages at the end.
"""

import json
import os
import socket
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from elasticsearch import ApiError, BadRequestError, ConflictError, Elasticsearch, NotFoundError

from search.engines.base import EngineError, lives
from search.engines.elastic.client import Action, bulk, writing
from search.engines.elastic.mapping import Names, key_of

IDLE, FILLING, SWITCHING = "idle", "filling", "switching"
ABANDONED_AFTER = 600  # seconds without a sign of life
BEAT_EVERY = 5.0
SWITCH_PATIENCE = 30.0
PAGE = 1_000
STATE = "state"


@dataclass(frozen=True, slots=True)
class State:
    """What rebuilds are doing. `generation` grows with every one that was finished."""

    generation: int = 0
    phase: str = IDLE
    token: str = ""
    owner: str = ""
    beat: float = 0.0

    @property
    def is_abandoned(self) -> bool:
        """Whether the process that rebuilds is gone, as far as can be told from here."""
        host, _slash, pid = self.owner.partition("/")
        if host == socket.gethostname() and pid.isdigit() and not lives(int(pid)):
            return True
        return time.time() - self.beat > ABANDONED_AFTER

    @property
    def is_running(self) -> bool:
        return self.phase != IDLE and not self.is_abandoned

    def same_as(self, other: "State") -> bool:
        """Whether no rebuild began, switched or ended between the two."""
        mine = (self.generation, self.token, self.phase)
        return mine == (other.generation, other.token, other.phase)


@dataclass(frozen=True, slots=True)
class Note:
    """A page that is about to change, and its words with their stems; none when it is to go."""

    index: str
    page: str
    vocabulary: Mapping[str, str] = field(default_factory=dict)


class Control:
    """Reads and changes the state; each change fails if somebody else was first."""

    def __init__(self, client: Elasticsearch, names: Names) -> None:
        self.client = writing(client)
        self.names = names

    def read(self) -> State:
        return self._read()[0]

    def _read(self) -> tuple[State, dict[str, Any]]:
        """The state, and what a change must quote to be allowed."""
        try:
            found = self.client.get(index=self.names.control, id=STATE).body
        except NotFoundError:
            return State(), {}
        state = State(**json.loads(found["_source"]["stored"]))
        quote = {
            "if_seq_no": int(found["_seq_no"]),
            "if_primary_term": int(found["_primary_term"]),
        }
        return state, quote

    def _write(self, state: State, quote: dict[str, Any]) -> None:
        stored = {"stored": json.dumps(asdict(state))}
        create: dict[str, Any] = {} if quote else {"op_type": "create"}
        try:
            self.client.index(
                index=self.names.control, id=STATE, document=stored, **quote, **create
            )
        except ConflictError as error:
            raise EngineError("another rebuild is in the way") from error

    def begin(self, token: str) -> State:
        """Mark the start of a rebuild; from now on changes are noted."""
        create_index(self.client, self.names.control, self.names.control_creation())
        state, quote = self._read()
        if state.is_running:
            raise EngineError("a rebuild is already running")
        owner = f"{socket.gethostname()}/{os.getpid()}"
        begun = replace(state, phase=FILLING, token=token, owner=owner, beat=time.time())
        self._write(begun, quote)
        others = {"bool": {"must_not": [{"term": {"token": token}}, {"ids": {"values": [STATE]}}]}}
        self._forget(others)
        return begun

    def beat(self, token: str, *, phase: str = FILLING) -> None:
        """Give a sign of life, and maybe go on to the next phase. Fails if no longer in charge."""
        state, quote = self._own(token)
        self._write(replace(state, phase=phase, beat=time.time()), quote)

    def end(self, token: str, *, switched: bool) -> None:
        """Mark the end of a rebuild, and forget what was noted."""
        state, quote = self._own(token)
        generation = state.generation + 1 if switched else state.generation
        self._write(State(generation=generation), quote)
        self._forget({"term": {"token": token}})

    def _own(self, token: str) -> tuple[State, dict[str, Any]]:
        state, quote = self._read()
        if state.token != token:
            raise EngineError("another rebuild has taken over")
        return state, quote

    def settled(self) -> State:
        """The state, once no rebuild is at its switch."""
        end = time.monotonic() + SWITCH_PATIENCE
        while True:
            state = self.read()
            if state.phase != SWITCHING or state.is_abandoned:
                return state
            if time.monotonic() > end:
                raise EngineError("a rebuild is switching and does not come to an end")
            time.sleep(0.05)

    def note(self, state: State, notes: Iterable[Note]) -> None:
        """Note that pages are about to change; what others noted of them stays."""
        actions: list[Action] = []
        for note in notes:
            stored = json.dumps([note.index, note.page, dict(note.vocabulary)])
            name = key_of(f"{state.token} {stored}")
            row = {"token": state.token, "stored": stored}
            actions.append({"_index": self.names.control, "_id": name, "_source": row})
        if failed := bulk(self.client, actions):
            raise EngineError(f"a change could not be noted: {failed[0]}")

    def noted(self, token: str) -> Iterator[Note]:
        """What was noted for a rebuild."""
        for row in self._entries({"term": {"token": token}}):
            yield Note(*json.loads(row["_source"]["stored"]))

    def _entries(self, query: dict[str, Any]) -> Iterator[Any]:
        self.client.indices.refresh(index=self.names.control)
        after: Any = None
        while True:
            answer = self.client.search(
                index=self.names.control, query=query, size=PAGE, sort=["_seq_no"],
                search_after=after,
            )  # fmt: skip
            rows = answer["hits"]["hits"]
            yield from rows
            if len(rows) < PAGE:
                return
            after = rows[-1]["sort"]

    def _forget(self, query: dict[str, Any]) -> None:
        rows = list(self._entries(query))
        place = {"_op_type": "delete", "_index": self.names.control}
        bulk(self.client, ({**place, "_id": row["_id"]} for row in rows))


def create_index(client: Elasticsearch, name: str, body: dict[str, Any]) -> None:
    """Create an index; that somebody else did is no error."""
    try:
        client.indices.create(index=name, **body)
    except BadRequestError as error:
        if not is_there(error):
            raise


def is_there(error: ApiError) -> bool:
    """Whether an index could not be created because it exists."""
    return "resource_already_exists" in str(error)
