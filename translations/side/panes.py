"""What one pane shows: a draft to who may edit it, to others only what readers see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from core import locales
from translations.editor import access, marks, sending
from translations.editor.segments import NEW
from translations.law import rights
from translations.partial import marking, seconds, texts

DRAFT, LIVE, NOTHING = "draft", "live", ""


@dataclass(frozen=True, slots=True)
class Pane:
    """A page in one language; `shows` says whether its draft, its live version, or nothing."""

    locale: Locale
    page: Page | None
    shows: str


def of(source: Page, languages: Iterable[Locale], user: Any) -> list[Pane]:
    """The panes of languages for somebody, by few queries.

    The original is shown as readers see it: translations follow what was published. Pages behind a
    password or for groups are shown to who may edit them.
    """
    rows = Page.objects.filter(translation_key=source.translation_key, alias_of=None)
    pages = {row.locale_id: row for row in rows.filter(locale__in=languages)}
    kept = set(
        Translation.objects.filter(
            source__object_id=source.translation_key, enabled=True
        ).values_list("target_locale_id", flat=True)
    )
    return [
        _pane(locale, pages.get(locale.pk), user, translated=locale.pk in kept)
        for locale in languages
    ]


def _pane(locale: Locale, page: Page | None, user: Any, *, translated: bool) -> Pane:
    if page is None:
        return Pane(locale, None, NOTHING)
    mine = rights.may_edit(user, page)
    if mine and translated:
        return Pane(locale, page, DRAFT)
    seen = page.live and (mine or not page.get_view_restrictions().exists())
    return Pane(locale, page, LIVE if seen else NOTHING)


def render(page: Any, shows: str, request: HttpRequest) -> HttpResponse:
    """The whole page of a pane, with the notes that readers would get."""
    page = page.specific
    desk = access.desk_of(page) if shows == DRAFT else None
    if desk is None:
        response: HttpResponse = page.make_preview_request(request)
        untranslated = texts.of(page) if texts.is_partial(page) else []
    else:
        response = sending.instance_of(desk).make_preview_request(request)
        untranslated = [
            marks.plain(row.html) for row in desk.rows if row.state == NEW and not row.target
        ]
    if untranslated and response.get("Content-Type", "").startswith("text/html"):
        html = response.content.decode(response.charset)
        language = seconds.language_of(locales.source())
        response.content = marking.mark(html, untranslated, language).encode(response.charset)
    return response
