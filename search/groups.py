"""Filters whose values stand for several values of the index: periods, levels, opening now.

Each gives value → values of the index, as they are at the moment of the question.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from directory import hours

Groups = Mapping[str, frozenset[str]]
PERIODS = (1, 3, 12)  # months
COMING_DAYS = 366  # how far “coming” looks ahead
LONGEST_SPAN = 731  # days between the two dates that a reader may give


def months() -> Groups:
    """The last months, of a facet whose values are months (2026-11)."""
    return {str(number): frozenset(period_values(number)) for number in PERIODS}


def month_names(values: Iterable[str]) -> Mapping[str, str]:
    """Labels of the values of `months`."""
    return {
        value: ngettext("Last month", "Last %(number)s months", int(value)) % {"number": int(value)}
        for value in values
        if value.isascii() and value.isdigit()
    }


def period_values(number: int) -> list[str]:
    """The months of the last so many: this one and those before it."""
    today = timezone.localdate()
    month = today.year * 12 + today.month - 1
    wanted = range(month - number, month + 1)
    return [datetime.date(each // 12, each % 12 + 1, 1).strftime("%Y-%m") for each in wanted]


def days(first: datetime.date, last: datetime.date) -> frozenset[str]:
    """Every day from the first to the last, at most `LONGEST_SPAN`."""
    number = min((last - first).days + 1, LONGEST_SPAN)
    return frozenset((first + datetime.timedelta(days=n)).isoformat() for n in range(number))


def coming_days() -> Groups:
    """What takes place from today on: at all, until Sunday, until the end of the month."""
    today = timezone.localdate()
    sunday = today + datetime.timedelta(days=6 - today.weekday())
    following = (today.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    return {
        "coming": days(today, today + datetime.timedelta(days=COMING_DAYS)),
        "week": days(today, sunday),
        "month": days(today, following - datetime.timedelta(days=1)),
    }


def open_now() -> Groups:
    """Service points whose usual hours hold this moment, in the time of the site."""
    return {"now": frozenset({hours.quarter_at(timezone.localtime())})}


def choices(model: str, field: str) -> dict[str, str]:
    """Codes and labels of a field's choices, by the model's name, in the active language."""
    known = apps.get_model(model)._meta.get_field(field).flatchoices
    return {str(value): str(label) for value, label in known if value}


def at_most(model: str, field: str) -> Callable[[], Groups]:
    """Choices in ascending order: who takes one takes all below it."""

    def groups() -> Groups:
        codes = list(choices(model, field))
        return {code: frozenset(codes[: place + 1]) for place, code in enumerate(codes)}

    return groups


def at_most_names(model: str, field: str) -> Callable[[list[str]], Mapping[str, str]]:
    """Labels of the values of `at_most`; the lowest keeps its own name."""

    def names(values: list[str]) -> Mapping[str, str]:
        known = choices(model, field)
        lowest = next(iter(known))
        return {
            value: known[value]
            if value == lowest
            else gettext("%(level)s at most") % {"level": known[value]}
            for value in values
            if value in known
        }

    return names


def but(model: str, field: str, *codes: str) -> Callable[[], Groups]:
    """The choices that somebody would filter by: all but these."""
    return lambda: {code: frozenset({code}) for code in choices(model, field) if code not in codes}


def minors() -> Groups:
    """Ages under 18; who may come from 14 years may come at 16."""
    return {"16-17": frozenset({"16-17", "14-17"}), "14-17": frozenset({"14-17"})}


def reimbursed() -> Groups:
    """Calls whose expenses are paid back, in whichever way."""
    return {"yes": frozenset({"receipts", "declaration"})}
