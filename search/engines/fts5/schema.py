"""Tables of an index file and how a term is written in them.

FTS5 serves as the inverted index only: one contentless table an index, `detail=none`, whose
tokens are *field letter + term + level*. The level is the term's BM25 weight in the page (term
frequency against page length) in sixteen steps, worked out when the page is indexed. A query then
reads plain lists of row numbers, without FTS5's own `bm25()`, which walks every list twice.

A page that changes gets a new row; the old one is dropped from the bitmap of the living, as
Lucene does it, and vanishes with the next rebuild. (`contentless_delete` needs SQLite 3.43.)
"""

from functools import lru_cache

from search.query import K1, B

LEVELS = 16
STEP = (K1 + 1) / LEVELS
FIRST_LEVEL = 0x80  # the ASCII tokenizer takes every byte above 127 for a letter
MARKS = [chr(FIRST_LEVEL + level) for level in range(LEVELS)]
IMPACTS = [(level + 0.5) * STEP for level in range(LEVELS)]
LETTERS = {
    "stems": "s", "titles": "t", "words": "w", "grams": "g", "second": "x", "second_titles": "y",
}  # fmt: skip
TOGETHER = {"grams": 4}
"""Levels that are one in a field: of pieces there are many, and each says little."""

LAST_CONTROL = 31
PRIVATE, MOST = 0xE000, 6_000

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
    terms, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '_'");
INSERT INTO terms_{n}(terms_{n}, rank) VALUES('hashsize', 16777216);
CREATE VIRTUAL TABLE counts_{n} USING fts5vocab(terms_{n}, row);
CREATE TABLE pages_{n} (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, revision TEXT NOT NULL,
    updated TEXT NOT NULL, payload TEXT NOT NULL, facets TEXT NOT NULL, text BLOB NOT NULL);
CREATE INDEX updated_{n} ON pages_{n} (updated, row);
CREATE TABLE facets_{n} (
    facet TEXT NOT NULL, value TEXT NOT NULL, bits BLOB NOT NULL,
    PRIMARY KEY (facet, value)) WITHOUT ROWID;
CREATE TABLE words_{n} (row INTEGER PRIMARY KEY, packed BLOB NOT NULL);
"""


@lru_cache(maxsize=MOST)
def frequency_mark(frequency: int) -> str:
    """What stands behind a term until it is weighed: a character that no term has."""
    if frequency <= LAST_CONTROL:
        return chr(frequency)
    return chr(PRIVATE + min(frequency, MOST))


def impact_level(frequency: int, length: int, average: float, together: int = 1) -> int:
    """The BM25 weight of a term in a page without its idf, as a level.

    `frequency` and `length` in terms, `average` the usual length of the field; of `together` levels
    each counts as the highest.
    """
    weight = frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / average))
    level = min(LEVELS - 1, int(weight / STEP))
    return level - level % together + together - 1
