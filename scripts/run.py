"""`make run`: set up what is missing, then serve the site and work off its background tasks.

`SEARCH=elasticsearch` starts a search server beside it; without it search needs nothing more.
"""

import fcntl
import http.client
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from scripts import children, elasticsearch, environment, prepare
from scripts.console import RefusalError, complain, say, step
from scripts.paths import ROOT, VENV, VENV_PYTHON, ensure_writable, project_environment, var_dir
from scripts.supervise import Program, Supervisor

HOST = "127.0.0.1"
HIGHEST_PORT = 65_535
SERVER_ERROR = 500
THREADS = 4
SEARCH = ("fts5", "elasticsearch")
SIGN_INS = "admin, publisher, officer, editor, translator-ar, reviewer-ar, organisation"
PASSWORD = "approdo-demo-2026"  # noqa: S105 - the demonstration's, printed for everybody


def wanted_port(text: str) -> int:
    """The port asked for, or a refusal that says what a port is."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= HIGHEST_PORT):
        raise RefusalError(f"PORT must be a number from 1 to {HIGHEST_PORT}, and is {text!r}.")
    return int(text)


def wanted_search(text: str) -> str:
    """The search engine asked for, or a refusal that says which there are."""
    if text not in SEARCH:
        raise RefusalError(f"SEARCH must be {' or '.join(SEARCH)}, and is {text!r}.")
    return text


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


@contextmanager
def search_server() -> Iterator[Program]:
    """Elasticsearch on this machine, its data in var/; the site is told its address."""
    elasticsearch.ensure()
    node = elasticsearch.prepare_node(var_dir() / "elasticsearch" / "node")
    with ExitStack() as stack, step("Starting Elasticsearch"):
        node.log.unlink(missing_ok=True)
        node.start()
        stack.callback(node.stop)
        elasticsearch.wait([node])
        after = stack.pop_all()
    os.environ.update(SEARCH_ENGINE="elasticsearch", ELASTICSEARCH_URLS=node.url)
    with after:
        yield Program("Elasticsearch", node.command(), log=node.log, running=node.process)


def fill_search() -> None:
    """Have the search server hold what the site holds; nothing is lost if that fails."""
    with step("Comparing the search server with the site"):
        command: list[str | Path] = [VENV_PYTHON, ROOT / "manage.py", "search", "reconcile"]
        if children.run(command, project_environment(prepare.SETTINGS)):
            complain("The search server is not complete; the embedded index answers meanwhile.")


def supervisor(
    port: int, site_url: str, started: float, beside: list[Program] | None = None
) -> Supervisor:
    """The server and the worker of this folder, and what runs beside them."""
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
        beside=beside or [],
        clock=Program("The clock", [VENV_PYTHON, ROOT / "manage.py", "tick"], env, log),
    )


def run() -> int:
    """Refuse what cannot work at once; then set up, then serve."""
    started = time.monotonic()
    search = wanted_search(os.environ.get("SEARCH") or SEARCH[0])
    port = wanted_port(os.environ.get("PORT") or "8000")
    ensure_free(port)
    ensure_writable(var_dir(), VENV if VENV.exists() else ROOT)
    site_url = os.environ.get("SITE_URL") or f"http://{HOST}:{port}"
    with mark_running(), ExitStack() as stack:
        environment.prepare()
        beside = []
        if search == "elasticsearch":
            beside.append(stack.enter_context(search_server()))
        prepare.prepare(site_url)
        if beside:
            fill_search()
        ensure_free(port)
        say("-> Starting the server and the background worker")
        return supervisor(port, site_url, started, beside).run()


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
