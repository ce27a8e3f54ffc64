"""What an applicant does with her answer: send, find, read, change, erase. No account, no name.

Callers never touch the models of answers directly: here, and in `desk` for the organisation,
places, counts and terms of deletion are kept in step.
"""

import base64
import datetime
import hashlib
import hmac
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from volunteering.applications import places, retention, sealing
from volunteering.applications.answers import Answer
from volunteering.models import CallPage
from volunteering.models.applications import Application
from volunteering.models.choices import ApplicationState, CountKind

TOKEN_PURPOSE = b"volunteering.applications.token"
ANSWERS_AN_HOUR = 300
"""For one call: a crowd after a broadcast gets in, a flood of robots does not fill the disk."""


class Receipt(NamedTuple):
    """What the applicant gets: the stored answer and the token of her private link."""

    application: Application
    token: str
    is_new: bool


def token_for(stamp: str, answer: Answer) -> str:
    """The token of the private link; the same for a form that is sent twice.

    It is made from the form's signed, random stamp and the contact, so that a copy of the form
    kept by a cache never shows one person the answer of another.
    """
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), person=b"approdo.token").digest()
    said = "\0".join((stamp, answer.contact_kind, answer.contact)).encode()
    digest = hmac.digest(key, TOKEN_PURPOSE + said, "sha256")
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def submit(call: CallPage, answer: Answer, stamp: str) -> Receipt:
    """Keep an answer and give it a place, or its position on the waiting list.

    A form that is sent twice makes one answer; the second time changes its words.

    Raises:
        sealing.MissingKeyError: this process cannot seal; nothing is stored.
    """
    token = token_for(stamp, answer)
    name, key = sealing.token_hash(token), call.translation_key
    sealed, own_copy = sealing.seal(answer.as_data()), sealing.seal_for(token, answer.as_data())
    with places.locked(key):
        known = Application.objects.filter(token_hash=name).first()
        if known is not None:
            known.sealed, known.own_copy = sealed, own_copy
            known.language = answer.language
            known.save(update_fields=["sealed", "own_copy", "language"])
            return Receipt(known, token, is_new=False)
        source = places.source_call(key) or call
        notice = source.privacy_notice
        application = Application.objects.create(
            call_key=key,
            call=source,
            host_id=source.host_id,
            language=answer.language,
            state=ApplicationState.WAITING,
            position=places.next_position(key),
            notice=notice,
            notice_version=notice.version if notice else "",
            created_at=timezone.now(),
            purge_on=retention.purge_day(source),
            token_hash=name,
            sealed=sealed,
            own_copy=own_copy,
        )
        places.give(key)
        retention.count(application, CountKind.RECEIVED)
        application.refresh_from_db()
    return Receipt(application, token, is_new=True)


def too_many(call: CallPage) -> bool:
    """Whether the call had so many answers within an hour that robots are at work."""
    since = timezone.now() - datetime.timedelta(hours=1)
    sent = Application.objects.for_call(call).filter(created_at__gte=since).count()
    return sent >= ANSWERS_AN_HOUR


def find(token: str) -> Application | None:
    """The answer a private link belongs to; None when it is wrong or the answer is deleted."""
    found = Application.objects.select_related("call", "host")
    return found.filter(token_hash=sealing.token_hash(token)).first()


def read_own(application: Application, token: str) -> Answer:
    """The answer as its writer reads it, with nothing but her link."""
    return Answer.from_data(sealing.unseal_with(token, application.own_copy))


def change(application: Application, token: str, answer: Answer) -> None:
    """Put other words in the place of the first; place and position stay."""
    application.sealed = sealing.seal(answer.as_data())
    application.own_copy = sealing.seal_for(token, answer.as_data())
    application.language = answer.language
    application.changed_at = timezone.now()
    application.save(update_fields=["sealed", "own_copy", "language", "changed_at"])


def erase(application: Application) -> None:
    """Delete an answer for good, with all notes on it; its place goes to the first who waits."""
    with places.locked(application.call_key):
        fresh = Application.objects.filter(pk=application.pk).first()
        if fresh is None:
            return
        places.release(fresh)
        fresh.delete()
        places.give(application.call_key)
