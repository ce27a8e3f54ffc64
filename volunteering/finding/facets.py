"""What calls can be filtered by: the parameters, their values and what readers see of them.

A value that a call does not state is in none of its facet's sets: absence is *not stated*, never
*no* (domain model, R3).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from directory.models.service_points import StepFree
from search.gazetteer import gazetteer
from taxonomy import labels
from volunteering.finding import languages
from volunteering.models.choices import (
    CallMode,
    CallState,
    Certificate,
    Commitment,
    DayPart,
    Expenses,
    ItalianLevel,
    Minors,
)

LISTED = (CallState.OPEN, CallState.UPCOMING, CallState.FULL, CallState.PAUSED)
DEFAULT_STATES = (CallState.OPEN.value,)
WEEKEND, WEEKDAYS_VALUE = "weekend", "weekdays"
DAYS = {
    WEEKEND: (5, 6),
    WEEKDAYS_VALUE: (0, 1, 2, 3, 4),
    **{str(day): (day,) for day in range(7)},
}
"""Value of `days` → weekdays, 0 is Monday."""


@dataclass(frozen=True)
class CallFacet:
    """A filter. `single` ones take one value, the others several, joined by *or*.

    `values` are all that may stand in an address, in order; `name` says one in the reader's
    language and `chip` names it where no legend stands beside it.
    """

    param: str
    label: Any
    values: Callable[[], list[str]]
    name: Callable[[str], str]
    chip: Callable[[str], str] | None = None
    single: bool = False

    def say(self, value: str) -> str:
        """The value as it stands alone, in a chip or a sentence."""
        return (self.chip or self.name)(value)


def _choices(choices: list[tuple[str, Any]]) -> Callable[[str], str]:
    names = {str(value): text for value, text in choices}
    return lambda value: str(names.get(value, value))


def _values(*values: str) -> Callable[[], list[str]]:
    return lambda: [str(value) for value in values]


def _codes(vocabulary: str) -> Callable[[], list[str]]:
    return lambda: [code for code, _label in labels.choices(vocabulary)]


def _term(vocabulary: str) -> Callable[[str], str]:
    return lambda code: labels.code_label(vocabulary, code)


def day_name(value: str) -> str:
    """Weekend, weekdays, or the name of a day."""
    if value == WEEKEND:
        return gettext("weekend")
    return gettext("weekdays") if value == WEEKDAYS_VALUE else str(WEEKDAYS[int(value)])


def _italian(level: str) -> str:
    if level == ItalianLevel.NONE:
        return gettext("no Italian needed")
    return gettext("%(level)s or less") % {"level": level}


def _italian_chip(level: str) -> str:
    if level == ItalianLevel.NONE:
        return gettext("no Italian needed")
    return gettext("Italian: %(level)s or less") % {"level": level}


def _age(value: str) -> str:
    return gettext("14–15 years") if value == "14" else gettext("16–17 years")


def _region(code: str) -> str:
    spot = gazetteer().regions.get(code)
    return spot.label() if spot else code


def _province(code: str) -> str:
    spot = gazetteer().provinces.get(code)
    return spot.label() if spot else code


def _province_chip(code: str) -> str:
    return gettext("Province of %(name)s") % {"name": _province(code)}


def _language(code: str) -> str:
    names = languages.names().get(code, {})
    return labels.pick(names, get_language()) or code


def _speaks(code: str) -> str:
    return pgettext("filter", "useful language: %(name)s") % {"name": _language(code)}


ITALIAN_LEVELS = [str(level) for level in ItalianLevel]
AGES = {"16": (Minors.FROM_16, Minors.FROM_14), "14": (Minors.FROM_14,)}
"""Value of `age` → the choices of a call that take in volunteers of that age."""

FACETS = (
    CallFacet("region", _("Region"), lambda: list(gazetteer().regions), _region),
    CallFacet("province", _("Province"), lambda: list(gazetteer().provinces), _province,
              _province_chip),
    CallFacet("days", _("Days"), _values(*DAYS), day_name),
    CallFacet("part", _("Part of the day"), _values(*DayPart), _choices(DayPart.choices)),
    CallFacet("italian", _("My Italian"), _values(*ITALIAN_LEVELS), _italian, _italian_chip,
              single=True),
    CallFacet("category", _("Activity"), _codes("call-category"), _term("call-category")),
    CallFacet("open-to", _("Open to"), _codes("open-to"), _term("open-to")),
    CallFacet("mode", _("Where"), _values(*CallMode), _choices(CallMode.choices)),
    CallFacet("commitment", _("Commitment"), _values(*Commitment), _choices(Commitment.choices)),
    CallFacet("language", _("Useful languages"), lambda: sorted(languages.names()),
              _language, _speaks),
    CallFacet("age", _("Age"), _values(*AGES), _age),
    CallFacet("expenses", _("Expenses"), _values(Expenses.RECEIPTS, Expenses.DECLARATION),
              _choices(Expenses.choices)),
    CallFacet("certificate", _("Certificate"),
              _values(Certificate.HOURS, Certificate.SKILLS, Certificate.BADGE),
              _choices(Certificate.choices)),
    CallFacet("step-free", _("Access"), _values(StepFree.YES, StepFree.PARTLY),
              _choices(StepFree.choices)),
    CallFacet("state", _("State"), _values(*LISTED), _choices(CallState.choices)),
)  # fmt: skip
BY_PARAM = {facet.param: facet for facet in FACETS}
WHEN = ("days", "part")
PLACES = ("region", "province")


def sentence(words: list[str]) -> str:
    """Several descriptions in a row, as the language writes it."""
    return capfirst(pgettext("list of days", ", ").join(words))
