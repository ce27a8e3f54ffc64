"""Tables of an index file and how a term is written in them.

FTS5 serves as the inverted index only: one contentless table an index, `detail=none`, whose
tokens are *term + field + level*. The level is the term's BM25 weight in the page (term
frequency against page length) in sixteen steps, worked out when the page is indexed. A query then
reads plain lists of row numbers, without FTS5's own `bm25()`, which walks every list twice. Field
and level are control characters of one byte, which no term has: what stands behind a term is one
range.

Many words are their own stem, in some languages all: where both weigh the same in a page they
are one token, of the field `BOTH`.

A page that changes gets a new row; the old one is dropped from the bitmap of the living, as
Lucene does it, and vanishes with the next rebuild. (`contentless_delete` needs SQLite 3.43.)
"""

from functools import lru_cache

from search.query import K1, B

LEVELS = 16
STEP = (K1 + 1) / LEVELS
FIRST_LEVEL = 1
MARKS = [chr(FIRST_LEVEL + level) for level in range(LEVELS)]
IMPACTS = [(level + 0.5) * STEP for level in range(LEVELS)]
FIRST_FIELD = FIRST_LEVEL + LEVELS
BOTH = "stems and words"
_NAMES = ("stems", "words", BOTH, "titles", "second", "second_titles")
FIELD_MARKS = {name: chr(FIRST_FIELD + number) for number, name in enumerate(_NAMES)}
FIELDS_OF = {
    mark: ("stems", "words") if name == BOTH else (name,) for name, mark in FIELD_MARKS.items()
}
"""The fields that a token with this mark is of."""
AFTER_FIELDS = chr(FIRST_FIELD + len(_NAMES))

MARK_LETTERS = "".join(chr(number) for number in range(1, ord(AFTER_FIELDS)))
"""What the tokenizer has to take for letters: of ASCII it knows its own only."""

CONTROLS, PRIVATE, MOST = range(0x80, 0xA0), 0xE000, 6_000

ALIVE = "alive"  # the facet of all pages that are there

COMMON = """
CREATE TABLE IF NOT EXISTS indexes (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, rows INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS lengths (
    number INTEGER NOT NULL, field TEXT NOT NULL, pages INTEGER NOT NULL, terms INTEGER NOT NULL,
    PRIMARY KEY (number, field)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS journal (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, index_name TEXT NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

PER_INDEX = """
CREATE VIRTUAL TABLE terms_{n} USING fts5(
    terms, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '_{marks}'");
INSERT INTO terms_{n}(terms_{n}, rank) VALUES('hashsize', 16777216);
CREATE VIRTUAL TABLE tokens_{n} USING fts5vocab(terms_{n}, row);
CREATE TABLE pages_{n} (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision TEXT NOT NULL,
    updated TEXT NOT NULL, payload TEXT NOT NULL, facets TEXT NOT NULL);
CREATE TABLE texts_{n} (piece INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE INDEX updated_{n} ON pages_{n} (updated, row);
CREATE TABLE facets_{n} (
    facet TEXT NOT NULL, value TEXT NOT NULL, bits BLOB NOT NULL,
    PRIMARY KEY (facet, value)) WITHOUT ROWID;
CREATE TABLE words_{n} (row INTEGER PRIMARY KEY, packed BLOB NOT NULL);
"""


@lru_cache(maxsize=MOST)
def frequency_mark(frequency: int) -> str:
    """What stands behind a term until it is weighed: a character that no term has."""
    if frequency <= len(CONTROLS):
        return chr(CONTROLS[frequency - 1])
    return chr(PRIVATE + min(frequency, MOST))


def impact_level(frequency: int, length: int, average: float) -> int:
    """The BM25 weight of a term in a page without its idf, as a level.

    `frequency` and `length` in terms, `average` the usual length of the field.
    """
    weight = frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / average))
    return min(LEVELS - 1, int(weight / STEP))
