"""The times of a call in few words: “Saturday morning, 10:00–12:00”."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import pgettext

from directory import hours


def slot_lines(slots: Iterable[Any]) -> list[dict[str, str]]:
    """Slots grouped by part of the day and hours: [{"days": …, "hours": …}]."""
    groups: dict[tuple[str, str], list[int]] = {}
    for slot in slots:
        key = (slot.get_part_display(), hours.span(slot.starts, slot.ends))
        groups.setdefault(key, []).append(slot.weekday)
    return [
        {
            "days": pgettext("slot", "%(days)s, %(part)s")
            % {"days": hours.day_names(days), "part": part},
            "hours": span,
        }
        for (part, span), days in groups.items()
    ]


def slot_choices(slots: Iterable[Any]) -> list[tuple[str, str]]:
    """Each slot as a choice: a code that is the same in every language, and its words."""
    found: dict[str, str] = {}
    for slot in slots:
        words = pgettext("slot", "%(days)s, %(part)s") % {
            "days": hours.day_names([slot.weekday]),
            "part": slot.get_part_display(),
        }
        span = hours.span(slot.starts, slot.ends)
        found.setdefault(
            slot_code(slot), words + pgettext("before hours", ", ") + span if span else words
        )
    return list(found.items())


def slot_code(slot: Any) -> str:
    """Weekday (0 is Monday) and part of the day."""
    return f"{slot.weekday}-{slot.part}"
