"""Dates as the sources give them: a day, a month or only a year."""

import datetime
import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

_PARTIAL = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


def parse_partial(value: str) -> tuple[datetime.date, str] | None:
    """(first day, precision) of `2017`, `2017-04` or `2017-04-01`; nothing when it is none of them."""
    match = _PARTIAL.match(value.strip())
    if not match:
        return None
    year, month, day = match.groups()
    precision = "day" if day else "month" if month else "year"
    try:
        return datetime.date(int(year), int(month or 1), int(day or 1)), precision
    except ValueError:
        return None


def validate_partial(value: str) -> None:
    """Raise ValidationError unless the value is a year, a month or a day."""
    if value and parse_partial(value) is None:
        raise ValidationError(_("Write a year, a month or a day: 2017, 2017-04 or 2017-04-01."))


LONGEST = 366  # days of one occurrence that are told one by one


def days_of(
    occurrences: Iterable[tuple[datetime.datetime, datetime.datetime]],
) -> list[str]:
    """Every local day on which something takes place, as 2026-12-31; each once, in order."""
    days = set()
    for start, end in occurrences:
        first, last = timezone.localdate(start), timezone.localdate(end)
        length = min((last - first).days, LONGEST)
        days |= {first + datetime.timedelta(days=number) for number in range(length + 1)}
    return [day.isoformat() for day in sorted(days)]


def format_date(value: datetime.date | None, precision: str = "day") -> str:
    """The date in the active language, as precisely as it is known."""
    if value is None:
        return ""
    if precision == "year":
        return formats.date_format(value, "Y")
    if precision == "month":
        return formats.date_format(value, "YEAR_MONTH_FORMAT")
    return formats.date_format(value, "DATE_FORMAT")


def format_period(
    start: datetime.date | None,
    end: datetime.date | None,
    *,
    start_precision: str = "day",
    end_precision: str = "day",
) -> str:
    """`1 April 2017 – 30 September 2018`, `since 2017`, `until 2018`, or nothing."""
    first, last = format_date(start, start_precision), format_date(end, end_precision)
    if first and last:
        return first if first == last else f"{first} – {last}"
    if first:
        return pgettext("period", "since %(date)s") % {"date": first}
    if last:
        return pgettext("period", "until %(date)s") % {"date": last}
    return ""
