"""A call that is published or taken off line: its places and terms of deletion follow."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from volunteering.applications import places, retention
from volunteering.models import CallPage, CallPlaces


@receiver(page_published, sender=CallPage, dispatch_uid="volunteering.published")
@receiver(page_unpublished, sender=CallPage, dispatch_uid="volunteering.unpublished")
def on_call(sender: type, instance: CallPage, **kwargs: Any) -> None:
    """More places go to those who wait; another last day moves the day of deletion."""
    if not CallPlaces.objects.filter(call_key=instance.translation_key).exists():
        return  # nobody has answered it
    retention.reschedule(instance)
    if instance.live and not instance.withdrawn:
        with places.locked(instance.translation_key):
            places.give(instance.translation_key)
