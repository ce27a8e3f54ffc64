"""What people look for, as daily sums: kept in memory for a moment, then added to the database.

Nothing of a person is kept: no address, no cookie, no time of day. Queries that look like
personal data (a mailbox, a long number) are not counted at all, and what fewer than `RARE`
readers typed on a day is deleted when the day is over.
"""

import atexit
import datetime
import logging
import re
import threading
import time
from collections import Counter

from django.db import DatabaseError, connection
from django.db.models import F, Sum
from django.utils import timezone

from search.analysis.folding import fold, printable

logger = logging.getLogger(__name__)

RARE = 3
LONGEST = 80
FLUSH_SECONDS = 30.0
FLUSH_ROWS = 200
MOST_WAITING = 2_000  # sums kept while the database takes none
_PERSONAL = re.compile(r"@|\d[\d\s./-]{4,}\d|https?:|www\.")

Key = tuple[datetime.date, str, str]
_lock = threading.Lock()
_waiting: dict[Key, Counter[str]] = {}
_flushed = time.monotonic()


def normal(text: str) -> str:
    """The form under which a query is counted; empty for what must not be."""
    words = " ".join(fold(printable(text[: LONGEST * 8])).split())
    return "" if len(words) > LONGEST or _PERSONAL.search(words) else words


def searched(text: str, language: str, total: int) -> None:
    """A reader looked for something; `total` results were there."""
    _add(text, language, {"searches": 1, "without_results": int(total == 0)})


def opened(text: str, language: str) -> None:
    """A reader opened a result of a search."""
    _add(text, language, {"clicks": 1})


def _add(text: str, language: str, numbers: dict[str, int]) -> None:
    words = normal(text)
    if not words:
        return
    key = (timezone.localdate(), language, words)
    with _lock:
        full = key not in _waiting and len(_waiting) % FLUSH_ROWS == FLUSH_ROWS - 1
        _waiting.setdefault(key, Counter()).update(numbers)
        due = full or time.monotonic() - _flushed > FLUSH_SECONDS
    if due:
        flush()


def flush() -> None:
    """Add the sums to the database. What a busy database does not take is kept for the next time."""
    global _flushed
    from search.models import SearchCount

    with _lock:
        rows, _flushed = dict(_waiting), time.monotonic()
        _waiting.clear()
    try:
        while rows:
            (day, language, words), numbers = next(iter(rows.items()))
            row, _new = SearchCount.objects.get_or_create(day=day, language=language, words=words)
            SearchCount.objects.filter(pk=row.pk).update(
                **{name: F(name) + number for name, number in numbers.items() if number}
            )
            del rows[day, language, words]
    except DatabaseError as error:
        logger.warning("%d searches were not counted yet: %s", len(rows), error)
        _keep(rows)


def _keep(rows: dict[Key, Counter[str]]) -> None:
    """Have sums added with the next ones, unless there are already too many."""
    with _lock:
        for key, numbers in rows.items():
            if key in _waiting or len(_waiting) < MOST_WAITING:
                _waiting.setdefault(key, Counter()).update(numbers)


def forget_rare() -> int:
    """Delete what too few readers typed on days that are over; how many rows."""
    from search.models import SearchCount

    over = SearchCount.objects.filter(day__lt=timezone.localdate(), searches__lt=RARE)
    deleted, _rows = over.delete()
    return deleted


def successful(start: str, language: str, limit: int = 3) -> list[str]:
    """What others looked for and opened in the last three months, beginning so; most asked first.

    Only rows of days that are over: rare words are gone from them.
    """
    from search.models import SearchCount

    words = normal(start)
    if not words:
        return []
    today = timezone.localdate()
    rows = (
        SearchCount.objects.filter(
            language=language, words__startswith=words, clicks__gt=0, without_results=0,
            searches__gte=RARE, day__lt=today, day__gte=today - datetime.timedelta(days=90),
        )
        .values("words")
        .annotate(asked=Sum("searches"))
        .order_by("-asked", "words")
    )  # fmt: skip
    return [row["words"] for row in rows[:limit]]


def _last() -> None:
    if _waiting:
        try:
            flush()
        finally:
            connection.close()


atexit.register(_last)
