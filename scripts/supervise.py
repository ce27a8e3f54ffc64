"""One process that keeps the site's server and the programs beside it alive together.

The server is the site: when it ends, everything ends. The background worker, and a search server
where there is one, are started again when they die, after a pause that doubles each time they die
young.
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
    """A program to keep alive, and where its output goes (None: where ours goes).

    `running` is its process where it runs already.
    """

    name: str
    command: list[str | Path]
    env: dict[str, str] | None = None
    log: Path | None = None
    running: subprocess.Popen[str] | None = None

    def start(self) -> subprocess.Popen[str]:
        """Start it; the first time, what runs already is taken over."""
        process, self.running = self.running, None
        if process is not None:
            return process
        if self.log is None:
            return children.start(self.command, self.env)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8") as log:
            return children.start(self.command, self.env, log)


@dataclass
class Kept:
    """A program that is started again when it dies."""

    program: Program
    process: subprocess.Popen[str]
    started: float = field(default_factory=time.monotonic)
    pause: float = 0.0
    due: float = 0.0


@dataclass
class Supervisor:
    """Starts all programs, watches them, and ends them on a signal.

    `status` asks the server for an answer (None: not yet); `on_ready` is told the first one.
    `beside` are started before the server, the worker after it. `clock` does what is due and ends;
    it is started every `interval` seconds, never twice at once.
    """

    server: Program
    worker: Program
    status: Callable[[], int | None]
    on_ready: Callable[[int], None]
    beside: list[Program] = field(default_factory=list)
    clock: Program | None = None
    interval: float = 60.0
    patience: float = 60.0
    first_pause: float = 1.0
    longest_pause: float = 30.0
    grown_up: float = 60.0
    _site: subprocess.Popen[str] | None = None
    _kept: list[Kept] = field(default_factory=list)
    _ticking: subprocess.Popen[str] | None = None
    _next_tick: float = 0.0
    _stopping: bool = False

    def run(self) -> int:
        """Run until stopped (0) or until the server fails (1)."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            for program in self.beside:
                self._keep(program)
            self._site = self.server.start()
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
        code = self._site.poll() if self._site else None
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
        """Keep the others alive until we are stopped or the server ends."""
        self._keep(self.worker)
        self._next_tick = time.monotonic() + self.interval
        while not self._stopping:
            if self._server_ended():
                return 1
            for kept in self._kept:
                self._mend(kept)
            self._tick()
            time.sleep(TICK)
        return 0

    def _tick(self) -> None:
        """Start the clock's program when its time has come and the last one has ended."""
        now = time.monotonic()
        if self.clock is None or now < self._next_tick:
            return
        if self._ticking is None or self._ticking.poll() is not None:
            self._ticking = self.clock.start()
        self._next_tick = now + self.interval

    def _keep(self, program: Program) -> None:
        """Start a program and keep it in sight."""
        self._kept.append(Kept(program, program.start()))

    def _mend(self, kept: Kept) -> None:
        """When a program has died: plan its next start, and start it once the pause is over."""
        code = kept.process.poll()
        now = time.monotonic()
        if code is None:
            return
        if kept.due == 0.0:
            young = now - kept.started < self.grown_up
            longer = min(kept.pause * 2, self.longest_pause)
            kept.pause = max(longer, self.first_pause) if young else self.first_pause
            kept.due = now + kept.pause
            where = f" Its last words: {kept.program.log}" if kept.program.log else ""
            complain(
                f"{kept.program.name} ended (code {code}); "
                f"it starts again in {kept.pause:.0f} s.{where}"
            )
        elif now >= kept.due:
            kept.process = kept.program.start()
            kept.started, kept.due = now, 0.0

    def _end(self) -> None:
        """Ask all to end, then see to it."""
        if self._stopping:
            say("Stopping.")
        running = [self._site] if self._site else []
        running += [kept.process for kept in self._kept]
        running += [self._ticking] if self._ticking else []
        for process in running:
            if process.poll() is None:
                process.terminate()
        for process in running:
            children.stop(process)
