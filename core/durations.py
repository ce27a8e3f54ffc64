"""Periods of time in words: 60 days, at least 60 days before."""

from django.utils.translation import ngettext, pgettext


def duration_text(value: int, unit: str) -> str:
    """A number of units in the active language; `unit` is a value of core.blocks.DurationUnit."""
    forms = {
        "day": ngettext("%(number)d day", "%(number)d days", value),
        "working-day": ngettext("%(number)d working day", "%(number)d working days", value),
        "week": ngettext("%(number)d week", "%(number)d weeks", value),
        "month": ngettext("%(number)d month", "%(number)d months", value),
        "year": ngettext("%(number)d year", "%(number)d years", value),
        "hour": ngettext("%(number)d hour", "%(number)d hours", value),
        "minute": ngettext("%(number)d minute", "%(number)d minutes", value),
    }
    return forms.get(unit, "%(number)d") % {"number": value}


def time_phrase(direction: str, value: int, unit: str) -> str:
    """A deadline or duration in the active language; `direction` as in core.blocks.TimeBlock."""
    forms = {
        "within": pgettext("deadline", "within %(time)s"),
        "before": pgettext("deadline", "at least %(time)s before"),
        "lasts": pgettext("duration", "%(time)s"),
        "after": pgettext("deadline", "after %(time)s"),
        "up-to": pgettext("duration", "up to %(time)s"),
    }
    return forms.get(direction, "%(time)s") % {"time": duration_text(value, unit)}
