"""`manage.py call_alerts`: tell addresses of new calls, forget requests nobody confirmed."""

from typing import Any

from django.core.management.base import BaseCommand

from volunteering.alerts import service


class Command(BaseCommand):
    help = "Hand due mails about new calls to the worker and delete unconfirmed requests."

    def handle(self, *args: Any, **options: Any) -> None:
        forgotten, mails = service.forget_unconfirmed(), service.tell_due()
        if forgotten or mails:
            self.stdout.write(f"Mails: {mails}. Unconfirmed requests deleted: {forgotten}.")
