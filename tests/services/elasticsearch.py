"""A real Elasticsearch for the tests: one node a test session, shared by its processes.

`APPRODO_TEST_ELASTICSEARCH_URL` names a server that is there already; it is used instead.

@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    with elasticsearch.shared() as url:
        yield url
"""

import fcntl
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from scripts import elasticsearch, elasticsearch_jars, tools
from scripts.console import RefusalError
from scripts.paths import ROOT

NAME = f"Elasticsearch {elasticsearch_jars.VERSION} (from Maven, run by a JDK)"
FOLDER = ROOT / "var" / "test" / "elasticsearch"


def require() -> None:
    """Without Java and Maven the test is skipped, in plain words; in CI it fails."""
    reason = elasticsearch_jars.why_not()
    if not reason:
        try:
            elasticsearch_jars.assemble()
        except RefusalError as refusal:
            reason = str(refusal)
        else:
            return
    message = f"NOT RUN: {NAME}: missing: {reason} (`make test` installs it where it may)."
    if tools.in_ci():
        pytest.fail(f"{message} CI must run everything.", pytrace=False)
    pytest.skip(message)


def test_run() -> str:
    """The name that all processes of one test session have in common."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"alone-{os.getpid()}"


@contextmanager
def shared() -> Iterator[str]:
    """The address of the session's server; the first to ask starts it, and ends it last."""
    given = os.environ.get(tools.ELASTICSEARCH_URL)
    if given:
        yield given.rstrip("/")
        return
    require()
    folder = FOLDER / test_run()
    with ExitStack() as stack:
        with _alone():
            _remove_left_behind(folder)
            folder.mkdir(parents=True, exist_ok=True)
            address = folder / "address"
            if not address.exists():
                # A server of its own: who asks while this one ends starts another beside it.
                own = folder / uuid.uuid4().hex
                stack.callback(shutil.rmtree, own, ignore_errors=True)
                nodes = stack.enter_context(elasticsearch.running(own))
                stack.callback(_when_unused, folder, address)
                address.write_text(nodes[0].url, encoding="utf-8")
            users = stack.enter_context((folder / "users").open("w"))
            fcntl.flock(users, fcntl.LOCK_SH)
            url = address.read_text(encoding="utf-8")
        yield url


@contextmanager
def _alone() -> Iterator[None]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _unused(folder: Path) -> bool:
    """Whether no process of its session is there any more."""
    try:
        with (folder / "users").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _when_unused(folder: Path, address: Path) -> None:
    """Wait for the other processes of the session; from then on nobody finds the server."""
    while True:
        with _alone():
            if _unused(folder):
                address.unlink(missing_ok=True)
                return
        time.sleep(0.1)


def _remove_left_behind(current: Path) -> None:
    """Remove the data of sessions that ended, or were ended by force."""
    for folder in FOLDER.iterdir():
        if folder.is_dir() and folder != current:
            with suppress(OSError):
                if _unused(folder):
                    shutil.rmtree(folder, ignore_errors=True)
