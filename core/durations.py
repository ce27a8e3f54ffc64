"""Deadlines and durations in words: at least 60 days before, up to 2 years."""

from django.utils.translation import pgettext

from facts.formats import duration_text

__all__ = ["duration_text", "time_phrase"]


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
