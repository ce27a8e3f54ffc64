"""A rebuild is helped by other processes, and does without them."""

import contextlib
import gc
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from core import garbage
from search import preparing
from search.documents import Source, analyse
from search.engines import ENGINES, base, preparer
from search.engines.fts5 import Fts5Engine
from search.query import Query
from tests.search.samples import ask

TEXTS = ["Permesso di soggiorno", "Città d’arte", "إِقَامَة", "居留许可", "дозвіл", ""]


def sources(count: int) -> Iterator[Source]:
    for number in range(count):
        title = TEXTS[number % len(TEXTS)]
        yield Source(
            "it", f"p{number}", "it", title, f"{title} numero {number} " * (number % 40),
            facets={"topic": (f"t{number % 3}",)}, payload={"title": title},
        )  # fmt: skip


def filled(folder: Path, others: int) -> Fts5Engine:
    """An engine with 100 pages, prepared by so many other processes."""
    engine = Fts5Engine(folder)
    with engine.rebuild() as fresh:
        for (ready,) in preparing.prepared(base.batches(sources(100), 9), ["fts5"], others):
            fresh.write(ready)
    return engine


def found(engine: Fts5Engine) -> list[Any]:
    everything = engine.search(Query("it", facets=("topic",), limit=200))
    words = engine.vocabulary("it").words
    return [everything, words, ask(engine, "numero soggiorno", limit=200), ask(engine, "citta")]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processes are started for the first page."""
    monkeypatch.setattr(preparing, "ALONE", 0)


def test_other_processes_make_the_same_index(tmp_path: Path) -> None:
    alone, helped = filled(tmp_path / "alone", 0), filled(tmp_path / "helped", 2)
    assert alone.search(Query("it")).total == 100
    assert found(helped) == found(alone)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_prepared_is_the_same_elsewhere(engine: str) -> None:
    chunks = [list(sources(7)), list(sources(3))]
    here = [[preparer(engine)(analyse(source)) for source in chunk] for chunk in chunks]
    there = list(preparing.prepared(iter(chunks), [engine], 1))
    assert [ready for (ready,) in there] == here


@pytest.mark.parametrize("fault", ["none starts", "no semaphores", "one is killed"])
def test_without_other_processes_this_one_does_it(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def start(*_args: Any, **_kwargs: Any) -> Any:
        raise OSError("no more processes")

    def submit(*_args: Any) -> Any:
        if fault == "none starts":
            raise OSError("no more processes")
        dead: Future[Any] = Future()
        dead.set_exception(BrokenProcessPool("killed"))
        return dead

    if fault == "no semaphores":
        monkeypatch.setattr(preparing, "ProcessPoolExecutor", start)
    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    engine = filled(tmp_path / "helped", 2)
    assert "one process" in caplog.text
    monkeypatch.undo()
    assert found(engine) == found(filled(tmp_path / "alone", 0))


class _Begun(Future[Any]):
    """Work that somebody waits for only once it is done."""

    def result(self, timeout: float | None = None) -> Any:
        assert self.done(), "waited for what nobody does"
        return super().result(timeout)


def test_this_process_prepares_what_no_other_has_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process is busy with the first chunk until this one has prepared one itself."""
    begun: list[tuple[Future[Any], Any]] = []
    here: list[str] = []

    def submit(_pool: Any, _work: Any, chunk: Any, engines: Any) -> Any:
        future = _Begun()
        if not begun:
            future.set_running_or_notify_cancel()
        begun.append((future, (chunk, engines)))
        return future

    def prepare(chunk: Any, engines: Any) -> Any:
        here.append(chunk[0].id)
        first, work = begun[0]
        if not first.done():
            first.set_result(ready_made(*work))
        return ready_made(chunk, engines)

    ready_made = preparing.prepare
    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    monkeypatch.setattr(preparing, "prepare", prepare)
    chunks = [[Source("it", f"p{number}", "it", "Permesso", "")] for number in range(9)]
    ready = list(preparing.prepared(iter(chunks), ["fts5"], 1))
    assert [row.id for ((row,),) in ready] == [f"p{number}" for number in range(9)]
    assert sorted(here) == [f"p{number}" for number in range(1, 9)]


def test_what_another_process_has_begun_is_not_done_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it is under way elsewhere: this process waits."""
    here: list[str] = []
    ready_made = preparing.prepare

    class Elsewhere(Future[Any]):
        work: Any

        def result(self, timeout: float | None = None) -> Any:
            self.set_result(ready_made(*self.work))
            return super().result(timeout)

    def submit(_pool: Any, _work: Any, chunk: Any, engines: Any) -> Any:
        future = Elsewhere()
        future.work = chunk, engines
        future.set_running_or_notify_cancel()
        return future

    def prepare(chunk: Any, engines: Any) -> Any:
        here.append(chunk[0].id)
        return ready_made(chunk, engines)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    monkeypatch.setattr(preparing, "prepare", prepare)
    chunks = [[Source("it", f"p{number}", "it", "Permesso", "")] for number in range(9)]
    ready = list(preparing.prepared(iter(chunks), ["fts5"], 1))
    assert [row.id for ((row,),) in ready] == [f"p{number}" for number in range(9)]
    assert here == []


def test_garbage_is_looked_for_as_usual_afterwards() -> None:
    """Seldom while pages are read, but not never; a rebuild that fails leaves nothing changed."""
    usual = gc.get_threshold()
    with contextlib.suppress(OSError), garbage.seldom_collected():
        assert gc.isenabled()
        assert gc.get_threshold()[0] > usual[0]
        raise OSError("disk")
    assert gc.get_threshold() == usual


def test_a_fault_of_analysis_is_not_hidden(caplog: pytest.LogCaptureFixture) -> None:
    """Nor is it taken for a process that died: the work is not done a second time."""
    broken = Source("it", "1", "it", title=7, body="")  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        list(preparing.prepared(iter([[broken, *sources(3)]]), ["fts5"], 1))
    assert "one process" not in caplog.text
