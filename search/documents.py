"""What an engine stores: one document a page and index, already analysed.

An *index* is what one search covers: usually the site as the readers of one language see it.
Each page stands in it once, in the reader's language where it exists, else in the next language
of her chain. The fields hold terms, never text:

- `stems`, `words`, `grams`: title (three times) and body in the index's own language;
- `titles`: stems of the title alone;
- `second`, `second_titles`: stems of the Italian original, found by the words of a letter.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from search.analysis import Analyzer, analyzer

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


@dataclass(frozen=True)
class Document:
    """A source after analysis.

    `stems` and `second` are in the order of the text, for phrases. `counts` says for each field
    how often each term occurs; `vocabulary` maps each word to its stem.
    """

    source: Source
    stems: list[str]
    second: list[str]
    counts: Mapping[str, Mapping[str, int]]
    vocabulary: Mapping[str, str]

    @property
    def index(self) -> str:
        return self.source.index

    @property
    def id(self) -> str:
        return self.source.id

    @cached_property
    def fields(self) -> Mapping[str, list[str]]:
        """The terms of each field, as often as they occur; those with phrases in order."""
        ordered = {"stems": self.stems, "second": self.second}
        return {
            name: ordered.get(name) or list(Counter(terms).elements())
            for name, terms in self.counts.items()
        }


def analyse(source: Source) -> Document:
    """Analyse a page for its index."""
    stems: list[str] = []
    second: list[str] = []
    counts: dict[str, Mapping[str, int]] = {name: {} for name in FIELDS}
    vocabulary: dict[str, str] = {}
    if source.title or source.body or source.keywords:
        own = analyzer(source.language)
        title_stems, title_words = own.terms(source.title)
        body_stems, body_words = own.terms(f"{source.body}\n{source.keywords}")
        stems = title_stems * TITLE_WEIGHT + body_stems
        words = title_words * TITLE_WEIGHT + body_words
        vocabulary = dict(zip(words, stems, strict=True))
        counts |= {
            "stems": Counter(stems), "titles": Counter(title_stems), "words": Counter(words),
        }  # fmt: skip
        counts["grams"] = _grams(counts["words"], own)
    if source.second_title or source.second_body:
        other = analyzer(source.second_language)
        second_title = other.terms(source.second_title)[0]
        second = (
            second_title * TITLE_WEIGHT
            + other.terms(f"{source.second_body}\n{source.second_keywords}")[0]
        )
        counts |= {"second": Counter(second), "second_titles": Counter(second_title)}
    return Document(source, stems, second, counts, vocabulary)


def _grams(words: Mapping[str, int], own: Analyzer) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word, count in words.items():
        for gram in own.grams(word):
            counts[gram] = counts.get(gram, 0) + count
    return counts
