"""Values whose day has come: search reads the pages again that show them."""

from typing import Any

from django.core.management.base import BaseCommand

from facts.changing import take_effect


class Command(BaseCommand):
    help = "Announce the values of facts that take effect today."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = take_effect()
        if count:
            self.stdout.write(f"Facts with another value: {count}.")
