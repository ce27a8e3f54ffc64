"""Delete answers to calls whose time is over, and old lines of the access log."""

from typing import Any

from django.core.management.base import BaseCommand

from volunteering.applications import retention


class Command(BaseCommand):
    help = "Delete answers to calls that are past their day; the clock does it once a day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Delete, and say how many; numbers by month and place stay."""
        self.stdout.write(f"Applications deleted: {retention.purge()}.")
        self.stdout.write(f"Lines of the access log deleted: {retention.forget_log()}.")
