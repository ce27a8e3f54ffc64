"""Publishing has the worker gather what a page leads to."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from core import batches
from editorial.tasks import gather_links


@receiver(page_published, dispatch_uid="editorial.links")
def on_published(sender: type, instance: Page, **kwargs: Any) -> None:
    """After the transaction, so that the worker reads what was written."""
    batches.note(gather_links, [instance.pk])
