"""What the staff of an organisation do with the answers to its calls. Everything is logged.

`user` is who does it; whether she may is asked by the caller, for here nobody knows about roles.
"""

import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from volunteering.applications import places, retention, sealing, service
from volunteering.applications.answers import Answer
from volunteering.models.applications import AccessLog, Application, ApplicationNote
from volunteering.models.choices import AccessKind, ApplicationState, CountKind

STATES = (
    ApplicationState.NEW,
    ApplicationState.CONTACTED,
    ApplicationState.ACCEPTED,
    ApplicationState.NOT_NOW,
    ApplicationState.WITHDRAWN,
)
CONTACT_STATES = {ApplicationState.CONTACTED, ApplicationState.ACCEPTED, ApplicationState.NOT_NOW}


class NoPlaceLeftError(Exception):
    """Nobody can be accepted beyond the places of the call; the person stays on the waiting list."""


class Note(NamedTuple):
    """A note in the clear."""

    author: User | None
    created_at: datetime.datetime
    text: str


def can_read() -> bool:
    """Whether this process holds a key that opens answers; without it the desk says so."""
    return sealing.can_open()


def read(application: Application, user: User, what: AccessKind = AccessKind.READ) -> Answer:
    """The answer in the clear, for staff of its host; the access is logged first.

    Raises:
        sealing.SealingError: no key of this process opens it.
    """
    log(application, user, what)
    return Answer.from_data(sealing.unseal(application.sealed))


def set_state(application: Application, state: ApplicationState, user: User) -> Application:
    """Say what became of an answer. A place that becomes free goes to the first who waits.

    Returns:
        The answer as it now stands: somebody taken back may find herself on the waiting list.

    Raises:
        NoPlaceLeftError: to accept, a place must be held.
    """
    if state not in STATES:
        raise ValueError(f"The waiting list is kept by the site; {state} cannot be chosen.")
    with places.locked(application.call_key):
        fresh = Application.objects.select_related("call").get(pk=application.pk)
        before, was_active = fresh.state, fresh.is_active
        stays = state in ApplicationState.active()
        if not stays:
            places.release(fresh)
        waits = stays and not fresh.place_held
        fresh.state = ApplicationState.WAITING if waits else state
        if was_active != stays:
            sent = timezone.localtime(fresh.created_at).date()
            fresh.purge_on = retention.purge_day(places.source_call(fresh.call_key), state, sent)
        fresh.save(update_fields=["state", "place_held", "purge_on"])
        places.give(fresh.call_key)
        fresh.refresh_from_db()
        if state == ApplicationState.ACCEPTED and not fresh.place_held:
            raise NoPlaceLeftError
        if stays and (fresh.place_held or state == ApplicationState.CONTACTED):
            fresh.state = state
        if state in CONTACT_STATES and fresh.contacted_at is None:
            fresh.contacted_at = timezone.now()
            retention.count(fresh, CountKind.ANSWERED)
        fresh.save(update_fields=["state", "contacted_at"])
        accepted = (state == ApplicationState.ACCEPTED) - (before == ApplicationState.ACCEPTED)
        retention.count(fresh, CountKind.ACCEPTED, accepted)
        log(fresh, user, AccessKind.STATE)
    return fresh


def delete(application: Application, user: User) -> None:
    """Delete an answer for good, because the person asked the organisation to."""
    log(application, user, AccessKind.DELETE)
    service.erase(application)


def add_note(application: Application, user: User, text: str) -> ApplicationNote:
    """Keep a note of the staff, sealed; it is deleted with the answer."""
    with transaction.atomic():
        log(application, user, AccessKind.NOTE)
        return ApplicationNote.objects.create(
            application=application,
            author=user,
            created_at=timezone.now(),
            sealed=sealing.seal({"text": text}),
        )


def notes(application: Application) -> list[Note]:
    """The notes on an answer, oldest first; read the answer itself first, which is logged.

    Raises:
        sealing.SealingError: no key of this process opens them.
    """
    rows = application.notes.select_related("author")
    return [
        Note(row.author, row.created_at, str(sealing.unseal(row.sealed)["text"])) for row in rows
    ]


def log(application: Application, user: User, what: AccessKind) -> None:
    """Write down who did what; before the data are shown, not after."""
    entry: dict[str, Any] = {"call_key": application.call_key, "host_id": application.host_id}
    AccessLog.objects.create(
        application=application, user=user, when=timezone.now(), what=what, **entry
    )
