"""Results in the languages that a reader named, where the page is missing in her own."""

from dataclasses import replace
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from core import access, locales, reading
from search.highlight import Piece
from search.service import Found


def as_named(results: list[Found], language: str) -> list[Found]:
    """The results of a page, each page of the site in the best of the languages the reader named.

    The index holds everything once, in the order that readers of a language usually want. Nothing
    is asked for readers who named none; for the others one query, and one for each type of page.
    """
    named = [code for code in reading.stated() if code != language]
    wanted: dict[str, str] = {}
    for found in results if named else ():
        kind, _colon, key = found.key.partition(":")
        best = next((code for code in named if code in found.languages), "")
        if kind == "page" and found.language != language and best not in {"", found.language}:
            wanted[key] = best
    rows = _pages(wanted)
    return [_in(found, rows.get(found.key.partition(":")[2])) for found in results]


def _pages(wanted: dict[str, str]) -> dict[str, Any]:
    """Translation key to the page in a language."""
    if not wanted:
        return {}
    condition = Q()
    for key, code in wanted.items():
        locale = locales.by_code(code)
        condition |= Q(translation_key=key, locale_id=locale.pk if locale else None)
    rows = access.public(Page.objects.filter(condition, alias_of=None)).specific()
    return {str(row.translation_key): row for row in rows}


def _in(found: Found, page: Any) -> Found:
    """The result as a page says it."""
    if page is None:
        return found
    code = locales.by_id(page.locale_id).language_code
    return replace(
        found, language=code, url=page.get_url() or found.url,
        title=[Piece(page.title, marked=False)],
        snippet=[Piece(page.lead, marked=False)] if page.lead else [],
    )  # fmt: skip
