"""What the desk knows about pages of the source language, and their copies for translators."""

import json
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import TranslationSource, get_schema_version

from core import locales
from translations import store
from translations.models import SourceStats
from translations.models.sources import RISK_WEIGHT


def is_source(page: Page) -> bool:
    """Whether translations are made of this page: in the source language, and no mirror."""
    return page.locale_id == locales.source().pk and page.alias_of_id is None and page.depth > 1


def row(key: uuid.UUID) -> Page | None:
    """The source page of a translation key as a plain page, or nothing."""
    rows = Page.objects.filter(translation_key=key, locale=locales.source(), alias_of=None)
    return rows.first()


def find(key: uuid.UUID) -> Any:
    """The source page of a translation key as its own type, or nothing."""
    page = row(key)
    return page.specific if page is not None else None


def note(page: Any) -> SourceStats:
    """Write down what the desk lists of a source page (its own type)."""
    risk = getattr(page, "risk_class", "")
    topics = list(getattr(page, "topic_list", []))
    known = SourceStats.objects.filter(pk=page.translation_key).first()
    reads = known.reads_28d if known else 0
    stats, _created = SourceStats.objects.update_or_create(
        key=page.translation_key,
        defaults={
            "page_id": page.pk,
            "title": page.title,
            "live": page.live and page.translation_mode != "none",
            "kind": page._meta.label_lower,
            "topic": topics[0].code if topics else "",
            "risk": risk,
            "flag": getattr(page, "review_flag", ""),
            "next_review": getattr(page, "next_review", None),
            "priority": (reads + 1) * RISK_WEIGHT.get(risk, 1),
        },
    )
    stats.topics.set(topics)
    return stats


@transaction.atomic
def renew(page: Any) -> bool:
    """Give translators the live page to work from; whether anything differed.

    wagtail-localize works from a copy of the page's row. The row of a live page is what readers
    see, whatever drafts there are; that of a page that was never published may be an old draft,
    so a page that is not live is left alone, and so is one that nobody translates.
    """
    source = TranslationSource.objects.filter(
        object_id=page.translation_key, locale_id=page.locale_id
    ).first()
    if source is None or not page.live:
        return False
    content = page.to_json()
    if json.loads(content) == json.loads(source.content_json):
        return False
    source.content_json = content
    source.object_repr = str(page)[:200]
    source.schema_version = get_schema_version(page._meta.app_label)
    source.last_updated_at = timezone.now()
    source.save()
    store.refresh(source, page)
    return True
