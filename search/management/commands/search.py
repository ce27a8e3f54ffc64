"""`manage.py search rebuild|reconcile|status|forget`: the index by hand and by the clock."""

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import counting, feed, keeping, stores
from search.engines.base import EngineError

WIDTH = 30


class Command(BaseCommand):
    help = "Rebuild, compare or look at the search index."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "action",
            choices=["rebuild", "reconcile", "status", "forget"],
            help="rebuild: fill anew; reconcile: compare and repair; status: what is there; "
            "forget: delete counts of rare searches",
        )
        parser.add_argument(
            "--deep", action="store_true", help="reconcile everything, states of the day included"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            getattr(self, options["action"])(options)
        except EngineError as error:
            raise CommandError(str(error)) from error

    def rebuild(self, _options: dict[str, Any]) -> None:
        """Fill every engine anew, with a bar where there is a terminal."""
        start = time.monotonic()
        expected = max(1, feed.count_pages()) * max(1, len(keeping.indexes()))
        bar = Bar(self.stdout, expected)
        done = keeping.rebuild(bar.show)
        bar.close()
        seconds = time.monotonic() - start
        self.stdout.write(f"{done} documents in {seconds:.1f} s")

    def reconcile(self, options: dict[str, Any]) -> None:
        report = keeping.reconcile(deep=options["deep"])
        for engine in stores.engines():
            written = report.written.get(engine.name, 0)
            removed = report.removed.get(engine.name, 0)
            self.stdout.write(f"{engine.name}: {written} written, {removed} removed")

    def status(self, _options: dict[str, Any]) -> None:
        for engine in stores.engines():
            health = engine.health()
            state = "well" if health.well else f"not well: {health.detail}"
            self.stdout.write(f"{engine.name}: {state}")
            for index, count in sorted(health.documents.items()):
                self.stdout.write(f"  {index}: {count}")

    def forget(self, _options: dict[str, Any]) -> None:
        self.stdout.write(f"{counting.forget_rare()} rare searches forgotten")


class Bar:
    """A progress bar on a terminal; elsewhere a line for each tenth."""

    def __init__(self, out: Any, expected: int) -> None:
        self.out, self.expected = out, expected
        self.live = sys.stdout.isatty()
        self.told = 0

    def show(self, done: int) -> None:
        part = min(1.0, done / self.expected)
        if self.live:
            filled = int(part * WIDTH)
            bar = "█" * filled + "·" * (WIDTH - filled)
            self.out.write(f"\r{bar} {done}", ending="")
            self.out.flush()
        elif int(part * 10) > self.told:
            self.told = int(part * 10)
            self.out.write(f"{self.told * 10} %")

    def close(self) -> None:
        if self.live:
            self.out.write("")
