"""Days and hours in few words: “Monday, Thursday, 9:00–13:00”."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import pgettext


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
