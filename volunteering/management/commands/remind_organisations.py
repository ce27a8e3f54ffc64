"""Tell organisations what is due about their insurance. By the clock (`manage.py tick`)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from volunteering import reminders


class Command(BaseCommand):
    help = "Note and send what is due to be said about the insurance of volunteers."

    def handle(self, *_args: Any, **_options: Any) -> None:
        noted = reminders.note_what_is_due()
        sent, failed = reminders.send_what_waits()
        self.stdout.write(f"Noted {noted}, sent {sent}.")
        if failed:
            raise CommandError(f"{failed} notices could not be sent; they wait for the next run.")
