"""One part of a run, from the moment a worker takes it until it is done.

Every step is written down at once, so that another process can show it and a worker that dies
leaves nothing but a lease that ends.
"""

import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from translations.models import RunPart
from translations.runs import reasons

LEASE = datetime.timedelta(minutes=10)  # without a step for so long, the worker is dead
# A service that does not answer is asked again after so long, then somebody has to.
PAUSES = [datetime.timedelta(minutes=minutes) for minutes in (1, 5, 20)]
LOST = datetime.timedelta(minutes=30)  # in the queue for so long, the task may be gone
MOST_NOTES = 100
State = RunPart.State


class LaterError(Exception):
    """What is asked of somebody else cannot be done now: `reason` is a code of `reasons`."""

    def __init__(self, reason: str, detail: str = "", *, again: bool = True) -> None:
        self.reason, self.detail, self.again = reason, detail[:300], again
        super().__init__(f"{reason}: {detail}")


def take(key: int) -> RunPart | None:
    """The part for the worker that asks, or nothing where it is done or another one is at it."""
    now = timezone.now()
    taken = RunPart.objects.filter(pk=key, due__lte=now).exclude(state=State.DONE)
    if not taken.update(state=State.RUNNING, due=now + LEASE):
        return None
    return RunPart.objects.select_related("run__user", "locale").get(pk=key)


def begin(part: RunPart, total: int, *, done: int = 0) -> None:
    """Say how much there is to do. What an earlier attempt left out is looked at again."""
    part.total, part.done, part.left_out, part.notes = total, done, 0, []
    _save(part, "total", "done", "left_out", "notes")


def step(part: RunPart, number: int = 1, *, characters: int = 0) -> None:
    """So much more is done; the lease starts anew."""
    part.done += number
    part.characters += characters
    part.attempts = 0
    RunPart.objects.filter(pk=part.pk).update(
        done=part.done, attempts=0, characters=F("characters") + characters,
        due=timezone.now() + LEASE,
    )  # fmt: skip


def leave_out(part: RunPart, reason: str, what: str, more: str = "") -> None:
    """Note what a person has to look at; the rest goes on."""
    part.left_out += 1
    part.notes = [*part.notes, [reason, what[:200], more[:200]]][:MOST_NOTES]
    _save(part, "left_out", "notes")


def finish(part: RunPart) -> None:
    """Everything was looked at."""
    part.state, part.finished_at, part.problem, part.detail = State.DONE, timezone.now(), "", ""
    _save(part, "state", "finished_at", "problem", "detail")


def put_off(part: RunPart, error: LaterError) -> None:
    """Give the other side time, longer each time; after the last time somebody has to look."""
    part.problem, part.detail = error.reason, error.detail
    if error.again and part.attempts < len(PAUSES):
        part.state = State.WAITING
        part.due = timezone.now() + PAUSES[part.attempts]
        part.attempts += 1
        _save(part, "state", "due", "attempts", "problem", "detail")
    else:
        fail(part, error.reason, error.detail)


def fail(part: RunPart, reason: str = reasons.BROKEN, detail: str = "") -> None:
    """It stops here; what was done stays, and it may be started again at once."""
    part.state, part.problem, part.detail = State.FAILED, reason, detail[:300]
    part.due = timezone.now()
    _save(part, "state", "problem", "detail", "due")


def left_standing() -> QuerySet[RunPart]:
    """Parts that no worker will come to by itself: a pause is over, a worker died, a task is lost."""
    now = timezone.now()
    return RunPart.objects.filter(
        Q(queued_at__lt=F("due")) | Q(queued_at__lt=now - LOST),
        state__in=RunPart.OPEN, due__lte=now,
    )  # fmt: skip


def _save(part: Any, *names: str) -> None:
    part.save(update_fields=names)
