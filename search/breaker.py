"""A circuit breaker: after a failure the other engine is left alone for a while."""

import threading
import time
from collections.abc import Callable

FIRST_PAUSE = 5.0
LONGEST_PAUSE = 60.0


class Breaker:
    """Closed: go ahead. Open: do not ask until the pause is over; then one may try.

    The pause doubles with each failed try in a row, from `first` to `longest` seconds. Who was let
    through before a failure and fails as well says nothing new.
    """

    def __init__(
        self,
        first: float = FIRST_PAUSE,
        longest: float = LONGEST_PAUSE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.first, self.longest, self.clock = first, longest, clock
        self._pause = 0.0
        self._until = 0.0
        self._trying = False
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """Whether to ask now. After a pause only one caller is let through."""
        with self._lock:
            if not self._pause:
                return True
            if self.clock() < self._until:
                return False
            self._until = self.clock() + self._pause
            self._trying = True
            return True

    def failed(self) -> None:
        with self._lock:
            if self._pause and not self._trying:
                return
            self._trying = False
            self._pause = min(self.longest, self._pause * 2 or self.first)
            self._until = self.clock() + self._pause

    def succeeded(self) -> None:
        with self._lock:
            self._pause = 0.0
            self._trying = False
