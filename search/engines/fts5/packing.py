"""Documents as the embedded index takes them, made ready by whoever has analysed them.

Everything is done here that needs nothing of the index: other processes can do it. What a term
weighs depends on the usual length of a page, known at the end of a rebuild only: until then a
character says how often the term occurs, and each of these is put right in one go.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from search.analysis.scripts import is_pair
from search.documents import Document
from search.engines.fts5.schema import (
    BOTH,
    FIELD_MARKS,
    FIELDS_OF,
    MARKS,
    frequency_mark,
    impact_level,
)
from search.engines.fts5.sequences import sequence

COMPRESSION = 6
PAIRS = "\t"  # begins a line of pairs: no word has it


class Texts(NamedTuple):
    """The terms of one field of a page.

    `text` has *term + field + mark of its frequency*, with a space between each. `frequencies` are
    those that occur; `length` counts all terms.
    """

    field: str
    length: int
    frequencies: frozenset[int]
    text: str

    def weighed(self, average: float) -> str:
        """The text with weights in place of frequencies; `average` is the field's usual length."""
        text = self.text
        for frequency in self.frequencies:
            mark = MARKS[impact_level(frequency, self.length, average)]
            text = text.replace(frequency_mark(frequency), mark)
        return text


@dataclass(frozen=True, slots=True)
class Row:
    """A page with everything the index keeps of it. `packed` is for `unpack`."""

    index: str
    id: str
    revision: str
    updated: str
    payload: str
    facets: Mapping[str, tuple[str, ...]]
    packed: bytes
    fields: list[Texts]
    vocabulary: Mapping[str, str]


def prepare(document: Document) -> Row:
    """Everything about a document that can be done without the index."""
    source = document.source
    return Row(
        source.index, source.id, source.revision, source.updated,
        json.dumps(source.payload, ensure_ascii=False), source.facets,
        pack(source.body or source.second_body, document.stems, document.second),
        list(_fields(document.counts)), document.vocabulary,
    )  # fmt: skip


def _fields(counts: Mapping[str, Mapping[str, int]]) -> Iterator[Texts]:
    """The terms of each field; stems that are words as often are in one of them only."""
    words = counts["words"]
    both = {term: n for term, n in counts["stems"].items() if words.get(term) == n}
    for field, own in counts.items():
        if not own:
            continue
        rest = own
        if field in FIELDS_OF[FIELD_MARKS[BOTH]]:
            rest = {term: n for term, n in own.items() if term not in both}
        tokens = chain(_tokens(field, rest), _tokens(BOTH, both) if field == "stems" else ())
        yield Texts(field, sum(own.values()), frozenset(own.values()), " ".join(tokens))


def _tokens(field: str, counts: Mapping[str, int]) -> Iterator[str]:
    mark = FIELD_MARKS[field]
    single = f"{mark}{frequency_mark(1)}"
    once = [term for term, n in counts.items() if n == 1]
    if once:  # most are
        yield f"{f'{single} '.join(once)}{single}"
    for term, n in counts.items():
        if n > 1:
            yield f"{term}{mark}{frequency_mark(n)}"


def pack(body: str, stems: list[str], second: list[str]) -> bytes:
    """Body and sequences of stems in one compressed piece: together they take half the room."""
    text = "\0".join((body.replace("\0", " "), sequence(stems), sequence(second)))
    return zlib.compress(text.encode("utf-8", "replace"), COMPRESSION)


def unpack(data: bytes) -> list[str]:
    """Body, sequence of own stems, sequence of second stems."""
    return zlib.decompress(data).decode().split("\0")


def pack_words(words: Mapping[str, str]) -> bytes:
    """Words with their stems, for `unpack_words`: a fifth of the room that a table takes.

    Pairs of a script without spaces that begin with the same sign are one line.
    """
    lines: dict[str, str] = {}
    for word, stem in sorted(words.items()):
        if word == stem and is_pair(word):
            lines[PAIRS + word[0]] = lines.get(PAIRS + word[0], "") + word[1]
        else:
            lines[word] = "" if word == stem else f" {stem}"
    text = "\n".join(map("".join, lines.items()))
    return zlib.compress(text.encode("utf-8", "replace"), COMPRESSION)


def unpack_words(data: bytes) -> Iterator[tuple[str, str]]:
    """(word, stem) of each."""
    for line in zlib.decompress(data).decode().split("\n"):
        if line.startswith(PAIRS):
            first = line[len(PAIRS)]
            yield from ((first + second,) * 2 for second in line[len(PAIRS) + 1 :])
        else:
            word, _space, stem = line.partition(" ")
            yield word, stem or word
