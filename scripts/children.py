"""Starting and ending other programs so that none is ever left behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
from pathlib import Path
from typing import IO

from scripts.paths import ROOT

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def _end_with_parent() -> None:
    """Ask the kernel to end this child when its parent goes, even if it is killed."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def start(
    command: list[str | Path],
    env: dict[str, str] | None = None,
    output: IO[str] | int | None = None,
) -> subprocess.Popen[str]:
    """Start a program in a session of its own: Ctrl-C reaches it only through us, once."""
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        text=True,
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 - no threads run here
    )


def stop(process: subprocess.Popen[str], patience: float = 5.0) -> None:
    """End a program and all it started: politely, then, after `patience` seconds, by force."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
    process.wait()


def run(command: list[str | Path], env: dict[str, str] | None = None) -> int:
    """Run a program to its end, its output going where ours goes; end it if we are stopped."""
    process = start(command, env)
    try:
        return process.wait()
    except BaseException:
        stop(process)
        raise


def interrupt_on_signals() -> None:
    """Treat Ctrl-C, SIGTERM and a closed terminal alike, also where the shell ignores Ctrl-C."""

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
