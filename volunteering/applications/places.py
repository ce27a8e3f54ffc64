"""Counting the places of a call, whatever its language, without ever giving one twice.

Everything that moves a place locks the call's row first (`locked`), so answers to one call are
handled one after the other; the row itself refuses to count past the limit.
"""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Case, F, IntegerField, Value, When

from core import locales
from core.search_entries import page_key
from search import signals as search_signals
from volunteering.finding import changed
from volunteering.models import CallPage
from volunteering.models.applications import Application, ApplicationState
from volunteering.models.places import CallPlaces


def source_call(call_key: uuid.UUID) -> CallPage | None:
    """The call in the language it was written in, whose numbers count for all its languages."""
    source = locales.source().pk
    return (
        CallPage.objects.filter(translation_key=call_key)
        .annotate(
            is_source=Case(
                When(locale_id=source, then=Value(0)), default=Value(1), output_field=IntegerField()
            )
        )
        .order_by("is_source", "pk")
        .first()
    )


def capacity(call: CallPage | None) -> int | None:
    """How many places answers of this site may hold; None where no limit is stated.

    Places the organisation has given elsewhere (`filled_count`) are taken off.
    """
    if call is None or call.places_available is None:
        return None
    return max(call.places_available - call.filled_count, 0)


_queue = threading.Lock()


@contextmanager
def _in_turn() -> Iterator[None]:
    """Threads of this process queue up for SQLite, whose own waiting is a lottery with a time-out.

    Not inside a transaction: it holds the database that the others in the queue wait for.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _queue:
        yield


@contextmanager
def locked(call_key: uuid.UUID) -> Iterator[None]:
    """A transaction in which nobody else moves the places of this call.

    When the call became full, or is full no more, search writes its document again and the lists
    of calls are read anew.
    """
    with _in_turn(), transaction.atomic():
        CallPlaces.objects.get_or_create(call_key=call_key)
        # An update locks the row on PostgreSQL; on SQLite the transaction is alone in any case.
        CallPlaces.objects.filter(call_key=call_key).update(taken=F("taken"))
        was_full = is_full(call_key)
        yield
        if is_full(call_key) != was_full:
            call = source_call(call_key)
            search_signals.note([page_key(call)] if call else [])
            changed()


def is_full(call_key: uuid.UUID) -> bool:
    """Whether an answer that arrives now has to wait."""
    limit = capacity(source_call(call_key))
    return limit is not None and taken(call_key) >= limit


def taken(call_key: uuid.UUID) -> int:
    """How many places answers of this site hold."""
    row = CallPlaces.objects.filter(call_key=call_key)
    return row.values_list("taken", flat=True).first() or 0


def next_position(call_key: uuid.UUID) -> int:
    """The place in the line of an answer that arrives now; inside `locked`."""
    row = CallPlaces.objects.filter(call_key=call_key)
    row.update(arrivals=F("arrivals") + 1)
    return row.values_list("arrivals", flat=True).get()


def give(call_key: uuid.UUID) -> list[Application]:
    """Give every free place to whoever has waited longest; inside `locked`. Returns who got one."""
    limit = capacity(source_call(call_key))
    row = CallPlaces.objects.filter(call_key=call_key)
    room = row if limit is None else row.filter(taken__lt=limit)
    free = None if limit is None else max(limit - taken(call_key), 0)
    given: list[Application] = []
    for application in Application.objects.filter(call_key=call_key).waiting()[:free]:
        if not room.update(taken=F("taken") + 1):
            break
        application.place_held = True
        if application.state == ApplicationState.WAITING:
            application.state = ApplicationState.NEW
        application.save(update_fields=["place_held", "state"])
        given.append(application)
    return given


def release(application: Application) -> None:
    """Take back the place of an answer, if it holds one; inside `locked`, `give` comes next."""
    if not application.place_held:
        return
    application.place_held = False
    row = CallPlaces.objects.filter(call_key=application.call_key, taken__gt=0)
    row.update(taken=F("taken") - 1)
