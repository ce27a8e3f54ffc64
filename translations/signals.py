"""What moves the states of translations. Signals only note; one task a transaction does the work."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, WorkflowState
from wagtail.signals import page_published, page_unpublished
from wagtail_localize.models import StringTranslation

from core import batches
from core.signals import minor_version, version_renewed
from translations import sources
from translations.models import MinorVersion


def note(name: str, things: Iterable[Any]) -> None:
    """Have a task of `translations.jobs` done for these once the transaction is through."""
    from translations import jobs

    batches.note(getattr(jobs, name), things)


@receiver(page_published, dispatch_uid="translations.published")
def on_published(sender: type, instance: Page, **kwargs: Any) -> None:
    if sources.is_source(instance):
        note("source_published", [str(instance.translation_key)])
    elif instance.alias_of_id is None:
        note("translation_published", [instance.pk])


@receiver(page_unpublished, dispatch_uid="translations.unpublished")
def on_unpublished(sender: type, instance: Page, **kwargs: Any) -> None:
    name = "source_published" if sources.is_source(instance) else "look_again"
    note(name, [str(instance.translation_key)])


@receiver([post_save, post_delete], dispatch_uid="translations.page")
def on_page(sender: type, instance: Any, **kwargs: Any) -> None:
    """A translation appeared, got a draft, or went."""
    if not isinstance(instance, Page) or sender is Page or kwargs.get("raw"):
        return
    if instance.depth and not sources.is_source(instance):
        note("look_again", [str(instance.translation_key)])


@receiver([post_save, post_delete], sender=WorkflowState, dispatch_uid="translations.workflow")
def on_workflow(sender: type, instance: WorkflowState, **kwargs: Any) -> None:
    """Sent for review, approved, sent back, given up."""
    page = instance.content_object
    if isinstance(page, Page):
        note("look_again", [str(page.translation_key)])


@receiver([post_save, post_delete], sender=StringTranslation, dispatch_uid="translations.string")
def on_string(sender: type, instance: StringTranslation, **kwargs: Any) -> None:
    """A string was translated, or a translation taken away."""
    context = instance.context
    if context is not None:
        note("look_again", [str(context.object_id)])


@receiver(minor_version, dispatch_uid="translations.minor")
def on_minor_version(sender: type, revision: Any, **kwargs: Any) -> None:
    """Somebody said of a version that no text changes in it."""
    MinorVersion.objects.get_or_create(revision_id=revision.pk)


@receiver(version_renewed, dispatch_uid="translations.renewed")
def on_version_renewed(sender: type, old: Any, new: Any, **kwargs: Any) -> None:
    """A draft that was called a minor change still is one."""
    if MinorVersion.objects.filter(revision_id=old.pk).exists():
        MinorVersion.objects.get_or_create(revision_id=new.pk)
