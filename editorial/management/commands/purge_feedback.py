"""`manage.py purge_feedback`: delete what readers said when its time is over."""

from typing import Any

from django.core.management.base import BaseCommand

from editorial.feedback import service


class Command(BaseCommand):
    help = "Delete reader feedback that is past its time; the clock does it once a day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Delete, and say how much."""
        self.stdout.write(f"Feedback deleted: {service.purge()}.")
