"""Links stored in the source language, shown in the reader's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from core import access, locales, reading


@dataclass
class Link:
    """A link to a page in the best language for the reader."""

    page: Page
    url: str
    title: str
    lang: str  # BCP 47, empty when it is the language of the surrounding text
    dir: str


def localized(pages: Iterable[Page], *, specific: bool = False) -> list[Page]:
    """Each page in the active language where it is live there, else in the next one the reader
    knows (`core.reading`), at last its source; one query.

    Pages that readers may not see in any of them are left out. Order is kept.
    """
    wanted = [page for page in pages if page is not None]
    if not wanted:
        return []
    ranks = reading.ranks()
    rows = access.public(Page.objects.all()).filter(
        translation_key__in={page.translation_key for page in wanted}, locale_id__in=ranks
    )
    if specific:
        rows = rows.specific()
    rows = sorted(rows, key=lambda row: -ranks[row.locale_id])
    found = {row.translation_key: row for row in rows}
    return [found[page.translation_key] for page in wanted if page.translation_key in found]


def link_to(page: Page, request: HttpRequest | None) -> Link:
    """A link to exactly this page, with its language when it is not the active one."""
    code = locales.by_id(page.locale_id).language_code
    foreign = code != locales.active().language_code
    return Link(
        page=page,
        url=page.get_url(request) or "",
        title=getattr(page, "card_title", "") or page.title,
        lang=locales.html_lang(code) if foreign else "",
        dir=locales.direction(code) if foreign else "",
    )


def links(pages: Iterable[Page], request: HttpRequest | None) -> list[Link]:
    """Links to pages in the best language for the reader."""
    return [link_to(page, request) for page in localized(pages)]


def localized_by_id(ids: Iterable[int]) -> dict[int, Page]:
    """For keys of pages: each page in the best language for the reader; one query for all."""
    wanted = set(ids)
    if not wanted:
        return {}
    ranks = reading.ranks()
    named = Page.objects.filter(pk__in=wanted).values("translation_key")
    rows = Page.objects.filter(Q(pk__in=wanted) | Q(translation_key__in=named))
    keys: dict[int, Any] = {}
    best: dict[Any, Page] = {}
    for row in rows:
        if row.pk in wanted:
            keys[row.pk] = row.translation_key
        if not row.live or access.is_restricted(row) or row.locale_id not in ranks:
            continue
        other = best.get(row.translation_key)
        if other is None or ranks[row.locale_id] < ranks[other.locale_id]:
            best[row.translation_key] = row
    return {pk: best[key] for pk, key in keys.items() if key in best}


def snippets(rows: Iterable[Any]) -> list[Any]:
    """Translatable snippets in the active language, else in the next one the reader knows, else
    as they are; one query a model."""
    wanted = [row for row in rows if row is not None]
    if not wanted:
        return []
    model = type(wanted[0])
    ranks = {locale.pk: n for n, locale in enumerate([locales.active(), *reading.before_source()])}
    keys = {row.translation_key for row in wanted}
    known = model.objects.filter(translation_key__in=keys, locale_id__in=ranks)
    ordered = sorted(known, key=lambda row: -ranks[row.locale_id])
    found = {row.translation_key: row for row in ordered}
    return [found.get(row.translation_key, row) for row in wanted]
