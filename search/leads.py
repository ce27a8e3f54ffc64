"""Words by which editors lead readers to a page: they stand in its document like words of its title."""

from collections import defaultdict

from core.search_entries import page_key

Led = dict[str, list[str]]
"""Language to words."""


def of(key: str) -> Led:
    """The words that lead to one thing; one query, none for snippets."""
    kind, _colon, identity = key.partition(":")
    return _by_key(identity).get(key, {}) if kind == "page" else {}


def all_of_them() -> dict[str, Led]:
    """For whoever walks the whole site: key to its words, in one query."""
    return _by_key()


def _by_key(translation_key: str = "") -> dict[str, Led]:
    from search.models import LEADING, SearchDecision  # models are loaded after the feed

    rows = SearchDecision.objects.filter(choice__in=LEADING, page__isnull=False)
    if translation_key:
        rows = rows.filter(page__translation_key=translation_key)
    found: dict[str, Led] = defaultdict(lambda: defaultdict(list))
    for row in rows.select_related("page").order_by("pk"):
        if row.page is not None:
            found[page_key(row.page)][row.language].append(row.words)
    return dict(found)
