"""The time that everything asked of an engine for one reader may take together.

It is kept for the thread that asks, so that what is called in between need not hand it on.
"""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from search.engines.base import EngineError

SECONDS = 0.8  # for a whole question: with the embedded index after it, within a second
clock = time.monotonic
_end: ContextVar[float] = ContextVar("end", default=math.inf)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """All that is asked inside may take so many seconds; inside another, no more than that has left."""
    token = _end.set(min(_end.get(), clock() + seconds))
    try:
        yield
    finally:
        _end.reset(token)


def left(most: float) -> float:
    """Seconds that are left, at most `most`. Raises `EngineError` when there are none."""
    seconds = min(most, _end.get() - clock())
    if seconds <= 0:
        raise EngineError("the time of this question is over")
    return seconds
