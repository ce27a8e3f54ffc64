"""What changes the index: publishing, unpublishing, moving, deleting, restricting, snippets.

Signals only note keys; one task a transaction does the work once it is committed.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from core import batches, search_entries
from core.search_entries import SNIPPET_KINDS, page_key, snippet_key
from core.signals import shown_state_changed
from facts.models import Fact
from facts.signals import fact_changed
from taxonomy.models import Place, Term, TermLabel


def note(keys: Iterable[str]) -> None:
    """Refresh these once the transaction is through; one task for all that it changes."""
    from search.tasks import refresh

    batches.note(refresh, keys)


def _kind_of(sender: type) -> str | None:
    label = getattr(getattr(sender, "_meta", None), "label", "")
    return next((kind for kind, name in SNIPPET_KINDS.items() if name == label), None)


def subtree(page: Page) -> list[str]:
    """Keys of a page and all below it, with the snippets they carry."""
    pages = Page.objects.descendant_of(page, inclusive=True).specific()
    return [key for found in pages.iterator(chunk_size=200) for key in keys_at(found)]


def keys_at(page: Any) -> list[str]:
    """Keys of what stands at a page, whether or not the public may see it now."""
    carried = [
        entry.key
        for entry in (page.search_entries() if getattr(page, "search_carries", ()) else ())
    ]
    return [page_key(page), *carried]


@receiver(page_published, dispatch_uid="search.published")
@receiver(page_unpublished, dispatch_uid="search.unpublished")
def on_page(sender: type, instance: Page, **kwargs: Any) -> None:
    note(keys_at(instance.specific))


@receiver(shown_state_changed, dispatch_uid="search.shown")
def on_shown_state(sender: Any, pages: list[Page], **kwargs: Any) -> None:
    note(page_key(page) for page in pages)


@receiver(page_slug_changed, dispatch_uid="search.slug")
def on_slug(sender: type, instance: Page, **kwargs: Any) -> None:
    note(subtree(instance))


@receiver(post_page_move, dispatch_uid="search.move")
def on_move(sender: type, instance: Page, **kwargs: Any) -> None:
    note(subtree(instance))


@receiver(pre_delete, dispatch_uid="search.delete")
def on_delete(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page) and sender is not Page:
        note(keys_at(instance))


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="search.restriction")
def on_restriction(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    note(subtree(instance.page))


@receiver([post_save, post_delete], dispatch_uid="search.snippet")
def on_snippet(sender: type, instance: Any, **kwargs: Any) -> None:
    kind = _kind_of(sender)
    if kind and not kwargs.get("raw"):
        note([snippet_key(kind, instance)])


@receiver(fact_changed, dispatch_uid="search.fact")
def on_fact(sender: type, fact: Fact, **kwargs: Any) -> None:
    """Every page on which a fact stands says another value now."""
    keys = fact.uses.order_by().values_list("translation_key", flat=True).distinct()
    note(f"page:{key}" for key in keys)


@receiver([post_save, post_delete], dispatch_uid="search.labels")
def on_label(sender: type, instance: Any, **kwargs: Any) -> None:
    """Labels and names stand in many documents: the next reconciliation writes them."""
    if sender in {Term, TermLabel, Place}:
        search_entries.forget()


@receiver(m2m_changed, dispatch_uid="search.m2m")
def on_m2m(sender: type, instance: Any, action: str, **kwargs: Any) -> None:
    kind = _kind_of(type(instance))
    if kind and action.startswith("post_"):
        note([snippet_key(kind, instance)])
