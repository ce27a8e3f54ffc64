"""The interface of a search engine. `tests/search/contract.py` says what each must do."""

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeVar

from search.documents import Document
from search.likeness import Alike, Likeness
from search.query import Query

T = TypeVar("T")


class EngineError(Exception):
    """The engine cannot answer: not there, too slow, or not in its right mind."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One page: its score and what was stored to show it. `text` is its body."""

    id: str
    score: float
    payload: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts all pages found; `facets` maps facet → value → pages."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the engine answers, how many pages each index holds, what is wrong."""

    well: bool
    documents: Mapping[str, int] = field(default_factory=dict)
    detail: str = ""


class Vocabulary:
    """The words of an index and their stems, as far as they were read."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self.stems: set[str] = set()
        self.listing: list[str] = []
        self.likeness = Likeness(self.listing)
        self.read_to: Any = None

    def add(self, rows: Iterable[tuple[str, str]]) -> None:
        for word, stem in rows:
            if word not in self.words:
                self.listing.append(word)
            self.words[word] = stem
            self.stems.add(stem)

    def knows(self, word: str, stem: str) -> bool:
        return word in self.words or stem in self.stems

    def alike(self, word: str) -> tuple[Alike, ...]:
        """The words most like one, by the pieces they share."""
        return self.likeness.to(word)


class Rebuild(ABC):
    """A new index in the making: `index` into it; what changes meanwhile is kept.

    `prepare` makes of a document what `write` takes. It needs no engine, and what it makes can be
    sent between processes (`search/preparing.py`).
    """

    prepare: Callable[[Document], Any]

    @abstractmethod
    def write(self, ready: Iterable[Any]) -> int:
        """Store what was prepared; how many."""

    def index(self, documents: Iterable[Document]) -> int:
        """Store documents; how many."""
        return self.write(map(self.prepare, documents))


class Engine(ABC):
    """A store of analysed documents that ranks by BM25 over fields.

    Every method raises `EngineError` when the engine cannot do it, and nothing else.
    """

    name: str

    def within(self) -> AbstractContextManager[None]:
        """For questions of one reader: together they may take as long as a single one.

        Nothing is limited in an engine that waits for nobody.
        """
        return nullcontext()

    @abstractmethod
    def index(self, documents: Iterable[Document]) -> int:
        """Store documents, each in place of an earlier one with its index and id; how many."""

    @abstractmethod
    def delete(self, index: str, ids: Iterable[str]) -> None:
        """Forget documents; ids that are not there are no error."""

    @abstractmethod
    def search(self, query: Query) -> Results: ...

    @abstractmethod
    def vocabulary(self, index: str) -> Vocabulary:
        """Words of the index. May hold words of pages that are gone until the next rebuild."""

    @abstractmethod
    def frequencies(self, index: str, words: Iterable[str]) -> dict[str, int]:
        """Word → number of pages that hold it."""

    @abstractmethod
    def revisions(self, index: str) -> dict[str, str]:
        """Id → revision of every document, for the reconciler."""

    @abstractmethod
    def rebuild(self) -> AbstractContextManager[Rebuild]:
        """Fill a new index beside the old one and switch at the end, or not at all.

        Changes made meanwhile through `index` and `delete` are in both when it is over.
        """

    @abstractmethod
    def health(self) -> Health: ...

    @abstractmethod
    def indexes(self) -> list[str]:
        """Names of the indexes that exist."""


def lives(pid: int) -> bool:
    """Whether a process of this machine is there, whoever owns it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Things in lists of at most `size`."""
    batch: list[T] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
