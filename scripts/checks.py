"""`make check` and `make test`: everything that checks the project, one after the other.

All quick checks run even if one fails, so that a single run names everything that is wrong.
`--tests` adds the tests, which come last.
"""

import contextlib
import os
import shlex
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from scripts import children, environment, prepare, tools
from scripts.console import RefusalError, complain, say
from scripts.paths import ROOT, VENV, ensure_writable, project_environment, var_dir

BIN = VENV / "bin"
MANAGE: list[str | Path] = [BIN / "python", ROOT / "manage.py"]
Check = tuple[str, list[str | Path]]

# Matters of taste (H015), and pages that must not depend on collected files (D004).
NOT_LINTED = ["--per-file-ignores", "html$", "H015,D004"]
QUICK: list[Check] = [
    ("ruff: rules", [BIN / "ruff", "check", "."]),
    ("ruff: format", [BIN / "ruff", "format", "--check", "."]),
    ("mypy: types", [BIN / "mypy", "."]),
    ("import-linter: layers", [BIN / "lint-imports"]),
    ("djlint: templates", [BIN / "djlint", "templates", "--lint", "--quiet", *NOT_LINTED]),
    ("migrations: complete", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    ("Django: system checks", [*MANAGE, "check", "--fail-level", "WARNING"]),
]
TESTS: list[str | Path] = [
    BIN / "python", "-m", "pytest", "-n", "2", "--dist", "loadfile", "--durations", "25",
]  # fmt: skip
DEMONSTRATION: list[str | Path] = [BIN / "python", "-m", "tests.demo"]


def check_environment() -> dict[str, str]:
    """The tests' settings on a database of their own: what lies in var/ must not matter."""
    return project_environment("config.settings.test", DATABASE_URL="sqlite://:memory:")


def failed(checks: list[Check]) -> list[str]:
    """Run the checks in order; the names of those that failed."""
    names = []
    for name, command in checks:
        start = time.monotonic()
        say(f"-> {name}")
        if children.run(command, check_environment()):
            names.append(name)
            complain(f"   FAILED: {name}")
        else:
            say(f"   fine ({time.monotonic() - start:.0f} s)")
    return names


@contextlib.contextmanager
def demonstration() -> Iterator[None]:
    """Meanwhile the tests' database and index are built; what goes wrong there the tests say."""
    building = children.start(DEMONSTRATION, project_environment("config.settings.test"))
    try:
        yield
        building.wait()
    finally:
        children.stop(building)


def failed_tests(before: list[str]) -> list[str]:
    """Run the tests; `before` names the checks that failed already."""
    if before:
        complain(f"Failed before the tests: {', '.join(before)}")
    say("-> tests")
    arguments = shlex.split(os.environ.get("ARGS", ""))
    failed = children.run([*TESTS, *arguments], project_environment("config.settings.test"))
    return ["tests"] if failed else []


def run(*, with_tests: bool) -> int:
    """Check everything; 0 only if all of it is fine."""
    ensure_writable(var_dir(), ROOT / "var" / "test")
    environment.prepare(dev=True)
    prepare.compile_messages()
    if with_tests:
        tools.prepare()
        with demonstration():
            names = failed(QUICK)
        names += failed_tests(names)
    else:
        names = failed(QUICK)
    if names:
        complain(f"Failed: {', '.join(names)}")
    return 1 if names else 0


def main() -> int:
    """Check; turn refusals and Ctrl-C into one line."""
    children.interrupt_on_signals()
    try:
        return run(with_tests="--tests" in sys.argv[1:])
    except RefusalError as refusal:
        complain(str(refusal))
        return 1
    except KeyboardInterrupt:
        complain("Stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
