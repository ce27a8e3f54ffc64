"""Write down anew where facts stand: after content was brought in past Wagtail's publishing."""

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Page

from core import fact_uses
from core.checks import page_types

CHUNK = 200


class Command(BaseCommand):
    help = "Write down on which published pages facts stand. Publishing does it by itself."

    def handle(self, *_args: Any, **_options: Any) -> None:
        pages = 0
        for model in page_types():
            rows = model._default_manager.filter(live=True).order_by("pk")
            for page in rows.iterator(chunk_size=CHUNK):
                fact_uses.record([page])
                pages += 1
        fact_uses.forget_pages(Page.objects.filter(live=False))
        self.stdout.write(f"Pages read: {pages}.")
