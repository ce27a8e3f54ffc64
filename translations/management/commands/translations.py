"""`manage.py translations refresh`: what every page is in every language, computed anew."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from translations import jobs


class Command(BaseCommand):
    help = "Compare every source page with its translations and rebuild the translation desk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["refresh"], help="refresh: rebuild everything")

    def handle(self, *_args: Any, **options: Any) -> None:
        start = time.monotonic()
        pages = jobs.refresh_all()
        self.stdout.write(f"{pages} pages in {time.monotonic() - start:.1f} s")
