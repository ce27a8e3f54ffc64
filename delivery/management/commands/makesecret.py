"""Print a value fit for SECRET_KEY."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand

BYTES = 64


class Command(BaseCommand):
    help = "Print a random value for SECRET_KEY."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print it, and nothing else."""
        self.stdout.write(secrets.token_urlsafe(BYTES))
