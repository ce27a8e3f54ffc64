"""Relevance of search on collections of questions with known answers.

    python bench/search_relevance.py --collections FOLDER [--split dev|test|all] [--engine fts5]

Loads every `*.jsonl.gz` (or `*.jsonl`) file of the folder through the code that indexes pages,
each pool an index of its own, asks every query and prints a table and one JSON line per
collection, language, style and engine. `ndcg10` is nDCG@10 (Järvelin & Kekäläinen 2002,
doi:10.1145/582415.582418), `empty` the queries without any answer, `errors` those that failed.
"""

import argparse
import gzip
import html.parser
import json
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from search.documents import Document, Source, analyse  # noqa: E402
from search.engines import ENGINES, connect  # noqa: E402
from search.engines.base import Engine  # noqa: E402
from search.planner import Planner, Scope, find  # noqa: E402

DEPTH = 10
PATIENCE = 30.0  # seconds: what is found is measured, not how soon a server is warm


class _Text(html.parser.HTMLParser):
    """The text of an HTML body; blocks end lines, scripts and styles are left out."""

    SILENT = frozenset({"script", "style"})
    INLINE = frozenset({"a", "abbr", "b", "bdi", "em", "i", "span", "strong", "sub", "sup", "u"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.silent += tag in self.SILENT
        if tag not in self.INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT
        if tag not in self.INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def plain(row: dict[str, Any]) -> str:
    """The body of a document as text, from `body` or `html`, whichever is given."""
    text = row.get("html") or row.get("body") or ""
    if not row.get("html") and "</" not in text:
        return text
    parser = _Text()
    parser.feed(text)
    parser.close()
    return "".join(parser.parts)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def ndcg(ranked: list[str], relevance: dict[str, int]) -> float:
    """nDCG of the first ten, gains 2^grade − 1."""
    gains = [2 ** relevance.get(document, 0) - 1 for document in dict.fromkeys(ranked)][:DEPTH]
    best = sorted((2**grade - 1 for grade in relevance.values()), reverse=True)[:DEPTH]
    total = sum(gain / math.log2(place + 2) for place, gain in enumerate(best))
    won = sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
    return won / total if total else 0.0


class Collection:
    """One file: its documents go into the engine, its queries are asked."""

    def __init__(self, path: Path, engine: Engine, split: str) -> None:
        self.name = path.name.split(".")[0]
        self.engine = engine
        self.split = split
        self.queries: list[dict[str, Any]] = []
        self.languages: dict[str, str] = {}
        with engine.rebuild() as fresh:
            fresh.index(self._documents(path))

    def _documents(self, path: Path) -> Iterator[Document]:
        for row in rows(path):
            if row["type"] == "query":
                if self.split in {"all", row.get("split", self.split)}:
                    self.queries.append(row)
            elif row["type"] == "doc":
                self.languages[row["pool"]] = row["lang"]
                yield analyse(
                    Source(
                        index=self._index(row["pool"]), id=str(row["id"]), language=row["lang"],
                        title=row.get("title") or "", body=plain(row),
                    )
                )  # fmt: skip

    def _index(self, pool: str) -> str:
        return f"{self.name}-{pool}".lower()

    def ask(self, query: dict[str, Any]) -> list[str]:
        pool = query["pool"]
        scope = Scope(self._index(pool), self.languages[pool])
        plan = Planner(self.engine, scope).plan(query["text"])
        return [hit.id for hit in find(self.engine, plan, plan.query)[1].hits]

    def measure(self) -> Iterator[dict[str, Any]]:
        """One line per language and style."""
        groups: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for query in self.queries:
            groups[query["lang"], query.get("doc_lang", query["lang"]), query["style"]].append(
                query
            )
        for (lang, doc_lang, style), queries in sorted(groups.items()):
            scores, empty, errors = [], 0, 0
            for query in queries:
                try:
                    ranked = self.ask(query)
                except Exception as error:  # noqa: BLE001 - a query must never fail; it is counted
                    print(f"{query['id']}: {error!r}", file=sys.stderr)
                    errors, ranked = errors + 1, []
                empty += not ranked
                scores.append(ndcg(ranked, query["rel"]))
            yield {
                "collection": self.name, "lang": lang, "doc_lang": doc_lang, "style": style,
                "engine": self.engine.name, "n": len(queries),
                "ndcg10": round(sum(scores) / len(scores), 4), "empty": empty, "errors": errors,
            }  # fmt: skip


def table(lines: list[dict[str, Any]]) -> str:
    """A row per collection and language, a column per style, the macro average at the end."""
    styles = sorted({line["style"] for line in lines})
    cells: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for line in lines:
        same = line["lang"] == line["doc_lang"]
        name = line["lang"] if same else f"{line['lang']}>{line['doc_lang']}"
        cells[f"{line['engine']} {line['collection']}", name][line["style"]] = line["ndcg10"]
    text = [f"{'engine collection':<28}{'lang':<9}" + "".join(f"{style:>10}" for style in styles)]
    for (collection, name), values in sorted(cells.items()):
        numbers = "".join(f"{values[s]:>10.3f}" if s in values else " " * 10 for s in styles)
        text.append(f"{collection:<28}{name:<9}{numbers}")
    for engine in sorted({line["engine"] for line in lines}):
        macro = ""
        for style in styles:
            values_of = [
                line["ndcg10"]
                for line in lines
                if line["style"] == style
                and line["engine"] == engine
                and line["lang"] == line["doc_lang"]
            ]
            macro += f"{sum(values_of) / len(values_of):>10.3f}" if values_of else " " * 10
        text.append(f"{engine + ' MACRO':<28}{'same':<9}{macro}")
    return "\n".join(text)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--collections", type=Path, required=True, help="folder of collections")
    parser.add_argument("--split", default="dev", choices=["dev", "test", "all"])
    parser.add_argument("--engine", nargs="*", default=["fts5"], choices=sorted(ENGINES))
    parser.add_argument("--url", default="http://127.0.0.1:9200", help="address of Elasticsearch")
    options = parser.parse_args()
    files = sorted([*options.collections.glob("*.jsonl.gz"), *options.collections.glob("*.jsonl")])
    if not files:
        parser.error(f"no *.jsonl.gz files in {options.collections}")
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for name in options.engine:
            engine = connect(
                name, folder=Path(folder), urls=[options.url], prefix="bench", seconds=PATIENCE
            )
            for path in files:
                for line in Collection(path, engine, options.split).measure():
                    lines.append(line)
                    print(json.dumps(line), flush=True)
    print(table(lines))


if __name__ == "__main__":
    main()
