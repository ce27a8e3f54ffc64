"""Publish and end pages at their hour, by the clock."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial import scheduling


class Command(BaseCommand):
    help = (
        "Publish what is due and take off what has ended; one that fails does not stop the others."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        run = scheduling.publish_due()
        if run.done:
            self.stdout.write(f"At their hour: {run.done}.")
        if run.failed:
            raise CommandError(f"{run.failed} could not go out or end; they are tried again.")
