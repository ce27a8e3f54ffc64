"""A real PostgreSQL for the tests: Debian's, as an unprivileged user, on a Unix socket.

Nobody but this machine's own user reaches it: it listens on no address. It is not asked to
survive a power cut, which makes it quick.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from scripts import tools
from tests.services.browser import require

NAME = f"PostgreSQL {tools.OLDEST_POSTGRESQL} (Debian's package)"
PATIENCE = 60.0
MOST_CONNECTIONS = 260
QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB"]
UNPRIVILEGED = ("postgres", "nobody")


def _user() -> str | None:
    """Who runs the server: PostgreSQL refuses root, everybody else runs it as himself."""
    if os.geteuid():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


def _run(*command: str | Path) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=_user(), cwd="/", env={"PATH": os.environ["PATH"]},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}\n{done.stderr}")


@contextmanager
def running() -> Iterator[str]:
    """A server of its own; gives the DATABASE_URL of an empty database.

    Without the program the test is skipped, in plain words; in CI it fails.
    """
    programs = require(NAME, tools.postgresql())
    folder = Path(tempfile.mkdtemp(prefix="approdo-postgresql-"))
    try:
        user = _user()
        if user:
            shutil.chown(folder, user)
        data, socket, log = folder / "data", folder, folder / "log"
        _run(programs / "initdb", "--pgdata", data, "--username", "approdo", "--auth", "trust",
             "--encoding", "UTF8", "--no-locale", "--no-sync")  # fmt: skip
        options = ["listen_addresses=''", f"max_connections={MOST_CONNECTIONS}", *QUICK]
        settings = " ".join(f"-c {option}" for option in options)
        _run(programs / "pg_ctl", "start", "--pgdata", data, "--log", log, "--wait",
             "--timeout", str(int(PATIENCE)), "-o", f"{settings} -k {socket}")  # fmt: skip
        try:
            _run(programs / "createdb", "--host", socket, "--username", "approdo", "approdo")
            yield f"postgres://approdo@/approdo?host={quote(str(socket))}"
        finally:
            _run(programs / "pg_ctl", "stop", "--pgdata", data, "--mode", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
