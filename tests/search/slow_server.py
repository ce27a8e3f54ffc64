"""A server that passes for an Elasticsearch of a few words, and takes its time."""

import contextlib
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

FOUND: dict[str, Any] = {
    "_score": 1.0,
    "_source": {"stored": json.dumps(["page:slow", {"url": "/slow/"}, ""])},
}


class SlowServer(http.server.ThreadingHTTPServer):
    """Notes in `asked` what it is asked for: alias, words, counts or pages.

    `before` is called with that before each answer, and may give a status to answer with instead.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.index = "words-1"  # where its words are
        self.words = ["permesso"]
        self.after: list[int] = []  # where each request for words goes on
        self.found = 1  # pages
        self.before: Callable[[str], int | None] = lambda _kind: None
        self.dripping: threading.Event | None = None  # what ends it

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, path: str, body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """What a request asks for, and its answer."""
        if "_alias" in path:
            return "alias", {self.index: {"aliases": {}}}
        if path.startswith(f"/{self.index}/"):
            (after,) = body["search_after"]
            self.after.append(after)
            rows = list(enumerate(self.words))[after + 1 :][: body["size"]]
            hits = [{"_source": {"word": w, "stem": w}, "sort": [n]} for n, w in rows]
            return "words", {"hits": {"hits": hits}}
        if body["size"] == 0:
            clauses = body["aggs"]["counts"]["filters"]["filters"]
            counts = {"buckets": [{"doc_count": 1} for _clause in clauses]}
            return "counts", {"hits": {"total": {"value": 9}}, "aggregations": {"counts": counts}}
        hits = [] if body["from"] else [FOUND] * self.found
        facets = {
            name: {"doc_count": self.found, "values": {"buckets": []}} for name in body["aggs"]
        }
        found = {"total": {"value": self.found}, "hits": hits}
        return "pages", {"hits": found, "aggregations": facets}


class _Handler(http.server.BaseHTTPRequestHandler):
    server: SlowServer

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        kind, answer = self.server.answer(self.path, json.loads(body or b"{}"))
        self.server.asked.append(kind)
        status = self.server.before(kind)
        sent = json.dumps({} if status else answer).encode()
        blanks = 300 if self.server.dripping else 0
        self.send_response(status or 200)
        self.send_header("content-type", "application/json")
        self.send_header("x-elastic-product", "Elasticsearch")
        self.send_header("content-length", str(blanks + len(sent)))
        self.end_headers()
        with contextlib.suppress(OSError):
            for _number in range(blanks):
                self.wfile.write(b" ")
                if self.server.dripping and self.server.dripping.wait(0.01):
                    return
            self.wfile.write(sent)

    do_GET = do_POST = _answer  # noqa: N815

    def log_message(self, *_args: object) -> None:
        pass


@contextlib.contextmanager
def running() -> Iterator[SlowServer]:
    """A server that runs meanwhile."""
    with SlowServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
