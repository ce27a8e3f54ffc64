"""`manage.py translations refresh`: what every page is in every language, computed anew; `forget`.

`resume`: work in the background that no worker comes to goes on.
"""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from translations import jobs
from translations.models import Bundle
from translations.runs import starting


class Command(BaseCommand):
    help = "Compare every source page with its translations and rebuild the translation desk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "action", choices=["refresh", "forget", "resume"],
            help="refresh: rebuild everything; forget: delete bundles of files past their time; "
            "resume: go on with what was left",
        )  # fmt: skip

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["action"] == "resume":
            self.stdout.write(f"{starting.resume()} parts go on")
            return
        if options["action"] == "forget":
            self.stdout.write(f"{Bundle.forget_old()} bundles deleted")
            return
        start = time.monotonic()
        pages = jobs.refresh_all()
        self.stdout.write(f"{pages} pages in {time.monotonic() - start:.1f} s")
