"""Both engines keep one contract."""

import contextlib
import gc
import http.server
import random
import re
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engines.base import Engine, EngineError
from search.engines.elastic import ElasticEngine
from search.engines.fts5 import Fts5Engine, facets
from search.engines.fts5 import engine as fts5
from search.engines.fts5.packing import unpack_words
from search.query import Query
from tests.search import samples
from tests.search.contract import Contract

NOT_ALL = (  # a whole answer but for the time it would have needed
    b'{"timed_out": true, "hits": {"total": {"value": 0}, "hits": []}, "aggregations":'
    b' {"found": {"doc_count": 0}, "counts": {"buckets": [{"doc_count": 1}]}}}'
)
PATIENCE = 10.0  # far above the one second that a search may wait, far below any other time-out


def test_every_part_of_the_contract_is_kept_by_engines() -> None:
    """No class of tests beside this file is left out of what they inherit."""
    parts = {
        name
        for path in Path(__file__).parent.glob("contract_*.py")
        for name in re.findall(r"^class (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(parts) > 1
    assert parts == {part.__name__ for part in Contract.__bases__}


class TestFts5(Contract):
    """The embedded engine."""

    @pytest.fixture
    def connect(self, tmp_path: Path) -> Callable[[], Engine]:
        return lambda: Fts5Engine(tmp_path / "index")

    @pytest.fixture
    def broken(self, tmp_path: Path) -> Engine:
        (tmp_path / "file").touch()
        return Fts5Engine(tmp_path / "file" / "index")

    def test_the_file_holds_each_word_once_and_no_empty_room(
        self, connect: Callable[[], Fts5Engine], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whoever writes, in a text or as the name of a list, again and during a rebuild.

        Nor is any left by merging what a rebuild has written bit by bit.
        """
        monkeypatch.setattr(fts5, "MOST_CHARACTERS", 2_000)
        monkeypatch.setattr(fts5, "BATCH", 50)

        def words() -> list[str]:
            sql = connect().files.reading()
            rows = sql.execute("SELECT packed FROM words_1").fetchall()
            return sorted(word for (packed,) in rows for word, _stem in unpack_words(packed))

        engine = connect()
        texts = [samples.page(f"{n}", f"parola{n}", f"scuola{n} " * n) for n in range(900)]
        with engine.rebuild() as fresh:
            fresh.index(texts)
            connect().index([samples.page("1", "Permessi", "casa"), texts[2]])
        (empty,) = engine.files.reading().execute("PRAGMA freelist_count").fetchone()
        assert empty == 0
        before = words()
        assert len(before) == len(set(before)) == 900 + 899 + 2
        engine.index([samples.page("x", "Permessi", keywords="scuola nuova", is_list=True)])
        connect().index(
            [samples.page("x", "Permessi", keywords="scuola nuova", is_list=True), texts[2]]
        )
        assert words() == sorted([*before, "nuova", "scuola"])

    def test_a_file_of_another_format_is_not_read(
        self, connect: Callable[[], Engine], tmp_path: Path
    ) -> None:
        """After an update the index is empty until it is filled anew, and nothing fails."""
        folder = tmp_path / "index"
        folder.mkdir()
        old = folder / "index-0.sqlite3"
        old.write_bytes(b"another time")
        (folder / "current").write_text(old.name, encoding="ascii")
        engine = connect()
        assert engine.search(Query("it")).total == 0
        with engine.rebuild() as fresh:
            fresh.index([samples.page("1", "Permesso")])
        assert engine.search(Query("it")).total == 1
        assert not old.exists()


@contextlib.contextmanager
def connected(url: str) -> Iterator[Callable[[], ElasticEngine]]:
    """Engines on a server, below a prefix that is cleared at the end."""
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    yield lambda: ElasticEngine([url], prefix, PATIENCE)
    client = ElasticEngine([url], prefix, PATIENCE).client
    names = [*client.indices.get(index=f"{prefix}*").body]
    if names:
        client.indices.delete(index=names)


@pytest.mark.service
class TestElasticsearch(Contract):
    """The engine on a cluster, on a real server."""

    @pytest.fixture
    def connect(self, elasticsearch_url: str) -> Iterator[Callable[[], Engine]]:
        with connected(elasticsearch_url) as connect:
            yield connect

    @pytest.fixture
    def broken(self) -> Engine:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            return ElasticEngine([f"http://127.0.0.1:{taken.getsockname()[1]}"], "test")

    def test_nothing_is_left_behind_by_rebuilds(self, connect: Callable[[], ElasticEngine]) -> None:
        engine = connect()
        for _ in range(2):
            with engine.rebuild() as fresh:
                fresh.index([samples.page("1", "Permesso")])
            with contextlib.suppress(LookupError), engine.rebuild() as fresh:
                fresh.index([samples.page("1", "Permesso")])
                raise LookupError
        names = engine.client.indices.get(index=f"{engine.names.prefix}*").body
        assert len(names) == 3  # pages, words, the state of rebuilds
        count = engine.client.count(index=engine.names.control)
        assert count["count"] == 1

    def test_a_rebuild_whose_process_died_does_not_stand_in_the_way(
        self, connect: Callable[[], ElasticEngine], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = connect()
        engine.index([samples.page("1", "Permesso")])
        dead = engine.rebuild()
        dead.__enter__().index([samples.page("9", "Ospedale")])
        monkeypatch.setattr("search.engines.elastic.control.lives", lambda pid: False)
        with connect().rebuild() as fresh:
            fresh.index([samples.page("2", "Permesso")])
            with pytest.raises(EngineError, match="taken over"):
                dead.__exit__(None, None, None)
        assert engine.revisions("it") == {"2": ""}
        assert len(engine.client.indices.get(index=f"{engine.names.prefix}-*").body) == 2


@pytest.mark.service
def test_both_find_the_same(tmp_path: Path, elasticsearch_url: str) -> None:
    """Pages, totals and facets are equal for any query; scores nearly so."""
    chance = random.Random(2026)
    pages = samples.random_pages(chance, 300)
    with connected(elasticsearch_url) as connect:
        engines: list[Engine] = [Fts5Engine(tmp_path), connect()]
        for each in engines:
            each.index(pages)
            each.delete("it", [f"p{number}" for number in range(0, 300, 7)])
            with each.rebuild() as fresh:
                fresh.index(row for number, row in enumerate(pages) if number % 7)
        found = 0
        for _ in range(200):
            query = samples.random_query(chance)
            own, other = (each.search(query) for each in engines)
            assert (own.total, own.facets) == (other.total, other.facets), query
            scores = {hit.id: hit.score for hit in own.hits}
            assert scores.keys() == {hit.id for hit in other.hits}, query
            for hit in other.hits:
                # They differ by the steps of the levels, and of the lengths that Lucene keeps.
                assert hit.score == pytest.approx(scores[hit.id], rel=0.2, abs=0.2), query
            found += own.total
    assert found > 1000


@pytest.mark.service
def test_both_count_a_word_that_is_its_own_stem_alike(
    tmp_path: Path, elasticsearch_url: str
) -> None:
    """The embedded index keeps it once for both fields; the steps of its levels are all that differs."""
    pages = [
        samples.page(f"{n}", "Pagina", "internet " * times + "altro " * others)
        for n, (times, others) in enumerate([(1, 9), (2, 8), (5, 5), (1, 40), (0, 9), (0, 20)])
    ]
    with connected(elasticsearch_url) as connect:
        engines: list[Engine] = [Fts5Engine(tmp_path), connect()]
        for each in engines:
            with each.rebuild() as fresh:
                fresh.index(pages)
        for weights in ({"stems": 1.0}, {"words": 1.0}, {"stems": 1.0, "words": 0.3}):
            own, other = (
                {hit.id: hit.score for hit in samples.ask(each, "internet", weights=weights).hits}
                for each in engines
            )
            assert sorted(own) == ["0", "1", "2", "3"], weights
            assert own == pytest.approx(other, rel=0.1), weights


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("http://search", "http://search:9200"),
        ("https://u:p@search.example/es", "https://search.example:443/es"),
        ("http://[::1]:9201", "http://[::1]:9201"),
    ],
)
def test_an_address_may_leave_out_its_port(url: str, meant: str) -> None:
    (node,) = ElasticEngine([url]).client.transport.node_pool.all()
    assert node.base_url == meant


def test_a_server_that_never_answers_costs_a_second() -> None:
    """The search is over, with an error, long before any other time-out."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = ElasticEngine([f"http://127.0.0.1:{silent.getsockname()[1]}"], "test")
        start = time.monotonic()
        with pytest.raises(EngineError):
            samples.ask(engine, "permesso")
        assert time.monotonic() - start < PATIENCE
        assert not engine.health().well


@pytest.fixture
def uncollected() -> Iterator[None]:
    """No garbage of other tests is collected where no call is left for what ends with it."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>It works!</html>"), (200, b"{}"), (200, b"[]"), (200, b"null"), (200, b""),
        (200, b'{"hits": {"total": {"value": "many"}, "hits": []}}'),
        (200, b'{"hits": {"total": {"value": 1}, "hits": [{}]}}'), (200, b'{"timed_out": true}'),
        (200, NOT_ALL),
        (200, b"[" * 100_000), (500, b"oops"), (503, b"{}"), (403, b'{"error": "no"}'), (302, b""),
    ],
)  # fmt: skip
def test_rubbish_is_an_error_of_the_engine(status: int, body: bytes) -> None:
    """Whatever stands at the address, and whatever it says."""

    class Rubbish(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("x-elastic-product", "Elasticsearch")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_HEAD = answer  # noqa: N815

        def log_message(self, *_args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Rubbish) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        engine = ElasticEngine([f"http://127.0.0.1:{server.server_port}"], "test")
        calls: list[Callable[[], object]] = [
            lambda: samples.ask(engine, "permesso"),
            lambda: samples.type_in(engine, "permesso", typing=True),
        ]
        for call in calls:
            with pytest.raises(EngineError):
                call()
        with contextlib.suppress(EngineError):
            engine.index([samples.page("1", "Permesso")])
            engine.revisions("it")
            engine.indexes()
            engine.delete("it", ["1"])
        engine.health()
        server.shutdown()


def test_few_pages_are_counted_as_many_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values of few pages are read one by one, of many from bitmaps: nobody can tell which."""
    chance, engine = random.Random(7), Fts5Engine(tmp_path)
    engine.index(samples.random_pages(chance, 40))
    for query in [samples.random_query(chance) for _number in range(60)]:
        few = engine.search(query).facets
        with monkeypatch.context() as patch:
            patch.setattr(facets, "FEW", -1)
            assert engine.search(query).facets == few
