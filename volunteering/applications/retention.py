"""How long an answer is kept, and what is kept when it is gone.

GDPR art. 5(1)(e). The terms stand in docs/features/calls.md and are shown before sending.
"""

import datetime

from django.db.models import F, Sum
from django.db.models.functions import Greatest
from django.utils import timezone

from directory.models import Organisation
from volunteering.applications import places
from volunteering.models import CallPage
from volunteering.models.applications import (
    AccessLog,
    Application,
    ApplicationCount,
    ApplicationState,
)
from volunteering.models.choices import CountKind

DAYS_AFTER_CLOSING = 180
DAYS_AFTER_NOT_NOW = 30
DAYS_OF_LOG = 365
LEAST_ANSWERED = 5
MONTHS_OF_SPEED = 12
MOST_DAYS = 90


def closing_day(call: CallPage | None) -> datetime.date | None:
    """The last day on which the call takes answers; None when it does not say."""
    if call is None or call.withdrawn or not call.live:
        return timezone.localdate()
    days = [day for day in (call.apply_by, call.end_value) if day]
    return min(days) if days else None


def purge_day(
    call: CallPage | None, state: str = ApplicationState.NEW, sent: datetime.date | None = None
) -> datetime.date:
    """The day on which an answer is deleted: 180 days after closing, 30 after a no.

    A call without a last day would keep answers for ever: there the day of sending counts.
    """
    today = timezone.localdate()
    if state not in ApplicationState.active():
        return today + datetime.timedelta(days=DAYS_AFTER_NOT_NOW)
    last = closing_day(call) or sent or today
    return last + datetime.timedelta(days=DAYS_AFTER_CLOSING)


def count(application: Application, kind: CountKind, step: int = 1) -> None:
    """Add to the numbers that stay; -1 takes back what was counted by mistake."""
    if not step:
        return
    days = 0
    if kind == CountKind.ANSWERED and application.contacted_at:
        days = min((application.contacted_at - application.created_at).days, MOST_DAYS)
    row, _new = ApplicationCount.objects.get_or_create(
        month=timezone.localtime(application.created_at).date().replace(day=1),
        host_id=application.host_id,
        place=application.call.place if application.call else None,
        kind=kind,
        days=days,
    )
    number = Greatest(F("number") + step, 0)
    ApplicationCount.objects.filter(pk=row.pk).update(number=number)


def median_days(host: Organisation) -> int | None:
    """Days until half of the people of the last year had a first contact.

    None with fewer than five of them: few cases say little, and might point at persons.
    """
    first = timezone.localdate() - datetime.timedelta(days=31 * MONTHS_OF_SPEED)
    rows = list(
        ApplicationCount.objects.filter(
            host__translation_key=host.translation_key, kind=CountKind.ANSWERED, month__gte=first
        )
        .values("days")
        .annotate(cases=Sum("number"))
        .order_by("days")
        .values_list("days", "cases")
    )
    total = sum(cases for _days, cases in rows)
    if total < LEAST_ANSWERED:
        return None
    seen = 0
    for days, cases in rows:
        seen += cases
        if 2 * seen >= total:
            return int(days)
    return None


def purge() -> int:
    """Delete for good what has come to its day; returns how many.

    Places of accepted people stay taken: they work there, though their answer is gone.
    """
    due = Application.objects.filter(purge_on__lte=timezone.localdate())
    rows = list(due.order_by("call_key", "position"))
    for row in rows:
        with places.locked(row.call_key):
            if row.state != ApplicationState.ACCEPTED:
                places.release(row)
            row.delete()
            places.give(row.call_key)
    return len(rows)


def reschedule(call: CallPage) -> None:
    """The call's last day changed: its answers go 180 days after the new one.

    A call that is withdrawn or taken off line closes now, which never lengthens a term.
    """
    source = places.source_call(call.translation_key)
    rows = Application.objects.filter(call_key=call.translation_key).active()
    if source is None or source.withdrawn or not source.live:
        rows.filter(purge_on__gt=purge_day(source)).update(purge_on=purge_day(source))
    elif closing_day(source):
        rows.update(purge_on=purge_day(source))


def forget_log() -> int:
    """Delete lines of the access log that are older than a year; returns how many."""
    limit = timezone.now() - datetime.timedelta(days=DAYS_OF_LOG)
    deleted, _rows = AccessLog.objects.filter(when__lt=limit).delete()
    return deleted
