"""The site on PostgreSQL: migrations, pages, search, publishing, places under a crowd."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import demo
from tests.services import postgresql
from tests.volunteering.race import PLACES
from tests.volunteering.test_race import assert_fair, raced

pytestmark = pytest.mark.service


def run(env: dict[str, str], *command: str) -> None:
    """Run a program of the project; its last words when it fails."""
    done = subprocess.run(
        [sys.executable, *command], env=env, cwd=demo.ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}:\n{done.stdout[-1500:]}\n{done.stderr[-3000:]}"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A site on PostgreSQL: migrated from nothing, then filled with the demonstration."""
    var = tmp_path_factory.mktemp("postgresql")
    with postgresql.running() as url:
        with demo.alone():
            source: Path = demo.copy(f"postgresql-{var.name}")
        env = demo.environment(source, var) | {"DATABASE_URL": url}
        try:
            run(env, "manage.py", "migrate", "-v0")
            run(env, "-m", "tests.services.on_postgresql", "copy", str(source))
        finally:
            source.unlink()
        yield env


def test_readers_editors_and_applicants_are_served(environment: dict[str, str]) -> None:
    run(environment, "-m", "tests.services.on_postgresql", "walk")


def test_two_hundred_answers_to_ten_places(environment: dict[str, str]) -> None:
    assert_fair(raced(environment))


def test_counting_first_and_writing_afterwards_gives_places_twice(
    environment: dict[str, str],
) -> None:
    """The race has teeth here too."""
    assert len(raced(environment, "naive")["held"]) > PLACES


def test_the_schema_is_what_the_models_say(environment: dict[str, str]) -> None:
    run(environment, "manage.py", "makemigrations", "--check", "--dry-run")
