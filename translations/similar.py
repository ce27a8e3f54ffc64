"""Sentences of the source that are much alike, found without looking at all of them.

MinHash with bands (Broder 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4): a
sentence is the set of its runs of five letters; of sixteen fixed shuffles of all such runs its first
one is taken, and each two of these make a number. Sentences that share half of their runs share one
of the eight numbers nine times in ten. Letters of any script will do, and the same sentence always
gives the same numbers, on every machine.
"""

import hashlib
import random
import uuid
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from django.db.models import Count, Exists, OuterRef, QuerySet
from wagtail_localize.models import String, StringTranslation

from core import locales
from translations import texts
from translations.models import SentenceBand

RUN = 5  # letters
BANDS, ROWS = 8, 2
SHORTEST = 15  # letters: shorter ones are names and headings, where a word is everything
LEAST = 70  # per cent
CANDIDATES = 8  # for each sentence that are compared letter by letter
MOST_MET = 4_000  # rows of the index that one question reads
CHUNK = 1_000
_PRIME = (1 << 61) - 1
_chance = random.Random(1997)  # noqa: S311 (no secret: the shuffles must be the same for ever)
_SHUFFLES = [
    (_chance.randrange(1, _PRIME), _chance.randrange(_PRIME)) for _number in range(BANDS * ROWS)
]


def normal(html: str) -> str:
    """A sentence as it is compared: without marks, capitals, signs."""
    plain = texts.plain(html).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def bands(sentence: str) -> list[int]:
    """The numbers of a normal sentence, as signed 64-bit integers; none for a short one."""
    if len(sentence) < SHORTEST:
        return []
    runs = {
        zlib.crc32(sentence[place : place + RUN].encode())
        for place in range(len(sentence) - RUN + 1)
    }
    first = [min((a * run + b) % _PRIME for run in runs) for a, b in _SHUFFLES]
    return [_number(band, first[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS)]


def _number(band: int, values: list[int]) -> int:
    digest = hashlib.blake2b(repr((band, values)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)


def score(one: str, other: str) -> int:
    """How much two normal sentences are alike, in per cent of their letters."""
    matcher = SequenceMatcher(a=other, b=one, autojunk=False)
    if matcher.real_quick_ratio() * 100 < LEAST or matcher.quick_ratio() * 100 < LEAST:
        return 0
    # Sentences that differ in a sign or a capital alone are no hundred: somebody has to look.
    return min(99, int(matcher.ratio() * 100))


def alike(
    wanted: dict[int, str], translated: QuerySet[StringTranslation]
) -> dict[int, list[tuple[int, int]]]:
    """String to (score, other string) of those that are alike and translated, best first.

    `wanted` maps keys of strings to their HTML. Four queries for any number of them.
    """
    own: dict[int, list[int]] = {}
    for key, band in SentenceBand.objects.filter(string__in=wanted).values_list("string", "band"):
        own.setdefault(band, []).append(key)
    missing = set(wanted) - {key for keys in own.values() for key in keys}
    for key in missing:  # written a moment ago: the job that indexes it has not come by
        for band in bands(normal(wanted[key])):
            own.setdefault(band, []).append(key)
    if not own:
        return {}
    met: dict[int, Counter[int]] = {}
    usable = Exists(translated.order_by().filter(translation_of=OuterRef("string")))
    rows = SentenceBand.objects.filter(usable, band__in=_telling(own)).values_list("band", "string")
    for band, other in rows[:MOST_MET]:
        for key in own[band]:
            if other != key:
                met.setdefault(key, Counter())[other] += 1
    chosen = {
        key: [other for other, _shared in sorted(found.items(), key=lambda row: (-row[1], row[0]))]
        for key, found in met.items()
    }
    pairs = [(key, other) for key, others in chosen.items() for other in others[:CANDIDATES]]
    data = dict(
        String.objects.filter(pk__in={other for _key, other in pairs}).values_list("pk", "data")
    )
    return _scored(pairs, {key: normal(text) for key, text in (wanted | data).items()})


def _telling(wanted: Iterable[int]) -> list[int]:
    """Of these numbers the rarest that few enough sentences share: what half of them have, such as
    the number of a turn of phrase, tells nothing and would crowd the others out."""
    crowded = SentenceBand.objects.filter(band__in=list(wanted)).values_list("band")
    found, room = [], MOST_MET
    for band, number in crowded.annotate(number=Count("pk")).order_by("number"):
        room -= number
        if room < 0:
            break
        found.append(band)
    return found


def _scored(
    pairs: Sequence[tuple[int, int]], sentences: dict[int, str]
) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for key, other in pairs:
        number = score(sentences[key], sentences[other])
        if number >= LEAST:
            found.setdefault(key, []).append((number, other))
    return {key: sorted(rows, key=lambda row: (-row[0], row[1])) for key, rows in found.items()}


def index(strings: Iterable[tuple[int, str]]) -> int:
    """Write the numbers of these strings (key, HTML); how many have some."""
    rows, number = [], 0
    for key, html in strings:
        own = bands(normal(html))
        number += bool(own)
        rows += [SentenceBand(string_id=key, band=band) for band in own]
    SentenceBand.objects.bulk_create(rows, batch_size=CHUNK)
    return number


def without_bands() -> QuerySet[String]:
    """Strings of the source language that the index does not hold; short ones among them."""
    there = SentenceBand.objects.filter(string=OuterRef("pk"))
    return String.objects.filter(~Exists(there), locale=locales.source())


def index_page(key: uuid.UUID) -> int:
    """Take the sentences of a source page into the index that are new to it."""
    own = without_bands().filter(segments__source__object_id=key).distinct()
    return index(own.values_list("pk", "data"))


def index_all() -> int:
    """Take everything into the index that is missing; how many sentences."""
    waiting = without_bands().order_by("pk").values_list("pk", "data")
    total, last = 0, 0
    while chunk := list(waiting.filter(pk__gt=last)[:CHUNK]):
        total += index(chunk)
        last = chunk[-1][0]
    return total
