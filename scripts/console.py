"""What the scripts say, and how they stop: in one line, without a traceback."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class RefusalError(Exception):
    """Something the person at the keyboard can mend; its text is the one line they read."""


def say(text: str = "") -> None:
    """Print a line at once, even into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print a line where errors go."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


@contextmanager
def step(name: str) -> Iterator[None]:
    """Announce a step before it starts, and say how long it took when it is done."""
    say(f"-> {name}")
    start = time.monotonic()
    yield
    say(f"   done in {time.monotonic() - start:.1f} s")
