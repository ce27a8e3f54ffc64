"""Which indexes of the cluster are ours."""

from typing import NamedTuple

from elasticsearch import Elasticsearch

from search.engines.elastic.mapping import PAGES, Names


class Entry(NamedTuple):
    """An index of the cluster: which index of the project it is, and whether it is in use."""

    name: str
    page_index: str
    kind: str
    in_use: bool

    @property
    def has_pages(self) -> bool:
        return self.in_use and self.kind == PAGES


def catalogue(client: Elasticsearch, names: Names) -> list[Entry]:
    """All indexes below the prefix, those of unfinished rebuilds too."""
    answer = client.indices.get(index=f"{names.prefix}-*", features=["aliases", "mappings"])
    found = []
    for name, content in answer.items():
        meta = content["mappings"].get("_meta", {})
        if meta.get("prefix") == names.prefix:
            index, kind = meta["index"], meta["kind"]
            found.append(Entry(name, index, kind, names.alias(index, kind) in content["aliases"]))
    return sorted(found)
