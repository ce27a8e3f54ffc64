"""A step is skipped only when nothing it is made from has changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scripts import prepare
from scripts.stamps import Stamps, digest, files_below


def test_a_digest_sees_content_names_and_words(tmp_path: Path) -> None:
    """Changing, renaming or removing a file, or changing a word, changes the checksum."""
    file = tmp_path / "a.txt"
    file.write_text("one")
    seen = {digest([file]), digest([file], "word")}
    file.write_text("two")
    seen |= {digest([file]), digest([file.rename(tmp_path / "b.txt")]), digest([file])}
    assert len(seen) == 5


def test_what_tools_leave_is_no_input(tmp_path: Path) -> None:
    """Compiled Python must not make a step due."""
    for name in ("kept/a.py", "kept/__pycache__/a.pyc"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("")
    assert files_below(tmp_path) == [tmp_path / "kept" / "a.py"]


def test_stamps_outlive_the_process_and_damage(tmp_path: Path) -> None:
    """A stamp holds for its inputs only; a damaged file counts as none."""
    path = tmp_path / "new" / "stamps.json"
    Stamps(path).write("step", "1")
    assert Stamps(path).fits("step", "1")
    assert not Stamps(path).fits("step", "2")
    Stamps(path).write("other", "3")
    assert Stamps(path).fits("step", "1")
    path.write_text('{"step": ')
    assert not Stamps(path).fits("step", "1")


def make_database(path: Path, migrations: set[tuple[str, str]], applied: str) -> None:
    """A database that says which migrations it has."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE django_migrations (app, name, applied)")
        rows = [(app, name, applied) for app, name in migrations]
        connection.executemany("INSERT INTO django_migrations VALUES (?, ?, ?)", rows)


def test_the_database_is_looked_at_not_remembered(tmp_path: Path) -> None:
    """Missing, broken, empty or behind: set up again. Another database: another birth."""
    whole = prepare.migrations()
    assert ("core", "0001_initial") in whole
    assert prepare.database_birth(tmp_path / "missing") is None
    (tmp_path / "broken").write_text("no database" * 100)
    assert prepare.database_birth(tmp_path / "broken") is None
    make_database(tmp_path / "behind", whole - {("core", "0001_initial")}, "2026-01-01")
    assert prepare.database_birth(tmp_path / "behind") is None
    make_database(tmp_path / "first", whole, "2026-01-01")
    make_database(tmp_path / "second", whole, "2026-01-02")
    assert prepare.database_birth(tmp_path / "first") == "2026-01-01"
    assert prepare.database_birth(tmp_path / "second") == "2026-01-02"


def test_collected_files_are_no_input_of_collecting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What collectstatic writes below var/ must not make it due again."""
    monkeypatch.setattr(prepare, "var_dir", lambda: prepare.ROOT / "var")
    assert not [path for path in prepare.static_inputs() if "var" in path.parts[-3:-1]]


def test_another_database_server_is_asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that only Django can reach is never taken as ready."""
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/approdo")
    assert prepare.content_stamp("inputs") is None
