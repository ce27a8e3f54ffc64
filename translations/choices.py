"""What an editor of a source page decides about its translations, in the page's own form.

The boxes are no fields of the page: one belongs to the version, the other to the page in all
languages.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists
from django.http import HttpRequest
from wagtail.models import Page

from translations import sources
from translations.models import MinorVersion, SourceStats


@dataclass(frozen=True, slots=True)
class Choices:
    """`minor`: the latest version changes nothing for translations. `independent`: they stay when
    the page is unpublished, moved or deleted."""

    minor: bool
    independent: bool


def of(page: Any) -> Choices:
    """What stands in the form when it is opened: a published version is not minor any more.

    One query.
    """
    drafted = page.latest_revision_id != page.live_revision_id
    minor = MinorVersion.objects.filter(revision=page.latest_revision_id)
    stats = SourceStats.objects.filter(pk=page.translation_key, independent=True)
    rows = Page.objects.order_by().filter(pk=page.pk).values_list(Exists(minor), Exists(stats))
    for is_minor, independent in rows:
        return Choices(minor=drafted and is_minor, independent=independent)
    return Choices(minor=False, independent=False)


def read(request: HttpRequest, page: Any) -> None:
    """Keep what the form said, for the version that was just saved."""
    if request.method != "POST" or "translations-panel" not in request.POST:
        return
    if not sources.is_source(page) or page.latest_revision_id is None:
        return
    if "translations-minor" in request.POST:
        MinorVersion.objects.get_or_create(revision_id=page.latest_revision_id)
    else:
        MinorVersion.objects.filter(revision_id=page.latest_revision_id).delete()
    independent = "translations-independent" in request.POST
    if page.pk and independent != of(page).independent:
        row = sources.note(page)
        row.independent = independent
        row.save(update_fields=["independent"])
