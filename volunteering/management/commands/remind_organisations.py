"""Tell organisations what is due about their insurance and their calls, by the clock."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from volunteering import notices, reminders


class Command(BaseCommand):
    help = "Note and send what is due to be said to organisations: insurance, answers that wait."

    def handle(self, *_args: Any, **_options: Any) -> None:
        noted = reminders.note_what_is_due() + notices.note_what_is_due()
        runs = (reminders.send_what_waits(), notices.send_what_waits())
        sent, failed = (sum(numbers) for numbers in zip(*runs, strict=True))
        self.stdout.write(f"Noted {noted}, sent {sent}.")
        if failed:
            raise CommandError(f"{failed} notices could not be sent; they wait for the next run.")
