"""Look-up by words in titles, leads and keywords, straight from the database.

Every word must occur; accents and case do not matter for the comparison. Nothing of what the
reader types reaches a query syntax.
"""

import unicodedata
from typing import Any

from django.core.paginator import Paginator
from wagtail.models import Locale, Page

from core import access

MAX_LENGTH, MAX_WORDS, PER_PAGE = 200, 16, 10


def words_of(query: str) -> list[str]:
    """At most 16 folded words of the first 200 characters; punctuation and control marks go."""
    folded = fold(query[:MAX_LENGTH])
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in folded)
    return kept.split()[:MAX_WORDS]


def fold(text: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def find(query: str, locale: Locale, page: str | None) -> dict[str, Any]:
    """Pages of a locale that contain every word; titles first.

    Returns the context of the search template: `query`, `words`, `results` (a paginated page).
    """
    words = words_of(query)
    results: list[Page] = []
    if words:
        from core.checks import page_types

        for model in page_types():
            if model.search_kind:
                rows = access.public(model.objects.all()).filter(locale=locale)
                results += [row for row in rows if row.is_listed and _matches(row, words)]
        results.sort(key=lambda row: (not all(w in fold(row.title) for w in words), row.title))
    paginator = Paginator(results, PER_PAGE)
    return {"query": query[:MAX_LENGTH], "words": words, "results": paginator.get_page(page)}


def _matches(page: Any, words: list[str]) -> bool:
    text = fold(f"{page.title} {page.lead} {page.search_keywords}")
    return all(word in text for word in words)
