"""When Elasticsearch refuses, hangs or answers rubbish, readers notice nothing worse than slower."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search import keeping, service, stores
from search.breaker import Breaker
from search.engines.base import Engine, EngineError
from search.service import Ask
from tests.search.samples import page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_index")]


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    stores.forget()
    yield
    stores.forget()


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def rubbish() -> Iterator[str]:
    """The address of a server that answers nonsense."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, _address = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65_536)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<html")

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize("fault", ["refused", "silent", "rubbish"])
def test_the_embedded_index_answers_instead(
    fault: str, settings: Any, request: pytest.FixtureRequest
) -> None:
    expected = [found.url for found in service.answer(Ask("permesso", "it")).results]
    address = "http://127.0.0.1:9" if fault == "refused" else request.getfixturevalue(fault)
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URLS = [address]
    stores.forget()
    answer = service.answer(Ask("permesso", "it"))
    assert not answer.failed
    assert [found.url for found in answer.results] == expected
    assert not stores.breaker.allows(), "it is left alone for a while"


def test_writing_goes_on_beside_an_engine_that_is_down(settings: Any) -> None:
    """What could not be written is said; the embedded index is right all the same."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]
    first = stores.local().revisions("it")
    problems = stores.write([], [("it", next(iter(first)))])
    assert [text.partition(":")[0] for text in problems] == ["elasticsearch"]
    assert len(stores.local().revisions("it")) == len(first) - 1


def test_the_breaker_asks_again_after_a_pause_that_grows() -> None:
    now = [0.0]
    breaker = Breaker(first=5, longest=12, clock=lambda: now[0])
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    now[0] = 5.0
    assert breaker.allows()
    assert not breaker.allows(), "only one may try"
    breaker.failed()
    now[0] = 14.9
    assert not breaker.allows()
    now[0] = 15.1
    assert breaker.allows()
    breaker.failed()
    now[0] = 27.2
    assert breaker.allows(), "but never beyond the longest"
    breaker.succeeded()
    assert breaker.allows()
    assert breaker.allows()


def test_many_who_fail_at_once_are_one_failure() -> None:
    """Readers who were asking when it broke do not keep it away for a minute."""
    now = [0.0]
    breaker = Breaker(first=5, longest=60, clock=lambda: now[0])
    for _reader in range(5):
        breaker.failed()
    now[0] = 5.0
    assert breaker.allows()
    breaker.failed()
    breaker.failed()
    now[0] = 14.9
    assert not breaker.allows(), "the try failed: ten seconds"
    now[0] = 15.0
    assert breaker.allows()


def test_an_engine_that_is_well_again_answers_again(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first answer after a pause closes the breaker: nobody waits for a pause any more."""
    settings.SEARCH_ENGINE = "elasticsearch"
    now = [0.0]
    monkeypatch.setattr(stores, "breaker", Breaker(first=5, clock=lambda: now[0]))

    def who(engine: Engine) -> str:
        return engine.name

    def failing(engine: Engine) -> str:
        if engine.name == "elasticsearch":
            raise EngineError("planted")
        return engine.name

    assert stores.ask(who) == "elasticsearch"
    assert stores.ask(failing) == stores.ask(who) == "fts5"
    now[0] = 5.0
    assert [stores.ask(who) for _ in range(3)] == ["elasticsearch"] * 3


@pytest.mark.service
def test_what_an_engine_missed_is_mended_by_the_next_comparison(
    elasticsearch_demo: dict[str, Any], settings: Any
) -> None:
    """A page it never got, another that is gone: it comes right, the embedded index is left alone."""
    for name, value in elasticsearch_demo.items():
        setattr(settings, name, value)
    keeping.reconcile(deep=True)
    engine = stores.remote()
    assert engine is not None
    before = engine.revisions("it")
    missed = next(iter(before))
    engine.delete("it", [missed])
    engine.index([page("page:gone", "Zanzibarese")])
    report = keeping.reconcile()
    assert (report.written, report.removed) == ({"elasticsearch": 1}, {"elasticsearch": 1})
    assert engine.revisions("it") == before


def test_only_two_broken_engines_are_a_fault(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_engine: Any) -> None:
        raise EngineError("planted")

    with pytest.raises(EngineError):
        stores.ask(broken)
