"""Results in the languages that a reader named, where the thing is missing in her own."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Q
from wagtail.models import Page

from core import locales, reading
from core.checks import page_types
from core.search_entries import SearchEntry
from search import feed
from search.highlight import Piece
from search.service import Found


def as_named(results: list[Found], language: str) -> list[Found]:
    """The results of a page, each thing of the site in the best of the languages the reader named.

    The index holds everything once, in the order that readers of a language usually want. Nothing
    is asked for readers who named none; for the others a query for the pages and one for each
    type of theirs, and a few for each thing that is no page.
    """
    named = [code for code in reading.stated() if code != language]
    wanted: dict[str, str] = {}
    for found in results if named else ():
        best = next((code for code in named if code in found.languages), "")
        if found.language != language and best not in {"", found.language}:
            wanted[found.key] = best
    entries = _of_pages(wanted) | _carried(wanted)
    return [_in(found, entries.get(found.key)) for found in results]


def _of_pages(wanted: Mapping[str, str]) -> dict[str, SearchEntry]:
    """Key to the entry of a page in its language."""
    condition = Q()
    for key, code in wanted.items():
        kind, _colon, identity = key.partition(":")
        if kind == "page":
            locale = locales.by_code(code)
            condition |= Q(translation_key=identity, locale_id=locale.pk if locale else None)
    if not condition:
        return {}
    pages = feed.public_pages().filter(condition).specific()
    return {
        f"page:{page.translation_key}": SearchEntry(
            key="", kind="", language=locales.by_id(page.locale_id).language_code,
            title=page.title, url=page.get_url() or "", lead=page.lead,
        )
        for page in pages
    }  # fmt: skip


def _carried(wanted: Mapping[str, str]) -> dict[str, SearchEntry]:
    """Key to the entry of a thing that is no page, as the page that carries it gives it."""
    by_place: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for key, code in wanted.items():
        if not key.startswith("page:"):
            by_place[key.partition(":")[0], code].append(key)
    found: dict[str, SearchEntry] = {}
    for (kind, code), keys in by_place.items():
        for page in _carriers(kind, code):
            for key in keys:
                found |= {entry.key: entry for entry in feed.entries_of(page, key)}
    return found


def _carriers(kind: str, code: str) -> list[Page]:
    """The pages of a language at which readers find things of a kind."""
    models = [model for model in page_types() if kind in model.search_carries]
    locale = locales.by_code(code)
    return [page for model in models for page in feed.public_pages(model).filter(locale=locale)]


def _in(found: Found, entry: SearchEntry | None) -> Found:
    """The result as an entry says it."""
    if entry is None:
        return found
    return replace(
        found, language=entry.language, url=entry.url or found.url,
        title=[Piece(entry.title, marked=False)],
        snippet=[Piece(entry.lead, marked=False)] if entry.lead else [],
    )  # fmt: skip
