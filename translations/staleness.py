"""Which texts of a translation no longer correspond to the source.

The source is read whenever it is published (`follow`, a background task). What differs by content
is noted for every translation there is, place by place; drafts, moves and saves without a change
differ in nothing. A translation that is published (`record`), or of which a person says that it is
still right (`still_right`), catches up.
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, TranslationSource

from core import generation, locales
from translations import memory, states, texts
from translations.models import SourceStats, SourceText, StaleText
from translations.texts import Kind, Texts

STILL_RIGHT = "translations.still_right"


class NothingToKeepError(Exception):
    """Somebody says that a text is still right which does not exist in the language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One string of the source that differs from what the translation was made of.

    `old` and `new` are in wagtail-localize's form (`String.data`), empty where there is none; a
    content path may have several. `changed_on` is the first time the place changed since.
    """

    path: str
    kind: Kind
    old: str
    new: str
    changed_on: datetime.datetime


def changes(key: uuid.UUID, locale: Locale) -> list[Change]:
    """What differs for one language, in reading order, what was removed last. Two queries at most."""
    rows = list(StaleText.objects.filter(source_id=key, locale=locale))
    if not rows:
        return []
    return _changes(rows, SourceText.objects.get(source_id=key).texts)


def _changes(rows: Iterable[StaleText], now: Texts) -> list[Change]:
    order = {path: number for number, path in enumerate(now)}
    return [
        Change(path=row.path, kind=kind, old=old, new=new, changed_on=row.changed_on)
        for row in sorted(rows, key=lambda row: order.get(row.path, len(order)))
        for kind, old, new in texts.differences(row.was, now.get(row.path, []))
    ]


@transaction.atomic
def follow(page: Page, *, minor: bool = False, when: datetime.datetime | None = None) -> list[str]:
    """Compare the live source page with its last reading and mark its translations.

    Answers the places that changed. A `minor` change marks nothing: the translations of the texts
    it replaces are kept for the new ones.
    """
    key = page.translation_key
    held = SourceText.objects.select_for_update().filter(source_id=key).first()
    now = texts.of(page)
    before = held.texts if held else _handed_over(key, now)
    when = when or page.last_published_at or timezone.now()
    changed = texts.changed_paths(before, now)
    SourceText.objects.update_or_create(
        source_id=key,
        defaults={
            "segments": list(now.items()), "revision_id": page.live_revision_id,
            "taken_on": timezone.now(),
        },
    )  # fmt: skip
    known = {
        (row.locale_id, row.path): row
        for row in StaleText.objects.filter(source_id=key, path__in=changed)
    }
    back = [row.pk for row in known.values() if row.was == now.get(row.path, [])]
    StaleText.objects.filter(pk__in=back).delete()
    if minor:
        memory.carry(key, _pairs(changed, before, now))
        return changed
    fresh = [
        StaleText(
            source_id=key, locale_id=locale_id, path=path, was=before.get(path, []), changed_on=when
        )
        for locale_id, has_to_follow in _followers(page, changed, before).items()
        for path in has_to_follow
        if (locale_id, path) not in known
    ]
    StaleText.objects.bulk_create(fresh)
    if fresh or back:
        transaction.on_commit(generation.bump)  # what readers see of the translations is another
    return changed


def _handed_over(key: uuid.UUID, now: Texts) -> Texts:
    """What translators worked from before the page was first read: wagtail-localize's copy."""
    source = TranslationSource.objects.filter(
        object_id=key, locale=locales.source()
    ).first()  # fmt: skip
    if source is None:
        return now
    found: Texts = {}
    rows = source.stringsegment_set.order_by("order")
    for path, data in rows.values_list("context__path", "string__data"):
        found.setdefault(path, []).append(data)
    return found or now


def _followers(page: Page, changed: list[str], before: Texts) -> dict[int, list[str]]:
    """Language to the places that its translation has to follow.

    A translation that was never published follows only where something was already translated:
    the rest is still to be translated anyway.
    """
    there = Page.objects.filter(translation_key=page.translation_key, alias_of=None).exclude(
        locale_id=page.locale_id
    )
    published = dict(there.values_list("locale_id", "first_published_at"))
    done = memory.known(page.translation_key) if None in published.values() else {}
    return {
        locale_id: [
            path
            for path in changed
            if day is not None
            or any((path, text) in done.get(locale_id, {}) for text in before.get(path, []))
        ]
        for locale_id, day in published.items()
    }


def _pairs(paths: Iterable[str], before: Texts, now: Texts) -> list[tuple[str, str, str]]:
    """(path, old, new) of the strings that took another's place."""
    return [
        (path, old, new)
        for path in paths
        for kind, old, new in texts.differences(before.get(path, []), now.get(path, []))
        if kind is Kind.CHANGED
    ]


@transaction.atomic
def still_right(key: uuid.UUID, locale: Locale, path: str, user: Any) -> None:
    """Say that the translation holds although the source changed there.

    What stood there before keeps its translation for the new text, and the decision is in the log
    of the translated page. Raises StaleText.DoesNotExist where nothing changed, and
    NothingToKeepError where the source has a text that was never translated.
    """
    row = StaleText.objects.select_for_update().get(source_id=key, locale=locale, path=path)
    now = SourceText.objects.get(source_id=key).texts
    found = _changes([row], now)
    if any(change.kind is Kind.ADDED for change in found):
        raise NothingToKeepError(path)
    memory.carry(key, [(path, change.old, change.new) for change in found], locale)
    row.delete()
    transaction.on_commit(generation.bump)
    page = Page.objects.filter(translation_key=key, locale=locale).first()
    if page is not None:
        log(
            instance=page.specific,
            action=STILL_RIGHT,
            user=user,
            data={"path": path, "old": row.was, "new": now.get(path, [])},
        )
    states.refresh(key, [locale])


@transaction.atomic
def record(page: Page, done_paths: Iterable[str] | None = None) -> None:
    """A translation was published: note what it now corresponds to.

    `done_paths` are the places that were brought up to date. Without them they are found: what the
    published page says there is what the memory holds for the texts of today.
    """
    key, locale = page.translation_key, locales.by_id(page.locale_id)
    rows = {row.path: row for row in StaleText.objects.filter(source_id=key, locale=locale)}
    if rows:
        done = set(done_paths) if done_paths is not None else brought_up(page, rows)
        StaleText.objects.filter(pk__in=[rows[path].pk for path in done & set(rows)]).delete()
        transaction.on_commit(generation.bump)
    states.refresh(key, [locale])


def brought_up(page: Page, paths: Iterable[str]) -> set[str]:
    """Those of these places at which a version of a translation says what the memory has for
    today's source: readers of this version are told of nothing there."""
    now = SourceText.objects.get(source_id=page.translation_key).texts
    said = texts.of(page.specific)
    rows = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale_id=page.locale_id, has_error=False,
        context__path__in=list(paths),
    )  # fmt: skip
    held = {
        (path, source): data
        for path, source, data in rows.values_list("context__path", "translation_of__data", "data")
    }

    def done(path: str) -> bool:
        wanted = [held.get((path, text)) for text in now.get(path, [])]
        there = [texts.plain(text) for text in said.get(path, [])]
        return there == [None if text is None else texts.plain(text) for text in wanted]

    return {path for path in paths if done(path)}


def refresh_state(key: uuid.UUID, locale: Locale | None = None) -> None:
    """Bring the read-model of a page up to date in one language, or in all."""
    if SourceStats.objects.filter(pk=key).exists():
        states.refresh(key, [locale] if locale else None)
