"""Bring the folder into the state the site needs: messages, database, content, static files.

Each part is skipped when nothing it is made from has changed. The database is looked at, not
remembered: if it is gone, is another one or lacks a migration, it is set up again.
"""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from scripts import children
from scripts.console import RefusalError, say, step
from scripts.paths import ROOT, VENV_PYTHON, project_environment, setting, var_dir
from scripts.stamps import Stamps, digest, files_below

SETTINGS = "config.settings.dev"
SETUP: list[str | Path] = [VENV_PYTHON, ROOT / "manage.py", "setup"]


@contextmanager
def alone() -> Iterator[None]:
    """Let one set-up at a time work in the folder; a second one waits for the first."""
    with (var_dir() / ".setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("-> Waiting for another set-up in this folder")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrations() -> set[tuple[str, str]]:
    """The migrations of the project's own apps."""
    return {
        (path.parent.parent.name, path.stem)
        for path in ROOT.glob("*/migrations/*.py")
        if path.stem != "__init__"
    }


def database_birth(path: Path) -> str | None:
    """When the database was made; None if it is missing, broken or behind the migrations."""
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True)) as connection:
            rows = connection.execute("SELECT app, name, applied FROM django_migrations").fetchall()
    except sqlite3.Error:
        return None
    if not rows or migrations() - {(app, name) for app, name, _ in rows}:
        return None
    return str(min(applied for _, _, applied in rows))


def content_inputs() -> list[Path]:
    """What the database and its content are made from: the shipped data and the code."""
    code = [path for path in files_below(ROOT, "*.py") if path.parts[len(ROOT.parts)] != "tests"]
    return files_below(ROOT / "data") + code + [ROOT / "requirements.txt"]


def static_inputs() -> list[Path]:
    """What the collected static files are made from: our own, and those of the packages."""
    folders = [folder for folder in ROOT.glob("*/static") if folder.parent != var_dir()]
    own = [path for folder in folders for path in files_below(folder)]
    makers = [ROOT / "delivery" / "static.py", ROOT / "site" / "config" / "settings" / "base.py"]
    return [*own, *makers, ROOT / "requirements.txt"]


def content_stamp(inputs: str) -> str | None:
    """What is stamped when the database is set up; None if there is no such database."""
    if setting("DATABASE_URL"):
        return None
    birth = database_birth(var_dir() / "approdo.sqlite3")
    return birth and f"{inputs} {birth}"


def compile_messages() -> None:
    """Compile the catalogues that changed."""
    if children.run([VENV_PYTHON, ROOT / "scripts" / "compile_messages.py"]):
        raise RefusalError("Set-up stopped: a catalogue in locale/ is broken (named above).")


def set_up_content(env: dict[str, str]) -> None:
    """Migrate and load what the site ships with."""
    with step("Setting up the database and the content"):
        if children.run([*SETUP, "--no-static"], env):
            raise RefusalError(
                "Set-up stopped at the step above. What was finished is kept: run it again, "
                "or start afresh with `make reset`."
            )


def make_keys(env: dict[str, str]) -> None:
    """Keep a pair of keys for answers to calls in var/, if there is none."""
    path = var_dir() / "applications.json"
    command: list[str | Path] = [VENV_PYTHON, ROOT / "manage.py", "makekeys", "--into", path]
    if not path.exists() and children.run(command, env):
        raise RefusalError(f"No keys for answers to calls could be written to {path}.")


@contextmanager
def static_files(env: dict[str, str], *, due: bool) -> Iterator[None]:
    """Collect the static files, if they are due, while something else is done."""
    if not due:
        yield
        return
    path = var_dir() / "log" / "static.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    say("-> Collecting the static files")
    with path.open("w", encoding="utf-8") as log:
        process = children.start([*SETUP, "--no-content"], env, log)
    try:
        yield
        failed = process.wait()
    finally:
        children.stop(process)
    if failed:
        last = path.read_text(encoding="utf-8").strip().splitlines()[-1:]
        raise RefusalError(f"Static files could not be collected: {' '.join(last)} (see {path})")


def prepare(site_url: str) -> None:
    """Have the database, the content and the static files in place."""
    stamps = Stamps(var_dir() / "stamps.json")
    env = project_environment(SETTINGS, SITE_URL=site_url)
    with alone():
        compile_messages()
        make_keys(env)
        static, inputs = digest(static_inputs()), digest(content_inputs())
        collected = (var_dir() / "static" / "staticfiles.json").exists()
        with static_files(env, due=not (collected and stamps.fits("static", static))):
            content = content_stamp(inputs)
            if content is None or not stamps.fits("content", content):
                set_up_content(env)
                stamps.write("content", content_stamp(inputs) or "")
        stamps.write("static", static)
