"""Made-up hostile queries against an engine: how many of them fail, and the slowest.

    python bench/search_hostile.py [--count 10000] [--engine fts5 elasticsearch] [--url …]

Quotation marks, operators, NUL, bidi controls, lone surrogates, emoji, a megabyte of words. Each is
planned, searched with facets, highlighted and suggested for, as the page does it.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from search import highlight  # noqa: E402
from search.documents import Source, analyse  # noqa: E402
from search.engines import ENGINES, connect  # noqa: E402
from search.engines.base import Engine  # noqa: E402
from search.planner import Planner, Scope  # noqa: E402
from tests.search import hostile  # noqa: E402

TEXTS = {
    "it": "Rinnovare il permesso di soggiorno in Questura con il kit dell'ufficio postale",
    "ar": "تجديد تصريح الإقامة في مديرية الشرطة", "zh": "居留许可续期 邮局 材料袋",
    "uk": "Поновити дозвіл на проживання у квестурі",
}  # fmt: skip


def query(chance: random.Random) -> str:
    """One query; now and then a megabyte."""
    return "permesso " * 120_000 if chance.random() < 0.001 else hostile.text(chance)


def ask(engine: Engine, language: str, text: str) -> None:
    plan = Planner(engine, Scope(language, language, "it", "it")).plan(text, typing=True)
    results = engine.search(replace(plan.query, facets=("type",), filters={}))
    for hit in results.hits:
        highlight.snippet(hit.text, plan.own, language)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--engine", nargs="*", default=["fts5"], choices=sorted(ENGINES))
    parser.add_argument("--url", default="http://127.0.0.1:9200", help="address of Elasticsearch")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in options.engine:
            engine = connect(name, folder=Path(folder), urls=[options.url], prefix="hostile")
            with engine.rebuild() as fresh:
                fresh.index(
                    analyse(Source(lang, f"{lang}{n}", lang, text, f"{text} {n}"))
                    for lang, text in TEXTS.items()
                    for n in range(50)
                )
            chance, failed, slowest = random.Random(11), 0, 0.0
            for _number in range(options.count):
                text, language = query(chance), chance.choice(list(TEXTS))
                start = time.perf_counter()
                try:
                    ask(engine, language, text)
                except Exception as error:  # noqa: BLE001 - whatever fails is counted
                    failed += 1
                    print(f"{text[:60]!r}: {error!r}"[:300], file=sys.stderr)
                slowest = max(slowest, time.perf_counter() - start)
            line = {"engine": name, "queries": options.count, "failed": failed}
            print(json.dumps(line | {"slowest_s": round(slowest, 3)}), flush=True)


if __name__ == "__main__":
    main()
