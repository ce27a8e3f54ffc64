"""Days and hours in few words: “Monday, Thursday, 9:00–13:00”."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import pgettext

QUARTER = 15  # minutes; opening hours are announced in quarters of an hour


def quarter(day: int, minutes: int) -> str:
    """The name of a quarter of an hour of a week, by weekday (0 is Monday) and minutes: 0-0915."""
    hour, minute = divmod(minutes // QUARTER * QUARTER, 60)
    return f"{day}-{hour:02d}{minute:02d}"


def quarter_at(moment: datetime.datetime) -> str:
    """The quarter in which a local time lies."""
    return quarter(moment.weekday(), moment.hour * 60 + moment.minute)


def open_quarters(schedules: Iterable[Any], today: datetime.date) -> list[str]:
    """The quarters of a week that lie wholly within opening hours valid on a day.

    A quarter that is open in part is left out: nobody is sent to a door still closed.
    """
    found = set()
    for row in schedules:
        if (row.valid_from and row.valid_from > today) or (row.valid_to and row.valid_to < today):
            continue
        opens = row.opens_at.hour * 60 + row.opens_at.minute
        closes = row.closes_at.hour * 60 + row.closes_at.minute
        first = -(-opens // QUARTER) * QUARTER
        found |= {
            quarter(row.weekday, minutes) for minutes in range(first, closes - QUARTER + 1, QUARTER)
        }
    return sorted(found)


def clock(value: datetime.time | None) -> str:
    """24-hour time: 9:00."""
    return formats.time_format(value, "G:i") if value else ""


def span(start: datetime.time | None, end: datetime.time | None) -> str:
    """9:00–13:00, or nothing when the hours are not stated."""
    return f"{clock(start)}–{clock(end)}" if start and end else clock(start)


def day_names(days: Iterable[int]) -> str:
    """Names of weekdays (0 is Monday); three or more in a row become a range."""
    ordered = sorted(set(days))
    runs: list[list[int]] = []
    for day in ordered:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = []
    for run in runs:
        if len(run) > 2:
            parts.append(
                pgettext("days", "%(first)s to %(last)s")
                % {"first": WEEKDAYS[run[0]], "last": WEEKDAYS[run[-1]]}
            )
        else:
            parts += [str(WEEKDAYS[day]) for day in run]
    return pgettext("list of days", ", ").join(parts)


def opening_lines(schedules: Iterable[Any]) -> list[dict[str, str]]:
    """Opening hours grouped by equal hours: [{"days": …, "hours": …}]."""
    groups: dict[str, list[int]] = {}
    for row in schedules:
        groups.setdefault(span(row.opens_at, row.closes_at), []).append(row.weekday)
    return [{"days": day_names(days), "hours": hours} for hours, days in groups.items()]
