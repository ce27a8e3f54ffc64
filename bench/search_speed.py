"""Speed and size of the embedded search index on made-up pages.

    python bench/search_speed.py                                    # 2,000 and 20,000 pages
    python bench/search_speed.py --pages 10000 100000 --words 100   # how the cost grows
    python bench/search_speed.py --pages 10000 --words 1000 --languages it en ar --stock

Words follow Zipf's law over a made-up vocabulary in the letters of each language. Times are CPU
(`time.process_time`), so that a busy machine does not change them much; they are of a whole
search: plan, results, three facets, ten highlights. Building tells pages a second by the clock and
a second of CPU time of all processes (`--processes` beside this one); making texts is not counted. The rare word is in ten pages,
however many there are. `--stock` asks Wagtail's own search the frequent word on the same pages
(`search_stock.py`). The last line has the cost at the most pages as a multiple of that at the least.
"""

import argparse
import bisect
import itertools
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

import search_stock  # noqa: E402

from search import highlight, preparing  # noqa: E402
from search.documents import Source  # noqa: E402
from search.engines import base  # noqa: E402
from search.engines.fts5 import Fts5Engine  # noqa: E402
from search.planner import Planner, Scope  # noqa: E402

LETTERS = {"ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "uk": "абвгдежзиклмнопрстуфхцчшюя"}
LATIN = "aaabcdeeefghiiilmnooopqrsttuvz"
VOCABULARY = 40_000
CHUNK = 200  # pages prepared at once, as `search.keeping` does
RARE = 10  # pages that hold the rare word
FACETS = ("type", "topic", "place")


class Words:
    """A vocabulary of a language with Zipf's frequencies."""

    def __init__(self, language: str) -> None:
        chance = random.Random(f"{language}-words")
        letters = LETTERS.get(language, LATIN)
        made: dict[str, None] = {}
        while len(made) < VOCABULARY:
            made["".join(chance.choices(letters, k=chance.randint(3, 11)))] = None
        self.rare = made.popitem()[0]  # comes at none of its places, but where it is put
        self.words = list(made)
        self.sums = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(self.words))))

    def text(self, chance: random.Random, count: int) -> str:
        places = (
            bisect.bisect(self.sums, chance.random() * self.sums[-1]) for _word in range(count)
        )
        return " ".join(self.words[min(place, len(self.words) - 1)] for place in places)


def sources(language: str, pages: int, words: int) -> Iterator[Source]:
    vocabulary, chance = Words(language), random.Random(f"{language}-pages")
    for number in range(pages):
        body = vocabulary.text(chance, words)
        if number % (pages // RARE) == 0:
            body += f" {vocabulary.rare}"
        yield Source(
            index=language, id=f"{language}-{number}", language=language,
            title=vocabulary.text(chance, 6), body=body,
            facets={
                "type": (chance.choice(["guide", "news", "call", "event"]),),
                "topic": (f"t{chance.randrange(20)}",), "place": (f"p{chance.randrange(100)}",),
            },
            updated=f"2026-{1 + number % 12:02d}-01", payload={"title": "x"},
        )  # fmt: skip


def cpu(action: Callable[[], Any]) -> float:
    """CPU seconds of an action."""
    start = time.process_time()
    action()
    return time.process_time() - start


class Site:
    """An engine with pages in several languages, and questions to ask."""

    def __init__(
        self, folder: Path, languages: list[str], pages: int, words: int, processes: int
    ) -> None:
        self.engine = Fts5Engine(folder)
        self.languages, self.pages = languages, pages
        vocabulary = Words(languages[0])
        self.frequent, self.rare = vocabulary.words[3], vocabulary.rare
        self.text_bytes = 0
        self.made = 0.0  # seconds of making texts
        self.cpu, self.clock = self._fill(words, processes)
        self.file_bytes = sum(path.stat().st_size for path in folder.glob("index-*"))

    def _fill(self, words: int, processes: int) -> tuple[float, float]:
        """Seconds of CPU time and by the clock; as a rebuild of the site does it."""
        cpu, clock = _cpu_of_all(), time.perf_counter()
        chunks = base.batches(self._texts(words), CHUNK)
        with (
            self.engine.rebuild() as fresh,
            closing(preparing.prepared(chunks, ["fts5"], processes)) as work,
        ):
            for (ready,) in work:
                fresh.write(ready)
        return _cpu_of_all() - cpu - self.made, time.perf_counter() - clock - self.made

    def _texts(self, words: int) -> Iterator[Source]:
        for language in self.languages:
            texts = sources(language, self.pages, words)
            while True:
                start = time.process_time()
                source = next(texts, None)
                self.made += time.process_time() - start
                if source is None:
                    break
                self.text_bytes += len(f"{source.title} {source.body}".encode())
                yield source

    def ask(self, text: str, language: str) -> int:
        """A search as the page makes it: plan, search with facets, highlight ten."""
        plan = Planner(self.engine, Scope(language, language)).plan(text)
        results = self.engine.search(replace(plan.query, facets=FACETS))
        for hit in results.hits:
            highlight.snippet(hit.text, plan.own, language)
        return results.total

    def mixed(self, language: str, count: int) -> list[str]:
        """Queries of one to six words, frequent and rare, some with a slip of the finger."""
        vocabulary, chance = Words(language), random.Random(f"{language}-queries")
        queries = []
        for _number in range(count):
            words = vocabulary.text(chance, chance.randint(1, 6)).split()
            if chance.random() < 0.2 and len(words[-1]) > 4:
                words[-1] = words[-1][:2] + words[-1][3:]
            queries.append(" ".join(words))
        return queries


def _cpu_of_all() -> float:
    """CPU seconds of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def median(action: Callable[[], Any], times: int = 5) -> float:
    return statistics.median(cpu(action) for _time in range(times))


def measure(site: Site) -> dict[str, Any]:
    language = site.languages[0]
    site.ask("x", language)  # the vocabulary is read once a process
    queries = site.mixed(language, 200)
    times = sorted(cpu(lambda query=query: site.ask(query, language)) for query in queries)  # type: ignore[misc]
    total = site.pages * len(site.languages)
    return {
        "pages": site.pages, "languages": len(site.languages),
        "pages_per_second": round(total / site.clock),
        "pages_per_cpu_second": round(total / site.cpu),
        "file_to_text": round(site.file_bytes / site.text_bytes, 2),
        "p50_ms": round(times[len(times) // 2] * 1000, 1),
        "p95_ms": round(times[int(len(times) * 0.95)] * 1000, 1),
        "frequent_ms": round(median(lambda: site.ask(site.frequent, language)) * 1e3, 2),
        "rare_ms": round(median(lambda: site.ask(site.rare, language)) * 1e3, 2),
    }  # fmt: skip


def growth(small: dict[str, Any], large: dict[str, Any]) -> dict[str, Any]:
    """What a search costs with more pages, as a multiple."""
    return {
        "pages": [small["pages"], large["pages"]],
        "frequent": round(large["frequent_ms"] / small["frequent_ms"], 1),
        "rare": round(large["rare_ms"] / small["rare_ms"], 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, nargs="*", default=[2_000, 20_000], help="a language")
    parser.add_argument("--words", type=int, default=300, help="of a page")
    parser.add_argument("--languages", nargs="*", default=["it"])
    parser.add_argument("--processes", type=int, default=preparing.processes(None))
    parser.add_argument("--stock", action="store_true", help="compare with Wagtail's own search")
    options = parser.parse_args()
    lines: list[dict[str, Any]] = []
    for pages in options.pages:
        with tempfile.TemporaryDirectory() as folder:
            folders = Path(folder) / "index"
            site = Site(folders, options.languages, pages, options.words, options.processes)
            line = measure(site) | {"words": options.words, "processes": options.processes}
            if options.stock:
                texts = {
                    language: sources(language, pages, options.words)
                    for language in options.languages
                }
                slow = search_stock.measure(Path(folder), texts, site.frequent) * 1e3
                line |= {"stock_ms": round(slow), "ratio": round(slow / line["frequent_ms"])}
            lines.append(line)
            print(json.dumps(line), flush=True)
    if len(lines) > 1:
        print(json.dumps(growth(lines[0], lines[-1])), flush=True)


if __name__ == "__main__":
    main()
