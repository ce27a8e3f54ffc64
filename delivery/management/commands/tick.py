"""What the site does by the clock. Run it every few minutes; it does what is due and ends.

`make run` calls it by itself; on a server it is one line for cron or a systemd timer
(docs/operating/production.md). The times of the last runs stand in a small file, so that a
restart repeats nothing. Two runs at once: the second ends at once.
"""

import fcntl
import json
import logging
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Do what is due by the clock: scheduled pages, search index, forgetting."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="do everything, due or not")

    def handle(self, *_args: Any, **options: Any) -> None:
        folder = Path(settings.VAR_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ".clock.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return
            self.run_due(folder / "clock.json", everything=options["all"])

    def run_due(self, memory: Path, *, everything: bool) -> None:
        """Run each job whose time has come; one that fails does not keep the others back."""
        last = self.recall(memory)
        for name, (command, every) in settings.CLOCK.items():
            now = time.time()
            if not everything and now - last.get(name, 0) < every:
                continue
            try:
                call_command(*command, stdout=self.stdout)
            except Exception:
                logger.exception("the clock's job %s failed", name)
            last[name] = now
            memory.write_text(json.dumps(last), encoding="utf-8")

    def recall(self, memory: Path) -> dict[str, float]:
        """When each job last ran; nothing when the file is not there or not whole."""
        try:
            found = json.loads(memory.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
