"""From the site's content to documents: which thing stands in which index, in which language.

The index of a language shows the site as its readers see it: every public page, word, question,
service point and organisation once, in their language where it exists, else in the next language
of their chain (`SEARCH_CHAINS`), with the words of the Italian original beside it.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from django.conf import settings
from django.utils import translation
from wagtail.models import Page

from core import access, locales
from core.checks import page_types
from core.models import rows
from core.search_entries import BROAD, SNIPPET_KINDS, SearchEntry, page_key
from search import leads
from search.documents import TITLE_WEIGHT, Source, about
from search.leads import Led

Variants = dict[str, SearchEntry]
CHUNK = 200  # pages
FIELDS = [field.name for field in fields(Source)]


def chain(language: str) -> list[str]:
    """The languages in which readers of a language are answered, best first."""
    wanted = [language, *settings.SEARCH_CHAINS.get(language, ()), settings.LANGUAGE_CODE]
    known = [code for code, _name in settings.LANGUAGES]
    return [*dict.fromkeys(code for code in [*wanted, *known] if code in known)]


def public_pages(model: type[Page] = Page) -> Any:
    """Pages of a type that search may know of: live, public, and no aliases of others."""
    return access.public(model.objects.filter(alias_of=None))


def searched_types() -> list[type[Page]]:
    """Page types that search finds, or that carry snippets it finds."""
    return [
        model
        for model in page_types()
        if model.search_kind or model.search_as or model.search_carries
    ]


def entries_of(page: Any, key: str | None = None) -> list[SearchEntry]:
    """What search finds at a page, read in the page's language."""
    with translation.override(locales.by_id(page.locale_id).language_code):
        return [entry for entry in page.search_entries(key) if entry.title and entry.url]


def variants_of(key: str) -> Variants:
    """A thing in every language it is public in."""
    kind, _colon, identity = key.partition(":")
    if kind == "page":
        found = public_pages().filter(translation_key=identity).order_by("path")
        pages = list(found.specific())
    else:
        carriers = [model for model in page_types() if kind in model.search_carries]
        pages = [page for model in carriers for page in public_pages(model)]
    variants = {}
    for page in pages:
        for entry in entries_of(page, key):
            variants[entry.language] = entry
    return variants


def every_variant() -> Iterator[tuple[str, Variants]]:
    """(key, variants) of everything, page by page, so that memory does not grow with the site.

    What pages point to is read for `CHUNK` of them at once.
    """
    carried: dict[str, Variants] = defaultdict(dict)
    for model in searched_types():
        group: list[Any] = []
        pages = public_pages(model).order_by("translation_key", "pk")
        for page in pages.prefetch_related(*rows.read_ahead(model)).iterator(chunk_size=CHUNK):
            if group and group[0].translation_key != page.translation_key:
                yield from _group(group, carried)
                group = []
            group.append(page)
        if group:
            yield from _group(group, carried)
    yield from carried.items()


def _group(pages: list[Any], carried: dict[str, Variants]) -> Iterator[tuple[str, Variants]]:
    """The translations of one page; what they carry is kept for later."""
    own: Variants = {}
    key = page_key(pages[0])
    for page in pages:
        for entry in entries_of(page):
            if entry.key == key:
                own[entry.language] = entry
            else:
                carried[entry.key][entry.language] = entry
    if own:
        yield key, own


def count_pages() -> int:
    """How many pages a rebuild walks, for its progress."""
    return sum(public_pages(model).count() for model in searched_types())


def sources(key: str, variants: Variants, led: Led | None = None) -> Iterator[Source]:
    """One source for each index: the thing as readers of that language are to see it.

    `led` are the words by which editors lead to it, by language; asked for when not given.
    """
    if not variants:
        return
    original = variants.get(settings.LANGUAGE_CODE)
    led = leads.of(key) if led is None else led
    for language, _name in settings.LANGUAGES:
        shown = next((variants[code] for code in chain(language) if code in variants), None)
        if shown is not None:
            # Words by which editors lead here weigh like those of the title.
            words = tuple(" ".join([text] * TITLE_WEIGHT) for text in led.get(language, ()))
            entry = replace(shown, keywords=shown.keywords + words)
            yield _source(key, language, entry, original, sorted(variants))


def _source(
    key: str, language: str, shown: SearchEntry, original: SearchEntry | None, languages: list[str]
) -> Source:
    second = original if original is not None and language != original.language else None
    own = shown if second is None or shown.language != second.language else None
    facets = {name: tuple(values) for name, values in shown.facets.items() if values}
    facets |= {"type": (shown.kind,), "language": tuple(languages)}
    if shown.updated:
        facets["updated"] = (f"{shown.updated:%Y-%m}",)
    if shown.verified:
        facets["verified"] = (f"{shown.verified:%Y-%m}",)
    payload = {
        "url": shown.url, "title": shown.title, "lead": shown.lead, "kind": shown.kind,
        "language": shown.language, "languages": languages,
        "verified": shown.verified.isoformat() if shown.verified else "",
        "updated": shown.updated.isoformat() if shown.updated else "",
        "places": list(facets.get("near", ())),
    }  # fmt: skip
    source = Source(
        index=language, id=key, language=language,
        title=own.title if own else "", body=_body(own), keywords=_keywords(own),
        second_language=second.language if second else "",
        second_title=second.title if second else "",
        second_body=_body(second), second_keywords=_keywords(second),
        facets=facets, payload=payload, updated=str(payload["updated"]),
        is_list=shown.is_list,
        marks=tuple(about(name, code) for name in BROAD for code in facets.get(name, ())),
    )  # fmt: skip
    return with_revision(source, "|".join(languages), shown, original)


def with_revision(
    source: Source, languages: str, shown: SearchEntry, original: SearchEntry | None
) -> Source:
    """The source with a revision in two parts: what a quick look can tell, and all of it.

    `quick#full`: the quick part comes from the revisions of the texts, the full part from
    everything the index holds, states that change with the day included.
    """
    quick = f"{languages}:{shown.revision}:{original.revision if original else ''}"
    everything = {name: getattr(source, name) for name in FIELDS}
    full = hashlib.sha256(json.dumps(everything, sort_keys=True).encode()).hexdigest()[:16]
    return replace(source, revision=f"{quick}#{full}")


def _body(entry: SearchEntry | None) -> str:
    if entry is None:
        return ""
    return "\n".join(part.strip() for part in (entry.lead, *entry.body) if part and part.strip())


def _keywords(entry: SearchEntry | None) -> str:
    return "\n".join(dict.fromkeys(entry.keywords)) if entry else ""


def kinds() -> list[str]:
    """Every kind of result there is."""
    pages = [model.search_kind for model in page_types() if model.search_kind]
    return [*dict.fromkeys(pages), *SNIPPET_KINDS]
