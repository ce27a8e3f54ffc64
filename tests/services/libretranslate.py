"""A stand-in for a LibreTranslate server, which cannot be had here: it speaks its protocol over HTTP on
this machine (POST /translate with q, source, target, format; `translatedText` in the answer) and
“translates” by putting each sentence into brackets of the language. Faults are ordered by `answers`.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Change = Callable[[str, str], str]


def bracketed(text: str, target: str) -> str:
    """The sentence as the stand-in translates it."""
    return f"[{target}] {text}"


class Service(ThreadingHTTPServer):
    """`asked` are the bodies it got. `fault` is a status, "slow" or "garbage" for the next answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, Any]] = []
        self.faults: list[Any] = []
        self.translate: Change = bracketed
        self.let_go = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Service

    def log_message(self, *_args: Any) -> None:
        """Nothing is printed."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/translate" or body["format"] != "html":
            return self.answer(404, b"{}")
        self.server.asked.append(body)
        fault = self.server.faults.pop(0) if self.server.faults else None
        if fault == "slow":
            self.server.let_go.wait(10)
            return None
        if fault == "garbage":
            return self.answer(200, b"<html>Welcome to the Wi-Fi</html>")
        if fault == "short":
            return self.answer(200, json.dumps({"translatedText": ["x"]}).encode())
        if fault:
            return self.answer(fault, b'{"error": "no"}')
        said = [self.server.translate(text, body["target"]) for text in body["q"]]
        return self.answer(200, json.dumps({"translatedText": said}).encode())

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served() -> Iterator[Service]:
    """The service on a free port, until the block ends."""
    service = Service()
    thread = threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield service
    finally:
        service.let_go.set()
        service.shutdown()
        thread.join()
        service.server_close()
