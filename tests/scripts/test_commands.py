"""The management commands that `make` and the operator call."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from delivery.management.commands import setup


def test_a_secret_is_long_enough_and_never_the_same() -> None:
    """Production refuses fewer than fifty characters."""
    secrets = []
    for _ in range(2):
        out = StringIO()
        call_command("makesecret", stdout=out)
        secrets.append(out.getvalue().strip())
    assert secrets[0] != secrets[1]
    assert min(map(len, secrets)) >= 50


def test_migrations_are_counted_not_listed() -> None:
    """A line now and then instead of two hundred."""
    lines: list[str] = []
    counter = setup.MigrationCounter(120, lines.append)
    for number in range(120):
        counter.write(f"  Applying app.{number:04}...")
        counter.write(" OK\n")
    assert lines == ["50 of 120", "100 of 120"]


def test_a_failing_step_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that does not answer is one line, not a traceback."""

    def fail(_command: setup.Command) -> None:
        raise OperationalError("no such host")

    monkeypatch.setattr(setup.Command, "migrate", fail)
    with pytest.raises(CommandError, match="Database: no such host"):
        call_command("setup", "--no-static", stdout=StringIO())
