"""What happens to a source page happens to its translations: unpublished, expired, moved, deleted.

wagtail-localize 1.14 and Wagtail 8.0 leave translations where they are: live after the original
was withdrawn or has expired, in their old place after it was moved, orphans after it was deleted.
An editor may say in the page's form that its translations live on their own (`choices`).
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page, Revision
from wagtail.query import PageQuerySet
from wagtail.signals import page_published, page_unpublished, post_page_move

from translations import signals, sources
from translations.models import SourceStats


def followers(page: Page) -> list[Page]:
    """The translations that follow a source page, each as its own type; none where they live on their own."""
    return list(_following(page).specific())


def _following(page: Page) -> PageQuerySet[Page]:
    if not sources.is_source(page):
        return Page.objects.none()
    if SourceStats.objects.filter(pk=page.translation_key, independent=True).exists():
        return Page.objects.none()
    rows = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    return rows.exclude(locale_id=page.locale_id)


@receiver(page_unpublished, dispatch_uid="translations.lifecycle.unpublished")
def on_unpublished(sender: type, instance: Page, **kwargs: Any) -> None:
    """Withdrawn by hand or expired: readers of other languages lose the page at the same moment.

    At once: what was withdrawn because it is wrong must not stay up in seven languages until a
    worker comes by. The versions that were live are kept for the day the original comes back.
    """
    withdrawn = {}
    for translation in followers(instance):
        if translation.live:
            withdrawn[str(translation.pk)] = translation.live_revision_id
            translation.unpublish(set_expired=instance.expired)
    SourceStats.objects.filter(pk=instance.translation_key).update(withdrawn=withdrawn)


@receiver(page_published, dispatch_uid="translations.lifecycle.published")
def on_published(sender: type, instance: Page, **kwargs: Any) -> None:
    """A translation expires with its original, whatever its own version says."""
    if sources.is_source(instance):
        rows, day = _following(instance), instance.expire_at
    else:
        source = sources.row(instance.translation_key)
        if source is None:
            return
        rows, day = _following(source).filter(pk=instance.pk), source.expire_at
    late = [pk for pk, own in rows.values_list("pk", "expire_at") if own != day]
    Page.objects.filter(pk__in=late).update(expire_at=day)


def come_back(key: UUID) -> list[int]:
    """Publish again what went with the original; the keys of the pages.

    The same versions as before, which somebody approved: drafts written since stay drafts.
    """
    row = SourceStats.objects.filter(pk=key, live=True).first()
    if row is None or not row.withdrawn:
        return []
    versions = Revision.objects.filter(pk__in=[pk for pk in row.withdrawn.values() if pk])
    back = []
    for version in versions:
        page = version.content_object
        if page is not None and not page.live:
            version.publish(skip_permission_checks=True)
            back.append(page.pk)
    row.withdrawn = {}
    row.save(update_fields=["withdrawn"])
    return back


@receiver(post_page_move, dispatch_uid="translations.lifecycle.moved")
def on_moved(sender: type, instance: Page, **kwargs: Any) -> None:
    """A page moved to another parent takes its translations along, in the background."""
    before, after = kwargs.get("parent_page_before"), kwargs.get("parent_page_after")
    if before is None or after is None or before.pk == after.pk:
        return
    if followers(instance):
        signals.note("source_moved", [str(instance.translation_key)])


def move(key: UUID) -> list[Page]:
    """Bring the translations of a page below those of its parent; the pages that were moved.

    Where the parent has none in a language, or the address is taken there, the page stays.
    """
    page = sources.find(key)
    if page is None:
        return []
    above = Page.objects.filter(translation_key=page.get_parent().translation_key)
    parents = {parent.locale_id: parent for parent in above}
    moved = []
    for translation in followers(page):
        parent = parents.get(translation.locale_id)
        if parent is None or translation.get_parent().pk == parent.pk:
            continue
        taken = parent.get_children().filter(slug=translation.slug).exists()
        if not taken and not parent.is_descendant_of(translation):
            translation.move(parent, pos="last-child")
            moved.append(translation)
    return moved


@receiver(pre_delete, dispatch_uid="translations.lifecycle.deleted")
def on_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    """A page that is deleted takes its translations with it, once the deletion is through."""
    if not isinstance(instance, Page) or sender is Page:
        return
    keys = [translation.pk for translation in followers(instance)]
    if keys:
        transaction.on_commit(lambda: delete(keys))


def delete(keys: Iterable[int]) -> None:
    """Delete pages; one that still holds others, which nobody asked to delete, is only withdrawn."""
    for page in Page.objects.filter(pk__in=list(keys)).order_by("-depth").specific():
        if page.get_children().exists():
            page.unpublish()
        else:
            page.delete()
