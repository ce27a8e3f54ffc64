"""Make the pair of keys with which answers to calls are sealed and opened."""

import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from volunteering.applications import sealing

OWNER_ONLY = 0o600


class Command(BaseCommand):
    help = "Print a new pair of keys for answers to calls, or keep one in a file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--into", type=Path, help="write the pair to this file, readable by its owner only"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the two settings; into a file only where there is none: a lost key opens nothing."""
        public, private = sealing.new_pair()
        if options["into"] is None:
            self.stdout.write(f"APPLICATIONS_PUBLIC_KEY={public}")
            self.stdout.write(f"APPLICATIONS_PRIVATE_KEYS={private}")
            return
        try:
            handle = os.open(options["into"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        except FileExistsError:
            return
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump({"public": public, "private": [private]}, file)
