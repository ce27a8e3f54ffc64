"""Whatever Elasticsearch does, all that is asked of it for one reader has one time together."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.http import QueryDict
from elastic_transport import ConnectionTimeout, Urllib3HttpNode

from search import service, stores
from search.breaker import Breaker
from search.engines import budget
from search.engines.base import EngineError
from search.engines.elastic import ElasticEngine, node, words
from search.listing import SearchListing
from search.service import Ask
from tests.search import samples, slow_server
from tests.search.slow_server import SlowServer

SECONDS = 30.0  # of a question; they pass on the clock of the test alone
SHORT = 0.05  # seconds for what never comes


class Clock:
    """Time that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def takes(self, seconds: float, status: int | None = None) -> Callable[[str], int | None]:
        """What a server does that needs so long for each answer."""

        def pass_by(_kind: str) -> int | None:
            self.now += seconds
            return status

        return pass_by


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(budget, "clock", made)
    return made


@pytest.fixture
def server() -> Iterator[SlowServer]:
    with slow_server.running() as made:
        yield made


@pytest.fixture
def breaker(
    server: SlowServer, monkeypatch: pytest.MonkeyPatch, demo_index: object, db: None
) -> Breaker:
    """That of a site on the slow server, with the demonstration in its embedded index."""
    engine, made = ElasticEngine([server.url], "test", SECONDS), Breaker()
    monkeypatch.setattr(stores, "remote", lambda: engine)
    monkeypatch.setattr(stores, "breaker", made)
    return made


def embedded(monkeypatch: pytest.MonkeyPatch, ask: Ask) -> service.Answer:
    """The answer of a site without Elasticsearch."""
    with monkeypatch.context() as patch:
        patch.setattr(stores, "remote", lambda: None)
        return service.answer(ask)


def test_a_server_quick_enough_answers(server: SlowServer, clock: Clock, breaker: Breaker) -> None:
    server.before = clock.takes(SECONDS / 4 - 1)
    assert [found.url for found in service.answer(Ask("permesso", "it")).results] == ["/slow/"]
    assert server.asked == ["alias", "words", "counts", "pages"]
    assert breaker.allows()


def test_requests_each_in_time_and_together_not_are_a_failure(
    server: SlowServer, clock: Clock, breaker: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading the words counts as well, in both languages of a reader."""
    server.before = clock.takes(SECONDS / 3 + 1)
    ask = Ask("permesso", "en")
    answer = service.answer(ask)
    assert answer.results == embedded(monkeypatch, ask).results != []
    assert server.asked == ["alias", "words"] * 2, "nothing is looked for any more"
    assert not breaker.allows()


def test_suggestions_have_one_time_for_both_their_searches(
    server: SlowServer, clock: Clock, breaker: Breaker
) -> None:
    server.before = clock.takes(SECONDS / 5 - 1)
    server.words = ["permesso", "soggiorno"]
    found = service.suggest("permesso so", "it")
    assert found != []
    assert "/slow/" not in [each.url for each in found]
    assert len(server.asked) == 6
    assert not breaker.allows()


def test_what_to_leave_out_is_counted_in_the_time_of_the_same_question(
    server: SlowServer, clock: Clock, breaker: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.before = clock.takes(SECONDS / 4 - 1)
    server.found = 0
    filters = {"type": ("event",), "year": ("1999",)}
    ask = Ask("permesso", "it", filters=filters)
    answer = service.answer(ask)
    assert answer.relaxations == embedded(monkeypatch, ask).relaxations != {}
    assert server.asked == ["alias", "words", "counts", "pages", "counts"]
    assert not breaker.allows()


def test_a_page_of_results_has_one_time_for_all_its_searches(
    server: SlowServer, clock: Clock, breaker: Breaker
) -> None:
    """Here for the last page, when the one after it was wanted."""
    server.before = clock.takes(SECONDS / 4 - 1)
    listing = SearchListing(QueryDict("q=permesso&page=9"), "it")
    assert listing.results != []
    assert "/slow/" not in [found.url for found in listing.results]
    assert server.asked == ["alias", "words", "counts", "pages", "counts"]
    assert not breaker.allows()


def test_each_question_has_its_own_time(server: SlowServer, clock: Clock) -> None:
    """A question that took long is not held against the next; nor is what is asked outside of any."""
    engine = ElasticEngine([server.url], "test", SECONDS)
    server.before = clock.takes(SECONDS / 2 - 1)
    for _time in range(3):
        assert samples.ask(engine, "permesso").total == 1
    with engine.within():
        assert samples.ask(engine, "permesso").total == 1
        assert engine.frequencies("it", ["permesso"]) == {"permesso": 1}
        with pytest.raises(EngineError, match="over"):
            engine.frequencies("it", ["permesso"])
    assert engine.frequencies("it", ["permesso"]) == {"permesso": 1}


def test_a_longer_time_within_a_shorter_one_is_no_longer(clock: Clock) -> None:
    with budget.within(2), budget.within(5):
        clock.now = 1.5
        assert budget.left(9) == 0.5
        assert budget.left(0.25) == 0.25


def test_other_nodes_are_tried_within_the_same_time(clock: Clock) -> None:
    with ExitStack() as stack:
        servers = [stack.enter_context(slow_server.running()) for _number in range(3)]
        for each in servers:
            each.before = clock.takes(SECONDS / 2 + 1, status=503)
        engine = ElasticEngine([each.url for each in servers], "test", SECONDS)
        with pytest.raises(EngineError):
            samples.ask(engine, "permesso")
        assert sum(len(each.asked) for each in servers) == 2


def test_a_node_that_hangs_leaves_time_for_another(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []

    def hang(_node: Any, _method: str, _target: str, _body: Any, _headers: Any, time: float) -> Any:
        given.append(time)
        clock.now += time
        raise ConnectionTimeout("planted")

    monkeypatch.setattr(Urllib3HttpNode, "perform_request", hang)
    for urls in (["http://one"], ["http://one", "http://two", "http://three"]):
        with pytest.raises(EngineError):
            samples.ask(ElasticEngine(urls, "test", 8), "permesso")
    assert given == [8, 4, 2, 1]


def test_an_answer_that_comes_bit_by_bit_is_late_as_a_whole(server: SlowServer) -> None:
    """No single wait for bytes is long; the answer is right in the end."""
    server.dripping = threading.Event()
    try:
        with pytest.raises(EngineError, match="timed out"):
            samples.ask(ElasticEngine([server.url], "test", SHORT), "permesso")
    finally:
        server.dripping.set()


def test_requests_that_are_given_up_are_few(
    server: SlowServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While they go on beside the site no more are made than there is room for."""
    monkeypatch.setattr(node, "_room", threading.BoundedSemaphore(2))
    server.dripping = threading.Event()
    engine = ElasticEngine([server.url], "test", SHORT)
    try:
        for _time in range(2):
            with pytest.raises(EngineError, match="timed out"):
                samples.ask(engine, "permesso")
        with pytest.raises(EngineError, match="too many"):
            samples.ask(engine, "permesso")
    finally:
        server.dripping.set()


# Words


@pytest.fixture
def engine(server: SlowServer, monkeypatch: pytest.MonkeyPatch) -> ElasticEngine:
    """With five words of which two are read at a time."""
    server.words = ["uno", "due", "tre", "quattro", "cinque"]
    monkeypatch.setattr(words, "PAGE", 2)
    monkeypatch.setattr(words, "OVERLAP", 1)
    return ElasticEngine([server.url], "test", SECONDS)


def test_words_that_take_longer_than_a_question_are_there_for_a_later_one(
    server: SlowServer, engine: ElasticEngine
) -> None:
    """Reading goes on where it is; who asks meanwhile waits no longer than a question may."""
    go_on = threading.Event()
    server.before = lambda kind: None if kind == "alias" or go_on.wait(SECONDS) else 503
    engine.seconds = SHORT
    for _time in range(2):
        with pytest.raises(EngineError, match="still being read"):
            engine.vocabulary("it")
    go_on.set()
    engine.seconds = SECONDS
    assert engine.vocabulary("it").listing == server.words
    assert server.asked == ["alias", "words", "words", "words"]


def test_a_failure_while_words_are_read_loses_none_of_them(
    server: SlowServer, engine: ElasticEngine
) -> None:
    server.before = lambda kind: 500 if kind == "words" and server.after == [-1, 1] else None
    with pytest.raises(EngineError):
        engine.vocabulary("it")
    assert engine.vocabulary("it").listing == server.words
    assert server.after == [-1, 1, 0, 2, 4]


def test_words_of_a_new_index_are_read_beside_those_of_the_old(
    server: SlowServer, engine: ElasticEngine
) -> None:
    """Whoever has the old ones at hand finds them as they were."""
    old = list(server.words)
    before = engine.vocabulary("it")
    assert engine.vocabulary("it") is before, "they are not read again at once"
    assert server.asked.count("alias") == 1
    server.index, server.words = "words-2", ["sei", "sette", "otto"]
    server.before = lambda _kind: 500 if server.after[-1] == 1 else None
    engine._words.expire("it")
    with pytest.raises(EngineError):
        engine.vocabulary("it")
    assert before.listing == old
    server.before = lambda _kind: None
    assert engine.vocabulary("it").listing == server.words
    assert before.listing == old


def test_what_was_written_while_words_were_read_is_read_as_well(
    server: SlowServer, engine: ElasticEngine
) -> None:
    """Who wrote and asks does not take the answer of a reading that had begun before."""

    def write(_kind: str) -> None:
        server.before = lambda _kind: None
        engine._words.expire("it")

    server.before = write
    engine.vocabulary("it")
    assert server.asked.count("alias") == 2
