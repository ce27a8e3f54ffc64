"""`manage.py purge_reads`: delete sums of reads when their time is over."""

from typing import Any

from django.core.management.base import BaseCommand

from core import reads


class Command(BaseCommand):
    help = "Delete how often pages were read more than 400 days ago; the clock does it once a day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Delete, and say how much."""
        self.stdout.write(f"Sums of reads deleted: {reads.purge()}.")
