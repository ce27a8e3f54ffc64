"""One process that keeps the site's server and its background worker alive together.

The server is the site: when it ends, everything ends. The worker is started again when it dies,
after a pause that doubles each time it dies young.
"""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from scripts import children
from scripts.console import complain, say

TICK = 0.1


@dataclass
class Program:
    """A program to keep alive, and where its output goes (None: where ours goes)."""

    name: str
    command: list[str | Path]
    env: dict[str, str] | None = None
    log: Path | None = None

    def start(self) -> subprocess.Popen[str]:
        """Start it."""
        if self.log is None:
            return children.start(self.command, self.env)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8") as log:
            return children.start(self.command, self.env, log)


@dataclass
class Supervisor:
    """Starts both programs, watches them, and ends both on a signal.

    `status` asks the server for an answer (None: not yet); `on_ready` is told the first one.
    """

    server: Program
    worker: Program
    status: Callable[[], int | None]
    on_ready: Callable[[int], None]
    patience: float = 60.0
    first_pause: float = 1.0
    longest_pause: float = 30.0
    grown_up: float = 60.0
    _running: dict[str, subprocess.Popen[str]] = field(default_factory=dict)
    _stopping: bool = False
    _pause: float = 0.0
    _worker_started: float = 0.0
    _worker_due: float = 0.0

    def run(self) -> int:
        """Run until stopped (0) or until the server fails (1)."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            self._running["server"] = self.server.start()
            if not self._wait_for_server():
                return 0 if self._stopping else 1
            return self._watch()
        except OSError as error:
            complain(f"A program of the site could not be started: {error}")
            return 1
        finally:
            self._end()

    def _stop(self, _number: int, _frame: object) -> None:
        """Note that we were asked to end; the loops below see it."""
        self._stopping = True

    def _server_ended(self) -> bool:
        """Whether the server is gone; says so."""
        code = self._running["server"].poll()
        if code is not None and not self._stopping:
            complain(f"{self.server.name} ended (code {code}), so the site is stopped.")
        return code is not None

    def _wait_for_server(self) -> bool:
        """Wait until the server answers; False if it ends, takes too long or we are stopped."""
        deadline = time.monotonic() + self.patience
        while not self._stopping and not self._server_ended():
            status = self.status()
            if status is not None:
                self.on_ready(status)
                return True
            if time.monotonic() > deadline:
                complain(f"{self.server.name} did not answer within {self.patience:.0f} s.")
                return False
            time.sleep(TICK)
        return False

    def _watch(self) -> int:
        """Keep the worker alive until we are stopped or the server ends."""
        self._start_worker()
        while not self._stopping:
            if self._server_ended():
                return 1
            self._mend_worker()
            time.sleep(TICK)
        return 0

    def _start_worker(self) -> None:
        """Start the worker and note when."""
        self._running["worker"] = self.worker.start()
        self._worker_started = time.monotonic()
        self._worker_due = 0.0

    def _mend_worker(self) -> None:
        """When the worker has died: plan its next start, and start it once the pause is over."""
        code = self._running["worker"].poll()
        now = time.monotonic()
        if code is None:
            return
        if self._worker_due == 0.0:
            young = now - self._worker_started < self.grown_up
            longer = min(self._pause * 2, self.longest_pause)
            self._pause = max(longer, self.first_pause) if young else self.first_pause
            self._worker_due = now + self._pause
            where = f" Its last words: {self.worker.log}" if self.worker.log else ""
            complain(
                f"{self.worker.name} ended (code {code}); "
                f"it starts again in {self._pause:.0f} s.{where}"
            )
        elif now >= self._worker_due:
            self._start_worker()

    def _end(self) -> None:
        """Ask both to end, then see to it."""
        if self._stopping:
            say("Stopping.")
        for process in self._running.values():
            if process.poll() is None:
                process.terminate()
        for process in self._running.values():
            children.stop(process)
