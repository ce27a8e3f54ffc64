"""Three nodes, of which the master dies under load: nobody notices."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts.elasticsearch import Node, running
from search.engines.base import EngineError
from search.engines.elastic import ElasticEngine
from tests.search.samples import ask, page
from tests.services import elasticsearch

PATIENCE = 120.0
PAGES = 200
AFTERWARDS = 200  # searches without the old master
CHANGES_AFTERWARDS = 20
SECONDS = 10.0  # three servers on a small machine are slow; this test is not about time


class Load:
    """Searches and changes without end; what failed, and what was confirmed."""

    def __init__(self, urls: list[str]) -> None:
        self.urls = urls
        self.searches = 0
        self.failed: list[str] = []
        self.confirmed: dict[str, str] = {}
        self._stop = threading.Event()

    def search(self) -> None:
        engine = ElasticEngine(self.urls, "test", SECONDS)
        while not self._stop.is_set():
            try:
                found = ask(engine, "permesso", facets=("topic",)).total
            except EngineError as error:
                self.failed.append(str(error))
            else:
                if found < PAGES:
                    self.failed.append(f"{found} pages of {PAGES}")
            self.searches += 1

    def change(self) -> None:
        """As the task queue does it: a change that fails is made again."""
        engine = ElasticEngine(self.urls, "test", SECONDS)
        number = 0
        while not self._stop.is_set():
            number += 1
            name, revision = f"p{number % PAGES}", f"{number}"
            try:
                engine.index([page(name, "Permesso", revision=revision)])
            except EngineError:
                number -= 1
            else:
                self.confirmed[name] = revision

    @contextmanager
    def applied(self) -> Iterator[None]:
        threads = [threading.Thread(target=run) for run in (self.search, self.search, self.change)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()


def until(what: str, true: Callable[[], bool]) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"never happened: {what}"
        time.sleep(0.05)


def master(engine: ElasticEngine, nodes: list[Node]) -> Node:
    """The node that leads the cluster."""
    state = engine.client.options(request_timeout=PATIENCE).cluster.state(
        metric="master_node,nodes"
    )
    name = state["nodes"][state["master_node"]]["name"]
    return next(node for node in nodes if node.home.name == name)


@pytest.mark.service
def test_the_death_of_the_master_costs_no_search_and_no_change(tmp_path: Path) -> None:
    elasticsearch.require()
    with running(tmp_path, count=3, heap="384m") as nodes:
        urls = [node.url for node in nodes]
        engine = ElasticEngine(urls, "test", SECONDS)
        engine.index(page(f"p{number}", "Permesso", revision="0") for number in range(PAGES))
        patient = engine.client.options(request_timeout=PATIENCE)
        assert not patient.cluster.health(wait_for_status="green", timeout="100s")["timed_out"]
        dead = master(engine, nodes)
        load = Load(urls)
        with load.applied():
            until("a first change", lambda: len(load.confirmed) > 3 and load.searches > 10)
            assert dead.process is not None
            os.kill(dead.process.pid, signal.SIGKILL)
            dead.process.wait()
            so_far, changes = load.searches, len(load.confirmed)
            rest = ElasticEngine([url for url in urls if url != dead.url], "test", SECONDS)
            until("searches go on", lambda: load.searches > so_far + AFTERWARDS)
            until("changes go on", lambda: len(load.confirmed) > changes + CHANGES_AFTERWARDS)
            assert master(rest, nodes) is not dead
        assert load.failed == []
        assert rest.health().well
        kept = rest.revisions("it")
        lost = [name for name, number in load.confirmed.items() if int(kept[name]) < int(number)]
        assert lost == []
        assert len(kept) == PAGES
