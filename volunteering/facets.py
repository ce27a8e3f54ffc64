"""What readers can filter calls by: the codes of one call, the same in every language."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from directory.models.service_points import Weekday
from volunteering.models.choices import DayPart

if TYPE_CHECKING:
    from volunteering.models.calls import CallPage

WEEKDAY, WEEKEND, EVENING = "weekday", "weekend", "evening"


def call_facets(call: "CallPage") -> dict[str, list[str]]:
    """Facet → codes. A facet without codes was not stated, which is never “no”."""
    return {
        "category": _stated(call.call_category.code if call.call_category else ""),
        "slot": free_times(call.slot_list),
        "commitment": _stated(call.commitment),
        "italian": _stated(call.italian_level),
        "minors": _stated(call.minors),
        "mode": [call.mode],
        "access": _stated(call.step_free),
        "expenses": _stated(call.expenses),
        "certificate": _stated(call.certificate),
        "state": [call.state.value],
        "open-to": [term.code for term in call.terms["open_to"]],
    }


def free_times(slots: Iterable[Any]) -> list[str]:
    """When somebody must be free: on weekdays before the evening, in an evening, at a weekend.

    The evening of a Saturday is both of a weekend and an evening.
    """
    times = set()
    for slot in slots:
        evening, weekend = slot.part == DayPart.EVENING, slot.weekday >= Weekday.SATURDAY
        times |= {name for name, holds in ((EVENING, evening), (WEEKEND, weekend)) if holds}
        if not evening and not weekend:
            times.add(WEEKDAY)
    return sorted(times)


def _stated(code: str) -> list[str]:
    return [code] if code else []
