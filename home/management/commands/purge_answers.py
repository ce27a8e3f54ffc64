"""Delete the answers of forms that are older than their forms promise."""

from typing import Any

from django.core.management.base import BaseCommand

from home.models import FormPage
from home.tasks import purge_answers


class Command(BaseCommand):
    help = "Delete answers that are past their retention; the worker also does it by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        total = sum(purge_answers.call(page.pk) for page in FormPage.objects.all())
        self.stdout.write(f"Answers deleted: {total}.")
