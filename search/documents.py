"""What an engine stores: one document a page and index, already analysed.

An *index* is what one search covers: usually the site as the readers of one language see it.
Each page stands in it once, in the reader's language where it exists, else in the next language
of her chain. The fields hold terms, never text:

- `stems`, `words`: title (three times) and body in the index's own language;
- `titles`: stems of the title alone;
- `second`, `second_titles`: stems of the Italian original, found by the words of a letter.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from search.analysis import analyzer

TITLE_WEIGHT = 3
NAME_MARK, NAME_COUNT = "_", 10
REMEMBERED = 16  # texts: each page is analysed for all indexes before the next one
FIELDS = {
    "stems": 1.0,
    "titles": 0.5,
    "words": 0.3,
    "second": 0.6,
    "second_titles": 0.3,
}
"""Field → what its BM25 counts in the sum (docs/features/search.md has the measurements)."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a page gives: texts, facet values and what a result shows.

    `title` and `body` are in `language`; `keywords` are found and never shown; `second_title` and `second_body` in
    `second_language`, empty when there is nothing beside. `payload` comes back with each hit and
    must be JSON. `revision` tells one state of the page from another. `marks` are terms for what the
    page is about (`about`), beside the text it has. A list (`is_list`) is found by its name as a whole, and else
    stands behind what it lists.
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
    is_list: bool = False
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A source after analysis.

    `stems` and `second` are title and text in their order, for phrases. `counts` says for each field
    how often each term counts; `vocabulary` maps each word to its stem.
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
        """The terms of each field, as often as they count, but for those of `ordered`."""
        found = {}
        for name in FIELDS:
            counts = Counter(self.counts.get(name, {}))
            counts.subtract(self.ordered.get(name, ()))
            found[name] = list(counts.elements())
        return found

    @property
    def ordered(self) -> Mapping[str, list[str]]:
        """The terms of the fields with phrases in the order of the text, each as often as there."""
        return {"stems": self.stems, "second": self.second}


class _Own(NamedTuple):
    """A text in the index's own language, analysed."""

    stems: list[str]
    counts: Mapping[str, Mapping[str, int]]
    vocabulary: Mapping[str, str]


def analyse(source: Source) -> Document:
    """Analyse a page for its index."""
    stems: list[str] = []
    second: list[str] = []
    counts: dict[str, Mapping[str, int]] = {name: {} for name in FIELDS}
    vocabulary: Mapping[str, str] = {}
    if source.title or source.body or source.keywords:
        own = (
            _list(source.language, source.title, source.keywords)
            if source.is_list
            else _own(source.language, source.title, source.body, source.keywords)
        )
        stems, vocabulary = own.stems, own.vocabulary
        counts |= own.counts
    if source.second_title or source.second_body:
        texts = source.second_title, source.second_body, source.second_keywords
        second, other = _second(source.second_language, *texts, is_list=source.is_list)
        counts |= other
    if source.marks:
        text = "stems" if stems else "second"
        counts[text] = {**counts[text], **dict.fromkeys(source.marks, 1)}
    return Document(source, stems, second, counts, vocabulary)


@lru_cache(maxsize=REMEMBERED)
def _own(language: str, title: str, body: str, keywords: str) -> _Own:
    """The same text stands in several indexes, one after the other."""
    own = analyzer(language)
    title_stems, title_words = own.terms(title)
    body_stems, body_words = own.terms(f"{body}\n{keywords}")
    counts = {
        "stems": Counter(title_stems * TITLE_WEIGHT + body_stems),
        "titles": Counter(title_stems),
        "words": Counter(title_words * TITLE_WEIGHT + body_words),
    }
    stems, words = title_stems + body_stems, title_words + body_words
    return _Own(stems, counts, dict(zip(words, stems, strict=True)))


def _list(language: str, title: str, keywords: str) -> _Own:
    """A list counts by its name as a whole, and little by the words of its name."""
    own = analyzer(language)
    title_stems, title_words = own.terms(title)
    other_stems, other_words = own.terms(keywords)
    name = name_term(token.stem for token in own.telling(title))
    stems, words = title_stems + other_stems, title_words + other_words
    counts = {
        "stems": Counter([*stems, *[name] * NAME_COUNT]), "titles": Counter(title_stems),
    }  # fmt: skip
    return _Own(stems, counts, dict(zip(words, stems, strict=True)))


def name_term(stems: Iterable[str]) -> str:
    """One term for a whole name: nothing that a text has."""
    return NAME_MARK + NAME_MARK.join(dict.fromkeys(stems))


def about(vocabulary: str, code: str) -> str:
    """One term for a term of a vocabulary: nothing that a text or a name has."""
    return f"{NAME_MARK}{NAME_MARK}{vocabulary}{NAME_MARK}{code}".replace("-", NAME_MARK)


@lru_cache(maxsize=REMEMBERED)
def _second(
    language: str, title: str, body: str, keywords: str, *, is_list: bool = False
) -> tuple[list[str], Mapping[str, Mapping[str, int]]]:
    if is_list:
        found = _list(language, title, keywords)
        return found.stems, {
            "second": found.counts["stems"], "second_titles": found.counts["titles"],
        }  # fmt: skip
    other = analyzer(language)
    title_stems = other.terms(title)[0]
    body_stems = other.terms(f"{body}\n{keywords}")[0]
    return title_stems + body_stems, {
        "second": Counter(title_stems * TITLE_WEIGHT + body_stems),
        "second_titles": Counter(title_stems),
    }
