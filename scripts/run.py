"""`make run`: set up what is missing, then serve the site and work off its background tasks."""

import fcntl
import http.client
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from scripts import children, environment, prepare
from scripts.console import RefusalError, complain, say
from scripts.paths import ROOT, VENV, VENV_PYTHON, ensure_writable, project_environment, var_dir
from scripts.supervise import Program, Supervisor

HOST = "127.0.0.1"
HIGHEST_PORT = 65_535
SERVER_ERROR = 500
THREADS = 4
SIGN_INS = "admin, publisher, officer, translator-ar, organisation"
PASSWORD = "approdo-demo-2026"  # noqa: S105 - the demonstration's, printed for everybody


def wanted_port(text: str) -> int:
    """The port asked for, or a refusal that says what a port is."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_PORT):
        raise RefusalError(f"PORT must be a number from 1 to {HIGHEST_PORT}, and is {text!r}.")
    return int(text)


def ensure_free(port: int) -> None:
    """Refuse a port that another program holds, or that this user may not take."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except PermissionError as error:
            raise RefusalError(
                f"This user may not open port {port}. Try: make run PORT=8000"
            ) from error
        except OSError as error:
            other = port + 1 if port < HIGHEST_PORT else port - 1
            raise RefusalError(
                f"Port {port} is taken by another program. Try: make run PORT={other}"
            ) from error


@contextmanager
def mark_running() -> Iterator[None]:
    """Hold a shared lock, so that `make reset` does not pull the folder away from under us."""
    with (var_dir() / ".running.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def answer(port: int) -> int | None:
    """The status with which the site answers at its root; None while it does not answer."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def announce(port: int, started: float, status: int) -> None:
    """Say where the site is and how to sign in."""
    say()
    say(f"Approdo is ready after {time.monotonic() - started:.0f} s.")
    say(f"  Site      http://{HOST}:{port}/")
    say(f"  Admin     http://{HOST}:{port}/admin/")
    say(f"  Sign in   {SIGN_INS}")
    say(f"            password of each: {PASSWORD} (demonstration only)")
    say("  Ctrl-C stops it.")
    if status >= SERVER_ERROR:
        complain(f"The front page answers with status {status}: see the messages above.")


def supervisor(port: int, site_url: str, started: float) -> Supervisor:
    """The server and the worker of this folder."""
    env = project_environment(prepare.SETTINGS, SITE_URL=site_url)
    server: list[str | Path] = [VENV_PYTHON, "-m", "granian", "--interface", "wsgi"]
    server += ["--host", HOST, "--port", str(port), "--workers", "1", "--no-ws"]
    server += ["--blocking-threads", str(THREADS), "--workers-kill-timeout", "3"]
    server += ["--log-level", "warning", "config.wsgi:application"]
    worker: list[str | Path] = [VENV_PYTHON, ROOT / "manage.py", "db_worker", "--no-reload"]
    worker += ["--queue-name", "*", "--no-startup-delay"]
    log = var_dir() / "log" / "worker.log"
    log.unlink(missing_ok=True)
    return Supervisor(
        server=Program("The server", server, env),
        worker=Program("The background worker", worker, env, log),
        status=partial(answer, port),
        on_ready=partial(announce, port, started),
    )


def run() -> int:
    """Refuse what cannot work at once; then set up, then serve."""
    started = time.monotonic()
    port = wanted_port(os.environ.get("PORT") or "8000")
    ensure_free(port)
    ensure_writable(var_dir(), VENV if VENV.exists() else ROOT)
    site_url = os.environ.get("SITE_URL") or f"http://{HOST}:{port}"
    with mark_running():
        environment.prepare()
        prepare.prepare(site_url)
        ensure_free(port)
        say("-> Starting the server and the background worker")
        return supervisor(port, site_url, started).run()


def main() -> int:
    """Run; turn refusals and Ctrl-C into one line."""
    children.interrupt_on_signals()
    try:
        return run()
    except RefusalError as refusal:
        complain(str(refusal))
        return 1
    except KeyboardInterrupt:
        complain("Stopped. The next run goes on from here.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
