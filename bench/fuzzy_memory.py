"""What the fuzzy memory of the translation editor costs with many sentences.

    python bench/fuzzy_memory.py [--sentences 220000] [--database var/approdo.sqlite3]

Works on a copy of a database of the site (`make setup` makes one), into which it puts sentences made of the
words of its own, each translated into Arabic; one in ten is another one with two words changed. Prints the
seconds that indexing takes, the size of the index, the most memory of the process before and after the
questions, and the CPU milliseconds (`time.process_time`, the median of
five) and queries of the questions that an editor with 60 new sentences asks, with how many find something.
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from pathlib import Path

from desk_matrix import ROOT, environment

REPEATS = 5
CHUNK = 5_000


def fill(count: int) -> None:
    """Made-up sentences with the words, and the lengths, of the demonstration's."""
    from wagtail_localize.models import String, StringTranslation

    from core import locales
    from translations import texts

    chance = random.Random(1)
    source, arabic = locales.source(), locales.by_code("ar")
    known = [
        texts.plain(s) for s in String.objects.filter(locale=source).values_list("data", flat=True)
    ]
    known = [text for text in known if len(text) > 15]
    words = [word for text in known for word in text.split()]
    made: list[str] = []
    for start in range(0, count, CHUNK):
        fresh = []
        for number in range(start, min(count, start + CHUNK)):
            if made and number % 10 == 0:
                text = chance.choice(made).split()
                for _change in range(2):
                    text[chance.randrange(len(text))] = chance.choice(words)
            else:
                text = [chance.choice(words) for _word in chance.choice(known).split()]
            fresh.append(f"{' '.join(text)} {number}")
        made += fresh
        strings = String.objects.bulk_create(
            String(locale=source, data=text, data_hash=String._get_data_hash(text))
            for text in fresh
        )
        StringTranslation.objects.bulk_create(
            StringTranslation(
                translation_of=string, locale=arabic, data=f"نص {string.pk}",
                translation_type="manual",
            )
            for string in strings
        )  # fmt: skip


def measure() -> None:
    """Index what was made, then ask as an editor does."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from wagtail_localize.models import String, StringTranslation

    from core import locales
    from translations import similar
    from translations.models import SentenceBand

    start = time.process_time()
    total = similar.index_all()
    print(f"indexed {total} sentences in {time.process_time() - start:.0f} s of CPU")
    print(f"{SentenceBand.objects.count()} rows")
    changed = list(
        String.objects.filter(locale=locales.source()).order_by("-pk")[9:609:10]
    )  # those made from another
    wanted = {string.pk: string.data for string in changed}
    usable = StringTranslation.objects.filter(locale=locales.by_code("ar"))
    times, found, asked, before = [], {}, 0, peak()
    for _ in range(REPEATS):
        start = time.process_time()
        with CaptureQueriesContext(connection) as captured:
            found = similar.alike(wanted, usable)
        times.append(time.process_time() - start)
        asked = len(captured)
    offers = sum(len(rows) for rows in found.values())
    print(
        f"60 sentences: {statistics.median(times) * 1000:.0f} ms, {asked} queries, "
        f"{len(found)} with {offers} offers; memory {before} MB, then {peak()} MB"
    )


def peak() -> int:
    """The most memory that the process has held, in MB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=220_000)
    parser.add_argument("--database", type=Path, default=ROOT / "var" / "approdo.sqlite3")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment(options.database, Path(folder))
        fill(options.sentences)
        measure()


if __name__ == "__main__":
    main()
