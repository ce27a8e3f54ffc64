"""A slow line in front of the site: pages arrive a few letters at a time, whatever the machine's load.

Browsers paint what has come so far, so every place where a page can be cut is painted once. What
moves when the next piece comes shows here each time, and on a loaded machine only now and then.
"""

import contextlib
import http.server
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import ClassVar

from playwright.sync_api import Page

PAUSE = 0.02  # a little more than a frame of a screen
PIECES = 120  # what follows is far below the first screen
SHIFTS = """() => new Promise(done => {
    const found = []
    const name = node => !node ? 'gone' : node.tagName ? `${node.tagName}.${node.classList}`
        : `"${node.data.trim()}" in ${node.parentElement?.tagName}`
    const add = entries => entries.forEach(entry => found.push(
        `${entry.value} ${entry.sources.map(source => name(source.node))}`))
    const observer = new PerformanceObserver(list => add(list.getEntries()))
    observer.observe({type: 'layout-shift', buffered: true})
    setTimeout(() => { add(observer.takeRecords()); done(found) }, 100)
})"""


def shifts(page: Page) -> list[str]:
    """Every layout shift of the page so far: how much, and which elements moved."""
    found: list[str] = page.evaluate(SHIFTS)
    return found


def pieces(html: str, start: str) -> list[str]:
    """The page cut before every tag that follows `start`; all before in one, the tail in one."""
    head, mark, rest = html.partition(start)
    cut = re.split("(?=<)", rest)
    return [head + mark, *cut[:PIECES], "".join(cut[PIECES:])]


class Line(http.server.BaseHTTPRequestHandler):
    """Hands a site's answers on: pages in pieces, everything else at once."""

    protocol_version = "HTTP/1.1"
    origin: ClassVar[str]
    start: ClassVar[str]

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Ask the site and pass its answer on."""
        ask = urllib.request.Request(self.origin + self.path)  # noqa: S310
        try:
            answer = urllib.request.urlopen(ask)  # noqa: S310
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            body, kind = answer.read(), answer.headers.get("Content-Type", "")
        parts = [body]
        if "html" in kind:
            parts = [part.encode() for part in pieces(body.decode(), self.start) if part]
        self.send_response(answer.status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            for part in parts:
                self.wfile.write(part)
                self.wfile.flush()
                time.sleep(PAUSE if len(parts) > 1 else 0)


@contextlib.contextmanager
def slow(origin: str, start: str = "<main") -> Iterator[str]:
    """The address of a slow line to a site; pages are cut after `start`."""
    line = type("SlowLine", (Line,), {"origin": origin, "start": start})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), line)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
