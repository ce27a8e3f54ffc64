"""What readers of each language looked for in vain, from the daily sums; spellings are put together."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Max, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from search.analysis import analyzer
from search.models import SearchCount, SearchDecision

DAYS = 28
LEAST = 5
"""Searches below which words are not shown: few readers might be one."""
MOST_WORDS = 3000
"""Different words read at once, the most asked first."""
VAIN_SHARE = 0.5


@dataclass
class Wish:
    """Something that was looked for: the spelling most used, and the others."""

    language: str
    words: str
    searches: int = 0
    before: int = 0
    vain: int = 0
    clicks: int = 0
    others: list[str] = field(default_factory=list)

    @property
    def found_nothing(self) -> bool:
        """Whether most of those who asked saw no result."""
        return self.vain >= self.searches * VAIN_SHARE

    @property
    def is_open(self) -> bool:
        """Whether readers asked often enough and got nowhere: no result, or none they opened."""
        return self.searches >= LEAST and (self.found_nothing or not self.clicks)

    @property
    def trend(self) -> int | None:
        """Per cent more or fewer than in the weeks before; None when nobody asked then."""
        return round((self.searches - self.before) * 100 / self.before) if self.before else None


@dataclass(frozen=True, slots=True)
class Sums:
    """All searches of a language: how many, and how many found nothing."""

    searches: int = 0
    vain: int = 0


@dataclass(frozen=True, slots=True)
class Demand:
    """Everything the board shows, by language; `until` is the last day that was counted."""

    open: dict[str, list[Wish]]
    sums: dict[str, Sums]
    decided: list[SearchDecision]
    until: datetime.date | None


def read(today: datetime.date | None = None) -> Demand:
    """The demand of the last four weeks: three queries, whatever there is."""
    day = today or timezone.localdate()
    first = day - datetime.timedelta(days=DAYS)
    earlier = first - datetime.timedelta(days=DAYS)
    recent = Q(day__gt=first)
    rows = list(
        SearchCount.objects.filter(day__gt=earlier)
        .order_by()
        .values("language", "words")
        .annotate(
            now=Coalesce(Sum("searches", filter=recent), 0),
            before=Coalesce(Sum("searches", filter=~recent), 0),
            vain=Coalesce(Sum("without_results", filter=recent), 0),
            opened=Coalesce(Sum("clicks", filter=recent), 0),
        )
        .order_by("-now", "words")[:MOST_WORDS]
    )
    totals = (
        SearchCount.objects.filter(recent).order_by().values("language")
        .annotate(total=Sum("searches"), vain=Sum("without_results"), last=Max("day"))
    )  # fmt: skip
    sums, last = {}, []
    for total in totals:
        sums[total["language"]] = Sums(total["total"], total["vain"])
        last.append(total["last"])
    decided = list(
        SearchDecision.objects.select_related("page", "assigned_to", "decided_by", "synonyms")
    )
    return Demand(_open(rows, decided), sums, decided, max(last, default=None))


def _open(rows: Iterable[Any], decided: list[SearchDecision]) -> dict[str, list[Wish]]:
    """Wishes nobody decided on, the most asked first, by language."""
    settled = {(row.language, meaning(row.words, row.language)) for row in decided}
    found: dict[tuple[str, frozenset[str]], Wish] = {}
    for row in rows:
        language, words = row["language"], row["words"]
        key = (language, meaning(words, language))
        wish = found.setdefault(key, Wish(language, words))
        if words != wish.words:
            wish.others.append(words)
        wish.searches += row["now"]
        wish.before += row["before"]
        wish.vain += row["vain"]
        wish.clicks += row["opened"]
    result: dict[str, list[Wish]] = defaultdict(list)
    for key, wish in found.items():
        if wish.is_open and key not in settled:
            result[wish.language].append(wish)
    for wishes in result.values():
        wishes.sort(key=lambda wish: (-wish.searches, wish.words))
    return dict(result)


def meaning(words: str, language: str) -> frozenset[str]:
    """The stems of the words that matter: what two spellings of one wish have in common."""
    known = any(language == code for code, _name in settings.LANGUAGES)
    reader = analyzer(language if known else settings.LANGUAGE_CODE)
    tokens = reader.tokens(words)
    stems = frozenset(token.stem for token in tokens if not reader.is_stop_word(token))
    return stems or frozenset(token.stem for token in tokens) or frozenset([words])
