"""What an engine stores: one document a page and index, already analysed.

An *index* is what one search covers: usually the site as the readers of one language see it.
Each page stands in it once, in the reader's language where it exists, else in the next language
of her chain. The fields hold terms, never text:

- `stems`, `words`, `grams`: title (three times) and body in the index's own language;
- `titles`: stems of the title alone;
- `second`, `second_titles`: stems of the Italian original, found by the words of a letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from search.analysis import analyzer

TITLE_WEIGHT = 3
FIELDS = {
    "stems": 1.0,
    "titles": 0.5,
    "words": 0.3,
    "grams": 0.2,
    "second": 0.6,
    "second_titles": 0.3,
}
"""Field → what its BM25 counts in the sum (docs/features/search.md has the measurements)."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a page gives: texts, facet values and what a result shows.

    `title` and `body` are in `language`; `keywords` are found and never shown; `second_title` and `second_body` in
    `second_language`, empty when there is nothing beside. `payload` comes back with each hit and
    must be JSON. `revision` tells one state of the page from another.
    """

    index: str
    id: str
    language: str
    title: str
    body: str
    keywords: str = ""
    revision: str = ""
    second_language: str = ""
    second_title: str = ""
    second_body: str = ""
    second_keywords: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    payload: Mapping[str, Any] = field(default_factory=dict)
    updated: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A source after analysis. `vocabulary` maps each word to its stem."""

    source: Source
    fields: Mapping[str, list[str]]
    vocabulary: Mapping[str, str]

    @property
    def index(self) -> str:
        return self.source.index

    @property
    def id(self) -> str:
        return self.source.id


def analyse(source: Source) -> Document:
    """Analyse a page for its index."""
    fields: dict[str, list[str]] = {name: [] for name in FIELDS}
    vocabulary: dict[str, str] = {}
    if source.title or source.body or source.keywords:
        own = analyzer(source.language)
        title_stems, title_words = own.terms(source.title)
        stems, words = own.terms(f"{source.body}\n{source.keywords}")
        fields["titles"] = title_stems
        fields["stems"] = title_stems * TITLE_WEIGHT + stems
        fields["words"] = title_words * TITLE_WEIGHT + words
        fields["grams"] = [gram for word in fields["words"] for gram in own.grams(word)]
        vocabulary = dict(zip(fields["words"], fields["stems"], strict=True))
    if source.second_title or source.second_body:
        other = analyzer(source.second_language)
        fields["second_titles"], _words = other.terms(source.second_title)
        fields["second"] = (
            fields["second_titles"] * TITLE_WEIGHT
            + other.terms(f"{source.second_body}\n{source.second_keywords}")[0]
        )
    return Document(source, fields, vocabulary)
