"""Publishing and saving have the worker gather what a page or thing leads to."""

from functools import cache
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from modelcluster.models import get_all_child_relations
from wagtail.models import Page
from wagtail.signals import page_published

from core import batches
from editorial.links import owners
from editorial.tasks import forget_links, gather_links, gather_owner_links


@receiver(page_published, dispatch_uid="editorial.links")
def on_published(sender: type, instance: Page, **kwargs: Any) -> None:
    """After the transaction, so that the worker reads what was written."""
    batches.note(gather_links, [instance.pk])


@cache
def _keys() -> dict[Any, tuple[str, str]]:
    """For a thing that may lead outside, and for the rows of its lists: the type of the thing, and
    the attribute that holds its key."""
    found = {}
    for model in owners.kinds():
        label = model._meta.label_lower
        found[model] = (label, "pk")
        for relation in get_all_child_relations(model):
            found[relation.related_model] = (label, relation.field.attname)
    return found


@receiver([post_save, post_delete], dispatch_uid="editorial.links.things")
def on_thing(sender: Any, instance: Any, signal: Any, **kwargs: Any) -> None:
    """A thing that is no page, or a row of its list, was written or is gone."""
    if kwargs.get("raw") or sender.__module__ == "__fake__" or sender not in _keys():
        return
    label, attribute = _keys()[sender]
    if signal is post_delete and attribute == "pk":
        batches.note(forget_links, [label])
    else:
        batches.note(gather_owner_links, [f"{label} {getattr(instance, attribute)}"])
