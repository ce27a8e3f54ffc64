"""Stamps: what several processes keep in memory moves together when somebody says so.

A stamp is the modification time of a file in the site's own folder, so all processes of a host
see a change at once and asking costs no query.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Stamp:
    """The stamp of one kind of thing, in `<name>.stamp`."""

    name: str

    @property
    def path(self) -> Path:
        return Path(settings.VAR_DIR) / f"{self.name}.stamp"

    def current(self) -> int:
        """The moment of the last change in nanoseconds; 0 before the first one."""
        try:
            return self.path.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def bump(self, **kwargs: Any) -> None:
        """Say that something changed (also a receiver of signals)."""
        try:
            os.utime(self.path)
        except FileNotFoundError:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.touch()
