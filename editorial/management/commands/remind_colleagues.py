"""Tell colleagues what is due to be verified, and once a week what waits, by the clock."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial.verification import reminders


class Command(BaseCommand):
    help = "Note and send reminders of verifications and the digest of the week."

    def handle(self, *_args: Any, **_options: Any) -> None:
        noted = reminders.note_what_is_due() + reminders.note_digests()
        runs = (reminders.send_reminders(), reminders.send_digests())
        sent, failed = (sum(numbers) for numbers in zip(*runs, strict=True))
        self.stdout.write(f"Noted {noted}, sent {sent}.")
        if failed:
            raise CommandError(f"{failed} notices could not be sent; they wait for the next run.")
