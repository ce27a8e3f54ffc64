"""No place is given twice, however many answer at once; who comes later waits in order."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import demo
from tests.volunteering.race import PEOPLE, PLACES
from volunteering.applications import service


def raced(env: dict[str, str], *arguments: str) -> dict[str, Any]:
    """What came of two hundred answers at once, in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.volunteering.race", *arguments],
        env=env, cwd=demo.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def assert_fair(found: dict[str, Any]) -> None:
    """Ten hold a place, the first ten; the others wait, each behind who came before."""
    assert found["errors"] == []
    assert found["positions"] == list(range(1, PEOPLE + 1))
    assert found["held"] == list(range(1, PLACES + 1))
    assert found["waiting"] == list(range(1, PEOPLE - PLACES + 1))
    assert found["taken"] == PLACES


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A site on its own copy of the demonstration, in SQLite."""
    with demo.alone():
        path = demo.copy(f"race-{tmp_path.name}")
    for left in demo.FOLDER.glob(f"{path.name}*"):
        left.rename(tmp_path / left.name)
    return demo.environment(tmp_path / path.name, tmp_path)


def test_two_hundred_answers_to_ten_places_on_sqlite(environment: dict[str, str]) -> None:
    assert_fair(raced(environment))


def test_the_form_lets_such_a_crowd_in() -> None:
    assert service.ANSWERS_AN_HOUR > PEOPLE


def test_counting_first_and_writing_afterwards_gives_places_twice(
    environment: dict[str, str],
) -> None:
    """The race has teeth: without lock and guard it overbooks."""
    assert len(raced(environment, "naive")["held"]) > PLACES
