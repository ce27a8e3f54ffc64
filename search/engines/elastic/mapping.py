"""What is stored in the cluster, and under which names.

For each index of the project there are two of the cluster, each behind an alias: the pages, and
the words with their stems. Terms are analysed before; the cluster only cuts them at blanks.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from search.documents import FIELDS, Document
from search.engines.base import Hit
from search.query import K1, B

WINDOW = 100_000  # results that can be paged through
LONGEST_VALUE = 8_000  # characters of a facet value, below Lucene's limit in bytes
PHRASE_FIELDS = ("stems", "second")
PAGES, WORDS = "pages", "words"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_PLAIN_FACET = re.compile(r"[a-z][a-z0-9_]{0,99}")
_ONE_SHARD: dict[str, Any] = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-2",
    "max_result_window": WINDOW,
    "similarity": {"default": {"type": "BM25", "k1": K1, "b": B}},
}
_UNSEARCHED = {"type": "keyword", "index": False, "doc_values": False}


class Names:
    """Names of aliases and indexes below a prefix. Any name of an index gives one."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.control = f"{prefix}.control"

    def alias(self, index: str, kind: str = PAGES) -> str:
        name = index if _PLAIN.fullmatch(index) else f"x.{key_of(index)}"
        return f"{self.prefix}-{name}" + (".words" if kind == WORDS else "")

    def concrete(self, index: str, kind: str, token: str) -> str:
        """An index of the cluster to stand behind the alias."""
        return f"{self.alias(index, kind)}.{token}"

    def creation(self, index: str, kind: str) -> dict[str, Any]:
        """Settings and mapping to create it with."""
        meta = {"prefix": self.prefix, "index": whole(index), "kind": kind}
        properties = _pages() if kind == PAGES else _words()
        return {"settings": _ONE_SHARD, "mappings": {**properties, "_meta": meta}}

    def control_creation(self) -> dict[str, Any]:
        """The index of the state of rebuilds and of the pages that change meanwhile."""
        properties = {"token": {"type": "keyword"}, "stored": _UNSEARCHED}
        return {
            "settings": _ONE_SHARD,
            "mappings": {"dynamic": "strict", "properties": properties},
        }


def _pages() -> dict[str, Any]:
    properties: dict[str, Any] = {
        "id": {"type": "keyword", "ignore_above": LONGEST_VALUE},
        "revision": {"type": "keyword", "index": False, "ignore_above": LONGEST_VALUE},
        "updated": {"type": "keyword", "ignore_above": LONGEST_VALUE},
        "facets": {"type": "object", "dynamic": True},
        "stored": _UNSEARCHED,
    }
    for name in FIELDS:
        positions = "positions" if name in PHRASE_FIELDS else "freqs"
        properties[name] = {"type": "text", "analyzer": "whitespace", "index_options": positions}
    value = {"type": "keyword", "ignore_above": LONGEST_VALUE}
    return {
        "dynamic": "strict",
        "date_detection": False,
        "dynamic_templates": [{"facets": {"path_match": "facets.*", "mapping": value}}],
        "properties": properties,
    }


def _words() -> dict[str, Any]:
    return {"dynamic": "strict", "properties": {"word": _UNSEARCHED, "stem": _UNSEARCHED}}


def key_of(text: str) -> str:
    """A name for any string that fits everywhere."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def facet_key(facet: str) -> str:
    """The name of a facet's field below `facets`."""
    return facet if _PLAIN_FACET.fullmatch(facet) else f"x-{key_of(facet)}"


def whole(text: str) -> str:
    """The text with lone surrogates replaced: UTF-8 has none."""
    return text.encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True, slots=True)
class Row:
    """A page with its words, as a rebuild takes it."""

    index: str
    id: str
    stored: Mapping[str, Any]
    vocabulary: Mapping[str, str]


def prepare(document: Document) -> Row:
    """Everything about a document that can be done without the cluster."""
    return Row(document.index, document.id, row_of(document), document.vocabulary)


def row_of(document: Document) -> dict[str, Any]:
    """A document as the cluster keeps it. What comes back is one string that survives anything."""
    source = document.source
    stored = [source.id, source.payload, source.body or source.second_body]
    row: dict[str, Any] = {
        name: whole(" ".join(terms)) for name, terms in document.fields.items() if terms
    }
    for name, terms in document.ordered.items():  # a phrase never reaches over two values
        if terms:
            row[name] = [whole(" ".join(terms)), *map(whole, document.fields[name])]
    facets = {
        facet_key(facet): [whole(value) for value in values]
        for facet, values in source.facets.items()
        if values
    }
    row.update(
        id=whole(source.id),
        revision=whole(source.revision),
        updated=whole(source.updated),
        stored=json.dumps(stored),
    )
    if facets:
        row["facets"] = facets
    return row


def hit_of(found: Mapping[str, Any]) -> Hit:
    """A result as the rest of the project wants it; of a bare query nothing but its id."""
    if "_source" not in found:
        return Hit(found["fields"]["id"][0], float(found.get("_score") or 0.0))
    page, payload, text = json.loads(found["_source"]["stored"])
    return Hit(page, float(found.get("_score") or 0.0), payload, text)
