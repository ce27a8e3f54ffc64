"""Debian's Chromium for the browser tests: where it is, and what happens where it is not."""

import os
from typing import TypeVar

import pytest

from scripts import tools

Found = TypeVar("Found")


def chromium_path() -> str | None:
    """The browser's program, for Playwright's `executable_path`; None where there is none."""
    return tools.chromium()


def chromium_arguments() -> list[str]:
    """What Chromium must be told here: root, as in most containers, cannot have its sandbox."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def require(name: str, found: Found | None) -> Found:
    """Give back what was found. Without it the test is skipped, in plain words; in CI it fails."""
    if found:
        return found
    message = f"NOT RUN: {name}: it is not on this machine (`make test` installs it where it may)."
    if tools.in_ci():
        pytest.fail(f"{message} CI must run everything.", pytrace=False)
    pytest.skip(message)
