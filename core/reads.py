"""How often pages are read, as daily sums: kept in memory for a moment, then added to the database.

Nothing of a reader is kept: no address, no cookie, no browser, no time of day. What is counted is
"this page, in this language, on this day"; who asks is looked at only to leave robots out
(`delivery.reads`). The sums are added after an answer has gone out, in one statement that several
processes may run at once.
"""

import atexit
import datetime
import logging
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.signals import request_finished
from django.db import DatabaseError, connection
from django.db.models import Subquery, Sum, Value
from django.utils import timezone

logger = logging.getLogger(__name__)

DAYS = 28
KEPT_DAYS = 400
FLUSH_SECONDS = 30.0
FLUSH_ROWS = 500
ROWS_A_STATEMENT = 200  # below the 999 parameters of old SQLite

Key = tuple[datetime.date, uuid.UUID, int]
_lock = threading.Lock()
_waiting: Counter[Key] = Counter()
_last = {"flush": time.monotonic()}


def opened(key: uuid.UUID, locale_id: int) -> None:
    """A reader opened a page. Asks the database nothing."""
    with _lock:
        _waiting[timezone.localdate(), key, locale_id] += 1


def flush_when_due(**_kwargs: Any) -> None:
    """Add the sums once enough wait, or for long enough; called when an answer has gone out."""
    if _waiting and (
        len(_waiting) >= FLUSH_ROWS or time.monotonic() - _last["flush"] > FLUSH_SECONDS
    ):
        flush()


def flush() -> None:
    """Add the sums to the database. What a busy database refuses waits for the next time."""
    with _lock:
        rows = dict(_waiting)
        _last["flush"] = time.monotonic()
        _waiting.clear()
    left = list(rows.items())
    try:
        while left:
            _add(left[:ROWS_A_STATEMENT])
            del left[:ROWS_A_STATEMENT]
    except DatabaseError as error:
        logger.warning("reads were not counted yet: %s", error)
        with _lock:
            _waiting.update(dict(left))


def _add(rows: list[tuple[Key, int]]) -> None:
    """One statement that adds to what is there, known to SQLite (3.24) and PostgreSQL alike."""
    from core.models.reads import PageReads

    table = connection.ops.quote_name(PageReads._meta.db_table)
    names = ("day", "key", "locale_id", "number")
    fields: list[Any] = [PageReads._meta.get_field(name.removesuffix("_id")) for name in names]
    values = [
        field.get_db_prep_save(value, connection)
        for (day, key, locale_id), number in rows
        for field, value in zip(fields, (day, key, locale_id, number), strict=True)
    ]
    columns = ", ".join(connection.ops.quote_name(name) for name in names)
    places = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) VALUES {places} "  # noqa: S608
            f"ON CONFLICT (key, locale_id, day) DO UPDATE SET number = {table}.number + excluded.number",
            values,
        )


def reads_28d(keys: Iterable[uuid.UUID] | None = None) -> dict[uuid.UUID, int]:
    """How often pages were read in the last 28 days, today included, in all languages together.

    By translation key; pages nobody read are left out. Without `keys`, of all pages. One query.
    """
    from core.models.reads import PageReads

    rows = PageReads.objects.filter(day__gte=_since())
    if keys is not None:
        rows = rows.filter(key__in=list(keys))
    return dict(rows.order_by().values_list("key").annotate(total=Sum("number")))


def total_of(keys: Any) -> Subquery:
    """The same number for the pages of a query of translation keys, as part of another query.

    `keys` may refer to the row outside by `OuterRef(OuterRef(…))`. Nothing where nobody read them.
    """
    from core.models.reads import PageReads

    rows = PageReads.objects.filter(day__gte=_since(), key__in=keys).order_by()
    one = rows.annotate(one=Value(1)).values("one")
    return Subquery(one.annotate(total=Sum("number")).values("total"))


def _since() -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=DAYS - 1)


def purge() -> int:
    """Delete the sums older than `KEPT_DAYS`; how many rows."""
    from core.models.reads import PageReads

    oldest = timezone.localdate() - datetime.timedelta(days=KEPT_DAYS)
    deleted, _rows = PageReads.objects.filter(day__lt=oldest).delete()
    return deleted


def _at_the_end() -> None:
    if _waiting:
        try:
            flush()
        finally:
            connection.close()


request_finished.connect(flush_when_due, dispatch_uid="core.reads.flush")
atexit.register(_at_the_end)
