"""One real server of the site for the browser tests, as `make run` starts it, and its static files."""

import contextlib
import fcntl
import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from scripts import children, prepare, run
from scripts.paths import ROOT
from scripts.stamps import digest
from tests import demo

PATIENCE = 120.0
SERVER_ERROR = 500


def free_port() -> int:
    """A port of this machine that nobody holds now."""
    with socket.socket() as trial:
        trial.bind((run.HOST, 0))
        port: int = trial.getsockname()[1]
        return port


def static_files() -> Path:
    """The collected static files, collected once for each state of what they are made from."""
    target = demo.FOLDER / f"static-{digest(prepare.static_inputs())[:16]}"
    with (demo.FOLDER / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            for old in demo.FOLDER.glob("static-*"):
                shutil.rmtree(old, ignore_errors=True)
            draft = demo.FOLDER / "static-draft"
            collect(draft)
            (draft / "static").rename(target)
            shutil.rmtree(draft)
    return target


def collect(var: Path) -> None:
    """Run collectstatic into `static` below a folder. Raises RuntimeError with its last words."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "collectstatic", "--noinput", "-v", "0"],
        env=demo.environment(var / "none.sqlite3", var),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The static files could not be collected:\n{done.stderr}")


def database(worker: str) -> Path:
    """A copy of the demonstration database."""
    with demo.alone():
        return demo.copy(f"browser-{worker}")


def var_folder(worker: str) -> Path:
    """A fresh folder for what the server writes, with the static files linked into it."""
    var = demo.FOLDER / f"browser-{worker}"
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True)
    (var / "static").symlink_to(static_files(), target_is_directory=True)
    with demo.alone():
        shutil.copytree(demo.index(), var / "search")
    return var


def is_alive(port: int) -> bool:
    """Whether the server says so."""
    connection = http.client.HTTPConnection(run.HOST, port, timeout=30)
    try:
        connection.request("GET", "/-/live")
        return connection.getresponse().status < SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait(server: "subprocess.Popen[str]", port: int, log: Path) -> None:
    """Wait until the server answers. Raises RuntimeError with its log if it never does."""
    end = time.monotonic() + PATIENCE
    while not is_alive(port):
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"The server did not start:\n{log.read_text(encoding='utf-8')}")
        time.sleep(0.1)


@contextlib.contextmanager
def served(worker: str, settings: dict[str, str] | None = None) -> Iterator[str]:
    """A running site of one test process; gives its origin, such as http://127.0.0.1:41234.

    `settings` are variables of its environment.
    """
    path, var, port = database(worker), var_folder(worker), free_port()
    origin = f"http://{run.HOST}:{port}"
    command: list[str | Path] = [sys.executable, "-m", "granian", "--interface", "wsgi"]
    command += ["--host", run.HOST, "--port", str(port), "--workers", "1", "--no-ws"]
    command += ["--blocking-threads", str(run.THREADS), "--workers-kill-timeout", "3"]
    command += ["--log-level", "warning", "config.wsgi:application"]
    log = var / "server.log"
    with log.open("w", encoding="utf-8") as output:
        env = demo.environment(path, var) | {"SITE_URL": origin} | (settings or {})
        server = children.start(command, env, output)
    try:
        wait(server, port, log)
        yield origin
    finally:
        children.stop(server)


@contextlib.contextmanager
def working(worker: str, origin: str) -> Iterator[None]:
    """The background worker beside a site of `served`, as `make run` starts it.

    What loading the demonstration left to do is done first: no test waits behind it.
    """
    database, var = demo.FOLDER / f"browser-{worker}.sqlite3", demo.FOLDER / f"browser-{worker}"
    once = ("db_worker", "--batch", "--no-startup-delay", "--no-reload", "--queue-name", "*")
    demo.run(database, var, *once)
    env = demo.environment(database, var) | {"SITE_URL": origin}
    command: list[str | Path] = [sys.executable, ROOT / "manage.py", "db_worker", "--no-reload"]
    command += ["--queue-name", "*", "--no-startup-delay"]
    with (var / "worker.log").open("w", encoding="utf-8") as output:
        process = children.start(command, env, output)
    try:
        yield
    finally:
        children.stop(process)
