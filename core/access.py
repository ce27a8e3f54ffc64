"""Which pages the public may see: live, not past their end, not below a page with a restriction.

Wagtail's own `.public()` reads all restrictions in every query set it is used on. Here their
paths are kept until a restriction changes (`core.generation`).
"""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from core import generation

_kept: dict[str, tuple[tuple[int, int], list[str]]] = {}


def restricted_paths() -> list[str]:
    """Tree paths of the pages that carry a restriction; all below them is restricted as well."""
    stamp = generation.current()
    kept = _kept.get("paths")
    if kept is None or kept[0] != stamp:
        rows = PageViewRestriction.objects.values_list("page__path", flat=True)
        kept = (stamp, list(rows))
        _kept["paths"] = kept
    return kept[1]


def forget(**kwargs: Any) -> None:
    """A restriction changed: every process reads them again."""
    _kept.clear()
    generation.bump()


post_save.connect(forget, sender=PageViewRestriction, dispatch_uid="core.access.save")
post_delete.connect(forget, sender=PageViewRestriction, dispatch_uid="core.access.delete")


def public(queryset: Any) -> Any:
    """The live pages of a queryset that everybody may see.

    A page past its end is none of them, also before the clock has taken it off.
    """
    hidden = Q()
    for path in restricted_paths():
        hidden |= Q(path__startswith=path)
    queryset = queryset.filter(live=True).exclude(expire_at__lte=timezone.now())
    return queryset.exclude(hidden) if hidden else queryset


def is_restricted(page: Page) -> bool:
    """Whether the page or one above it carries a restriction."""
    return any(page.path.startswith(path) for path in restricted_paths())
