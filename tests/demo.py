"""The demonstration database: built once from the data files, copied for every test process."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "test"
APPS = (
    "accounts", "core", "directory", "editorial", "events", "facts", "glossary", "guides", "home",
    "media", "news", "projects", "search", "taxonomy", "translations", "volunteering",
)  # fmt: skip


def _inputs() -> list[Path]:
    """Every file that decides what the database holds: data, migrations and what loads them."""
    found = [*(ROOT / "data").rglob("*.yaml"), *(ROOT / "data").rglob("*.json")]
    found += (ROOT / "data").rglob("*.po")
    for app in APPS:
        found += (ROOT / app / "migrations").glob("*.py")
        found += (ROOT / app / "management").rglob("*.py")
    found += (ROOT / "home" / "demo").glob("*.py")
    found += (ROOT / "core" / "blocks").glob("*.py")
    found += [ROOT / "taxonomy" / name for name in ("loading.py", "localized.py")]
    found += [ROOT / "delivery" / "management" / "commands" / "setup.py"]
    return [path for path in sorted(found) if "__pycache__" not in path.parts]


def _stamp() -> str:
    digest = hashlib.sha256()
    for path in _inputs():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def _index_stamp() -> str:
    """Changes with everything the search index is made from."""
    code = [*(ROOT / "search").rglob("*.py"), *(ROOT / "search" / "analysis").rglob("*.txt")]
    code += [ROOT / "core" / "search_entries.py", *(ROOT / "core" / "models").glob("*.py")]
    for app in APPS:
        code += (ROOT / app / "models").rglob("*.py")
        code += (ROOT / app).glob("models.py")
    digest = hashlib.sha256(_stamp().encode())
    for path in sorted(set(code)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def environment(database: Path, var: Path) -> dict[str, str]:
    """The environment of a process of the site that works on this database."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": f"sqlite:///{database}",
        "APPRODO_VAR": str(var),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "EMAIL_URL": "dummymail://",
        "APPLICATIONS_PUBLIC_KEY": settings.APPLICATIONS_PUBLIC_KEY,
        "APPLICATIONS_PRIVATE_KEYS": ",".join(settings.APPLICATIONS_PRIVATE_KEYS),
    }


def run(database: Path, var: Path, *command: str) -> None:
    """Run a command of the site. Raises RuntimeError with its output when it fails."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command],
        env=environment(database, var), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}\n{done.stderr}")


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One process at a time builds or copies the demonstration."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def index() -> Path:
    """The folder of the demonstration's search index, built when its inputs changed.

    One process at a time: the caller is `alone`.
    """
    target = FOLDER / f"index-{_index_stamp()}"
    if target.exists():
        return target
    for old in FOLDER.glob("index-*"):
        shutil.rmtree(old)
    var = FOLDER / "draft-index"
    shutil.rmtree(var, ignore_errors=True)
    var.mkdir()
    shutil.copy(build(), var / "demo.sqlite3")
    run(var / "demo.sqlite3", var, "search", "rebuild")
    (var / "search").rename(target)
    shutil.rmtree(var)
    return target


def build() -> Path:
    """The path of the demonstration database, built when its inputs changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    target = FOLDER / f"demo-{_stamp()}.sqlite3"
    if target.exists():
        return target
    for old in FOLDER.glob("demo-*.sqlite3"):
        old.unlink()
    draft = FOLDER / "demo-draft.sqlite3"
    for path in FOLDER.glob("demo-draft.sqlite3*"):
        path.unlink()
    run(draft, FOLDER / "draft-var", "setup", "--no-static")
    # What `setup` leaves to the worker (the links of all pages): once here, not before every walk with a worker.
    run(draft, FOLDER / "draft-var", "db_worker", "--batch", "--no-startup-delay", "--no-reload",
        "--queue-name", "*")  # fmt: skip
    with sqlite3.connect(draft) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    draft.rename(target)
    return target


def copy(name: str) -> Path:
    """A fresh copy of the demonstration database for one process."""
    path = FOLDER / f"{name}.sqlite3"
    for old in FOLDER.glob(f"{name}.sqlite3*"):
        old.unlink()
    shutil.copy(build(), path)
    return path


def main() -> None:
    """Build the database and the index, so that no test has to wait for them."""
    import django

    django.setup()
    with alone():
        index()


if __name__ == "__main__":
    main()
