"""Computing the read-model: what a page is in each language, and how much work is left."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import StringTranslation, Translation

from core import locales
from translations import assignment, memory, texts
from translations.models import SourceStats, SourceText, StaleText, State, TranslationState

WRITTEN = (
    "state", "page_id", "stale_segments", "missing_segments", "machine_segments", "total_segments",
    "words_todo", "progress", "source_changed_on", "approved_on", "updated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database says about one page in all languages."""

    strings: list[tuple[str, str]]
    pages: dict[int, dict[str, Any]]
    managed: set[int]
    known: memory.Known
    stale: dict[int, list[StaleText]]
    reviews: dict[int, datetime.datetime]
    texts: texts.Texts


def targets() -> list[Locale]:
    """The languages that are translated into, in the order of the settings."""
    source = locales.source()
    return [locale for locale in locales.all_locales() if locale.pk != source.pk]


@transaction.atomic
def refresh(key: uuid.UUID, wanted: Iterable[Locale] | None = None) -> None:
    """Compute the cells of a page anew; a fixed number of queries, for any number of languages.

    A page that is not published has none: nothing of it can be translated. Who did them gets them
    back with it.
    """
    source = SourceStats.objects.filter(pk=key).first()
    if source is None:
        return
    if not source.live:
        assignment.put_away(source)
        return
    standing = _standing(source)
    rows = [_cell(source, locale, standing) for locale in (wanted or targets())]
    assignment.hand_back(source, rows)
    TranslationState.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["source", "locale"], update_fields=WRITTEN
    )
    assignment.handed_back(source, rows)


def _standing(source: SourceStats) -> Standing:
    held = SourceText.objects.filter(source=source).first()
    now = held.texts if held else {}
    rows = Page.objects.filter(translation_key=source.pk, alias_of=None).exclude(pk=source.page_id)
    pages = {
        row["locale_id"]: row
        for row in rows.values(
            "pk", "locale_id", "live", "has_unpublished_changes", "last_published_at"
        )
    }
    stale: dict[int, list[StaleText]] = {}
    for text in StaleText.objects.filter(source=source):
        stale.setdefault(text.locale_id, []).append(text)
    managed = Translation.objects.filter(source__object_id=source.pk, enabled=True)
    return Standing(
        strings=[(path, text) for path, found in now.items() for text in found],
        pages=pages,
        managed=set(managed.values_list("target_locale_id", flat=True)),
        known=memory.known(source.pk),
        stale=stale,
        reviews=_reviews([row["pk"] for row in pages.values()]),
        texts=now,
    )


def _reviews(pages: list[int]) -> dict[int, datetime.datetime]:
    """Page to the day since which it is being reviewed."""
    rows = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(pk) for pk in pages],
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return {int(pk): day for pk, day in rows.values_list("object_id", "created_at")}


def _cell(source: SourceStats, locale: Locale, standing: Standing) -> TranslationState:
    page = standing.pages.get(locale.pk)
    stale = standing.stale.get(locale.pk, []) if page else []
    changed = [
        (text.path, new)
        for text in stale
        for _kind, _old, new in texts.differences(text.was, standing.texts.get(text.path, []))
    ]
    known = standing.known.get(locale.pk, {})
    by_hand = page is not None and not known and locale.pk not in standing.managed
    lacking = [] if by_hand else [place for place in standing.strings if place not in known]
    places = set(changed)
    missing = [place for place in lacking if place not in places]
    machine = [
        place
        for place in standing.strings
        if known.get(place) == StringTranslation.TRANSLATION_TYPE_MACHINE
    ]
    todo = [text for path, text in changed if by_hand or (path, text) not in known]
    todo += [text for _path, text in missing]
    total = len(standing.strings)
    row = TranslationState(
        source=source, locale=locale, page_id=page["pk"] if page else None,
        stale_segments=len(changed), missing_segments=len(missing), machine_segments=len(machine),
        total_segments=total, words_todo=texts.words(todo),
        progress=100 * (total - len(lacking)) // total if total else 100,
        source_changed_on=min((text.changed_on for text in stale), default=None),
        approved_on=page["last_published_at"] if page else None, updated=timezone.now(),
    )  # fmt: skip
    since = standing.reviews.get(page["pk"]) if page else None
    row.state = _state(row, page, since, max((text.changed_on for text in stale), default=None))
    return row


def _state(
    row: TranslationState,
    page: dict[str, Any] | None,
    in_review_since: datetime.datetime | None,
    changed: datetime.datetime | None,
) -> State:
    """The one state that asks for work first."""
    if page is None:
        return State.MISSING
    if in_review_since is not None:
        return State.HELD if changed and changed > in_review_since else State.REVIEW
    if not page["live"]:
        return State.MACHINE if row.machine_segments and not row.missing_segments else State.DRAFT
    if row.stale_segments or row.missing_segments:
        return State.STALE
    if row.machine_segments:
        return State.MACHINE
    return State.DRAFT if page["has_unpublished_changes"] else State.LIVE
