"""How typed values are written in the active language: amounts, numbers with their unit."""

from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

NBSP = "\u00a0"
SYMBOLS = {"EUR": "€"}
DURATION_UNITS = [
    ("day", _("days")),
    ("working-day", _("working days")),
    ("week", _("weeks")),
    ("month", _("months")),
    ("year", _("years")),
    ("hour", _("hours")),
    ("minute", _("minutes")),
]


def money(value: Decimal, currency: str = "EUR") -> str:
    """An amount with the symbol of its currency; cents only when there are some."""
    places = 0 if value == value.to_integral_value() else 2
    text = formats.number_format(value, places, use_l10n=True, force_grouping=True)
    return f"{text}{NBSP}{SYMBOLS.get(currency, currency)}"


def money_per(amount: str, period: str) -> str:
    """An amount for a period: 10.503,35 € a year; `period` is empty, or day, month, year."""
    forms = {
        "day": gettext("%(amount)s a day"),
        "month": gettext("%(amount)s a month"),
        "year": gettext("%(amount)s a year"),
    }
    return forms.get(period, "%(amount)s") % {"amount": amount}


def duration_text(value: int, unit: str) -> str:
    """A number of units in the active language; `unit` is one of `DURATION_UNITS`, or none."""
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
