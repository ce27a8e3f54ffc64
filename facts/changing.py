"""Giving a fact another value: now, or on a later day by the clock."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from facts.models import Fact, FactValue
from facts.signals import fact_changed


@transaction.atomic
def give(
    fact: Fact, row: FactValue, user: Any, day: datetime.date | None = None, **more: str
) -> FactValue:
    """Write a value that holds from `day`, or from now on, into the history of the fact.

    `user` says yes to it; `more` goes into the entry of the history (`facts.wagtail_hooks`).
    What began on the same day or is planned earlier than a value given now stays in the history
    and is followed by it.
    """
    before = fact.shown
    today = timezone.localdate()
    later = day is not None and day > today
    row.fact = fact
    row.valid_from = day if later else (today if fact.current else None)
    row.announced = not later
    row.created_by = row.created_by or user
    row.full_clean(exclude=["fact", "created_by"])
    row.save()
    forget(fact)
    log(
        fact,
        "facts.planned" if later else "facts.changed",
        user=user,
        data={
            "before": before, "after": row.value.plain(), "day": (day or today).isoformat(), **more
        },
    )  # fmt: skip
    if not later:
        fact_changed.send(Fact, fact=fact)
    return row


@transaction.atomic
def withdraw(row: FactValue, user: Any) -> None:
    """Take back a value that has not taken effect."""
    fact, text, day = row.fact, row.value.plain(), row.valid_from
    row.delete()
    forget(fact)
    log(
        fact, "facts.withdrawn", user=user,
        data={"after": text, "day": day.isoformat() if day else ""},
    )  # fmt: skip


def take_effect() -> int:
    """Announce the values whose day has come; returns how many there were."""
    due = FactValue.objects.filter(announced=False, valid_from__lte=timezone.localdate())
    count = 0
    for row in due.select_related("fact"):
        with transaction.atomic():
            if FactValue.objects.filter(pk=row.pk, announced=False).update(announced=True):
                log(
                    row.fact, "facts.changed",
                    data={"before": "", "after": row.value.plain(), "day": f"{row.valid_from}"},
                )  # fmt: skip
                fact_changed.send(Fact, fact=row.fact)
                count += 1
    return count


def forget(fact: Fact) -> None:
    """Read the values of the fact again at the next question."""
    fact.__dict__.pop("current", None)
    getattr(fact, "_prefetched_objects_cache", {}).pop("values", None)
