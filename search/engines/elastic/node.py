"""A node of the cluster whose answers come in time or not at all."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from elastic_transport import ConnectionTimeout, Urllib3HttpNode

from search.engines.base import EngineError
from search.engines.budget import left

MOST_REQUESTS = 64  # of a process at a time, those that nobody waits for any more among them

T = TypeVar("T")
_room = threading.BoundedSemaphore(MOST_REQUESTS)


def in_thread(call: Callable[[], T], name: str) -> "Future[T]":
    """What a call will give. No process waits for it when it ends."""
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            result = call()
        except BaseException as error:  # noqa: BLE001 – it is raised where the outcome is taken
            outcome.set_exception(error)
        else:
            outcome.set_result(result)

    threading.Thread(target=run, name=name, daemon=True).start()
    return outcome


class PunctualNode(Urllib3HttpNode):
    """Gives a request what is left of the time of its question, and its own time-out at most.

    That is the whole time, whatever the server does. The time-outs of sockets say only how long no
    byte may come, and nothing of the search for an address. So a request runs in a thread of its
    own; one that is given up ends there.
    """

    share = 1.0  # of the time that is left for one attempt

    def perform_request(
        self, method: str, target: str, body: Any = None, headers: Any = None,
        request_timeout: Any = None,
    ) -> Any:  # fmt: skip
        """Ask the server. Raises `EngineError` without asking when no time is left."""
        stated = isinstance(request_timeout, int | float)
        most = float(request_timeout if stated else self.config.request_timeout or 1)
        seconds = left(most) * self.share
        ask = super().perform_request
        if not _room.acquire(blocking=False):
            raise EngineError("Elasticsearch: too many requests were never answered")

        def call() -> Any:
            try:
                return ask(method, target, body, headers, seconds)
            finally:
                _room.release()

        try:
            answer = in_thread(call, "elasticsearch")
        except RuntimeError:  # no thread was to be had
            _room.release()
            raise
        try:
            return answer.result(seconds)
        except TimeoutError as error:
            raise ConnectionTimeout("no whole answer in time", errors=(error,)) from error


class PunctualNodeOfSeveral(PunctualNode):
    """When it hangs, another still has half of the time."""

    share = 0.5
