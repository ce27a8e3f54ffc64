"""Keeping the index right: refresh what changed, compare and repair, rebuild."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field

from django.conf import settings

from core import garbage, search_entries
from search import feed, leads, preparing, stores
from search.documents import Document, Source, analyse
from search.engines.base import Engine, batches

BATCH = 200
ROUNDS = 5  # in which what changes while it is written is written again


@dataclass
class Report:
    """What a reconciliation found, by engine: documents written anew and documents removed."""

    written: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.written.values()) + sum(self.removed.values())


def indexes() -> list[str]:
    """The indexes of the site: one a language."""
    return [code for code, _name in settings.LANGUAGES]


def refresh(keys: Iterable[str]) -> list[str]:
    """Write the present state of things into every index; the problems met, in words.

    What has changed meanwhile is written again: of two workers the one that read first may write
    last, and would leave what is no longer public to be found.
    """
    read = {key: _sources(key) for key in keys}
    problems: list[str] = []
    for _round in range(ROUNDS):
        documents: list[Document] = []
        gone: list[tuple[str, str]] = []
        for key, found in read.items():
            documents += map(analyse, found.values())
            gone += [(index, key) for index in indexes() if index not in found]
        problems += stores.write(documents, gone)
        now = {key: _sources(key) for key in read}
        read = {key: found for key, found in now.items() if found != read[key]}
        if not read:
            break
    return problems


def _sources(key: str) -> dict[str, Source]:
    """A thing as it is now, for each index that has it."""
    return {source.index: source for source in feed.sources(key, feed.variants_of(key))}


def every_source() -> Iterator[Source]:
    """What every thing of the site gives to each index.

    Labels and places are read anew: those that this process remembers may be older than what
    another one has saved.
    """
    search_entries.forget()
    led = leads.all_of_them()
    for key, variants in feed.every_variant():
        yield from feed.sources(key, variants, led.get(key, {}))


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Fill every engine anew, from one walk over the site; how many documents.

    `progress` is told the number of documents so far. Raises `EngineError` when an engine
    cannot be rebuilt; the old index then stays in use.
    """
    done = 0
    with ExitStack() as stack:
        stack.enter_context(garbage.seldom_collected())
        engines = stores.engines()
        fresh = [stack.enter_context(engine.rebuild()) for engine in engines]
        work = preparing.prepared(
            batches(every_source(), BATCH),
            [engine.name for engine in engines],
            preparing.processes(settings.SEARCH_PROCESSES),
        )
        for ready in stack.enter_context(closing(work)):
            for target, rows in zip(fresh, ready, strict=True):
                target.write(rows)
            done += len(ready[0])
            if progress is not None:
                progress(done)
    return done


def reconcile(*, deep: bool = False) -> Report:
    """Compare every engine with the site and repair what differs.

    Quick: by the revisions of the texts. Deep: by everything the index holds, so that states
    that change with the day (an event that is over, a call that has closed) come right as well.
    Raises `EngineError` when an engine cannot be read.
    """
    report = Report()
    known: dict[Engine, dict[str, dict[str, str]]] = {
        engine: {index: engine.revisions(index) for index in indexes()}
        for engine in stores.engines()
    }
    wanted: dict[str, set[str]] = defaultdict(set)
    for source in every_source():
        wanted[source.index].add(source.id)
        for engine, held in known.items():
            if not _same(held[source.index].get(source.id), source.revision, deep=deep):
                engine.index([analyse(source)])
                report.written[engine.name] = report.written.get(engine.name, 0) + 1
    for engine, held in known.items():
        for index, rows in held.items():
            gone = set(rows) - wanted[index]
            if gone:
                engine.delete(index, sorted(gone))
                report.removed[engine.name] = report.removed.get(engine.name, 0) + len(gone)
    return report


def _same(held: str | None, wanted: str, *, deep: bool) -> bool:
    if held is None:
        return False
    return held == wanted if deep else held.partition("#")[0] == wanted.partition("#")[0]
