"""What search may know of a page or snippet: the contract between page types and `search`.

A *key* names one thing in all its languages: `page:<translation key>`, or the snippet's kind and
translation key. Page types that carry snippets (questions, words, service points, organisations)
give an entry for each, with the address at which readers find it.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from core import locales
from taxonomy.models import Place, Term, TermLabel


@dataclass(frozen=True)
class SearchEntry:
    """One thing in one language. `url` is a path; `revision` changes whenever the text may have.

    `keywords` are found and never shown. `updated` and `verified` are dates, or nothing. A list
    (`is_list`) leads to what it lists, and is not to stand before it.
    """

    key: str
    kind: str
    language: str
    title: str
    url: str
    lead: str = ""
    body: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    facets: Mapping[str, list[str]] = field(default_factory=dict)
    revision: str = ""
    updated: datetime.date | None = None
    verified: datetime.date | None = None
    is_list: bool = False


SNIPPET_KINDS = {
    "service-point": "directory.ServicePoint",
    "organisation": "directory.Organisation",
    "term": "glossary.GlossaryTerm",
    "question": "glossary.FaqItem",
}


BROAD = ("topic",)
"""Vocabularies, and facets of that name, whose other words are narrower than the term: a page on a topic is
not one on each of them."""


def kind_label(kind: str) -> str:
    """What a kind of result is called in the active language: Guide, Question and answer."""
    from django.apps import apps

    from core.checks import page_types

    if kind in SNIPPET_KINDS:
        return capfirst(str(apps.get_model(SNIPPET_KINDS[kind])._meta.verbose_name))
    for model in page_types():
        if model.search_kind == kind:
            return capfirst(str(model._meta.verbose_name))
    return _("Page")


def page_key(page: Page) -> str:
    return f"page:{page.translation_key}"


def snippet_key(kind: str, row: Any) -> str:
    return f"{kind}:{row.translation_key}"


def page_revision(page: Page) -> str:
    """What changes when a page is published: its live revision and the time."""
    published = page.last_published_at
    return f"{page.live_revision_id or 0}-{published.timestamp() if published else 0:.0f}"


def is_of(key: str | None, kind: str) -> bool:
    """Whether a key, where there is one, names a thing of a kind."""
    return key is None or key.startswith(f"{kind}:")


def language_of(row: Any) -> str:
    """The language code of a page or snippet."""
    locale: Locale = locales.by_id(row.locale_id)
    return str(locale.language_code)


def from_page(page: Any) -> SearchEntry:
    """The entry of a page of any type."""
    document = page.search_document()
    language = language_of(page)
    terms = [term for found in page.terms.values() for term in found]
    keywords = [page.short_title, page.search_keywords, *term_words(terms, language)]
    for link in page.organisations:
        keywords += [link.organisation.name, link.organisation.acronym]
    facets = {name: list(values) for name, values in document["facets"].items()}
    places = page.search_places()
    facets |= place_facets(places)
    keywords += place_words(places)
    keywords += document["keywords"]
    published = page.last_published_at
    return SearchEntry(
        key=page_key(page), kind=page.search_kind or page.search_as, language=language,
        title=page.title,
        url=page.url or "", lead=page.lead, body=tuple(document["body"]),
        keywords=tuple(word for word in keywords if word), facets=facets,
        revision=page_revision(page), updated=published.date() if published else None,
        verified=getattr(page, "verified_on", None), is_list=bool(page.search_as),
    )  # fmt: skip


def term_words(terms: Iterable[Term], language: str) -> list[str]:
    """Labels and other words of terms, in a language and in Italian; of broad terms their labels alone."""
    known = _term_labels()
    return [
        word
        for term in terms
        for code in dict.fromkeys((language, "it"))
        for word in known.get((term.pk, code), ())
    ]


@lru_cache(maxsize=1)
def _term_labels() -> dict[tuple[int, str], list[str]]:
    rows = TermLabel.objects.values_list(
        "term_id", "term__vocabulary", "language", "label", "alt_labels"
    )
    return {
        (term, code): [label] if vocabulary in BROAD else [label, *others]
        for term, vocabulary, code, label, others in rows
    }


def forget() -> None:
    """Labels or places may have changed: read them again."""
    _term_labels.cache_clear()
    _place.cache_clear()


@lru_cache(maxsize=20_000)
def _place(pk: int) -> Place | None:
    return Place.objects.filter(pk=pk).first()


def lineage(place: Place) -> Iterator[Place]:
    """A place and all it lies in: comune, province, region; the country is left out."""
    above: Place | None = place
    while above is not None and above.kind != Place.Kind.COUNTRY:
        yield above
        above = _place(above.parent_id) if above.parent_id else None


def place_values(places: Iterable[Place]) -> list[str]:
    """Facet values of places, those above included: who looks in Piemonte means Torino too."""
    return list(dict.fromkeys(f"{p.kind}:{p.code}" for place in places for p in lineage(place)))


def place_facets(places: Iterable[Place]) -> dict[str, list[str]]:
    """`place` with all that lies above; `near` without, for circles around a comune."""
    own = list(places)
    return {"place": place_values(own), "near": [f"{p.kind}:{p.code}" for p in own]}


def place_words(places: Iterable[Place]) -> list[str]:
    """Names of places in every language there is: Torino, Turin, تورينو."""
    words = []
    for place in places:
        for above in lineage(place):
            words += [above.name, above.name_other, *above.names.values()]
    return [word for word in dict.fromkeys(words) if word]


def rows_of_kind(model: type[Model], locale_id: int, key: str | None) -> Any:
    """Rows of a snippet in a locale, only the one of `key` where it is given."""
    rows = model._default_manager.filter(locale_id=locale_id)  # type: ignore[attr-defined]
    return rows.filter(translation_key=key.partition(":")[2]) if key else rows
