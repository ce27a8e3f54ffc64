"""From sources to what engines write, in several processes where that pays.

Analysis takes two thirds of the time of a rebuild and needs neither database nor index. The
processes are started anew (`spawn`), as every platform can, also below a server with threads.
They read nothing but this package: no settings, no models. Where none can be started, or one
dies, this process does the work: slower, with the same result.
"""

import gc
import logging
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import Any

from search.documents import Source, analyse
from search.engines import preparer

logger = logging.getLogger(__name__)

ALONE = 1_500  # sources before other processes are started: a small site is ready sooner
MOST_PROCESSES = 4  # one process writes: more cannot be kept busy
AHEAD = 3  # chunks for each process that are prepared before they are wanted

Ready = list[list[Any]]
"""What each engine is to write, in the order of the engines."""


def processes(wanted: int | None) -> int:
    """How many other processes to have: as many as wanted, else as are worth having here."""
    if wanted is not None:
        return max(0, wanted)
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(MOST_PROCESSES, (there or 1) - 1)


def prepare(chunk: Sequence[Source], engines: Sequence[str]) -> Ready:
    """What each of the engines writes for these sources."""
    with _no_collection():
        documents = [analyse(source) for source in chunk]
        return [[preparer(name)(document) for document in documents] for name in engines]


def prepared(
    chunks: Iterable[Sequence[Source]], engines: Sequence[str], others: int
) -> Generator[Ready, None, None]:
    """Every chunk prepared, in order; with the help of so many other processes."""
    chunks, done = iter(chunks), 0
    while others < 1 or done < ALONE:
        chunk = next(chunks, None)
        if chunk is None:
            return
        done += len(chunk)
        yield prepare(chunk, engines)
    yield from _with_help(chunks, engines, others)


@dataclass
class _Chunk:
    """Sources whose preparation has been given away, or is done."""

    sources: Sequence[Source]
    future: Future[Ready] | None
    ready: Ready | None = None

    def take_back(self) -> bool:
        """Have this process do what no other has begun; whether it may."""
        if self.future is None or not self.future.cancel():
            return False
        self.future = None
        return True


def _with_help(
    chunks: Iterator[Sequence[Source]], engines: Sequence[str], others: int
) -> Generator[Ready, None, None]:
    """Chunks in their order; while the first is not ready, this process prepares the last."""
    waiting: deque[_Chunk] = deque()
    pool = _Pool(others)
    try:
        while True:
            for chunk in islice(chunks, others * AHEAD + 1 - len(waiting)):
                waiting.append(_Chunk(chunk, pool.submit(chunk, engines)))
            if not waiting:
                return
            first = waiting.popleft()
            while first.future and not first.future.done():
                behind = (*reversed(waiting), first)
                spare = next((each for each in behind if each.take_back()), None)
                if spare is None:
                    break
                spare.ready = prepare(spare.sources, engines)
            if first.future:
                first.ready = pool.result(first.future)
            yield prepare(first.sources, engines) if first.ready is None else first.ready
    finally:
        pool.close()


class _Pool:
    """Other processes, as long as they are well."""

    def __init__(self, others: int) -> None:
        self.executor: ProcessPoolExecutor | None = None
        try:
            self.executor = ProcessPoolExecutor(others, get_context("spawn"), initializer=_begin)
        except (OSError, ImportError, ValueError) as error:  # no semaphores here
            self._give_up(error)

    def submit(self, chunk: Sequence[Source], engines: Sequence[str]) -> Future[Ready] | None:
        """The work in another process; nothing where there is none."""
        if self.executor is None:
            return None
        try:
            return self.executor.submit(prepare, chunk, engines)
        except (RuntimeError, OSError, AssertionError) as error:
            # one died, too many processes, or this is a daemon, which may have no children
            self._give_up(error)
            return None

    def result(self, future: Future[Ready]) -> Ready | None:
        """What another process has prepared; nothing when it died."""
        try:
            return future.result()
        except (BrokenExecutor, CancelledError) as error:
            self._give_up(error)
            return None

    def close(self) -> None:
        if self.executor is not None:
            self.executor.shutdown(cancel_futures=True)

    def _give_up(self, error: BaseException) -> None:
        if self.executor is not None:
            self.executor.shutdown(wait=False, cancel_futures=True)
            self.executor = None
        logger.warning("the index is prepared in one process: %s", error)


def _begin() -> None:
    """A process that stops with the one it works for, and leaves Ctrl-C to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # analysis makes no cycles
    threading.Thread(target=_stop_with_parent, daemon=True).start()


def _stop_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without garbage collection, which would look through all terms again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
