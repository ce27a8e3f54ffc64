"""What readers do with feedback: send it, find it again by its code."""

import datetime
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone

from core import traps
from editorial.feedback import budget, codes
from editorial.feedback.budget import Lane
from editorial.feedback.forms import Said
from editorial.models import Feedback
from editorial.models.feedback import FeedbackState

DAYS_KEPT, DAYS_OF_SPAM = 365, 30
WAIT_SALT = "editorial.feedback.wait"


class CrowdedError(Exception):
    """The budget is used up; `slow` when whoever waits is still heard."""

    def __init__(self, *, slow: bool) -> None:
        super().__init__("the budget of feedback is used up")
        self.slow = slow


def send(page: Any, language: str, said: Said, stamp: str, wait: str = "") -> Feedback:
    """Keep what a reader said; a form that is sent twice is kept once.

    `stamp` is the form's (core.traps), `wait` what `must_wait` gave when the form came back.

    Raises:
        CrowdedError: too much comes in; nothing was kept.
    """
    slow = waited(stamp, wait)
    # Who waits has waited for one piece of feedback: another one is another form.
    code = codes.code_for(stamp, () if slow else said.key())
    with transaction.atomic():
        budget.one_at_a_time()
        known = Feedback.objects.filter(code=code).first()
        if known is not None:
            return known
        way = budget.lane(page.pk)
        if way is not Lane.FAST and not (way is Lane.SLOW and slow):
            raise CrowdedError(slow=way is Lane.SLOW)
        return Feedback.objects.create(
            code=code,
            page_id=page.pk,
            page_title=page.title,
            language=language,
            stars=said.stars,
            reason=said.reason,
            part=said.part,
            anchor=said.anchor,
            text=said.text,
            is_report=said.wants_an_answer,
            state=FeedbackState.NEW if said.wants_an_answer else FeedbackState.CLOSED,
            created_at=timezone.now(),
        )


def must_wait(stamp: str) -> str:
    """What a form carries that may be sent once more after a wait."""
    return signing.dumps([stamp, timezone.now().timestamp()], salt=WAIT_SALT)


def waited(stamp: str, wait: str) -> bool:
    """Whether the form came back before and its reader has waited long enough."""
    try:
        own, since = signing.loads(wait, salt=WAIT_SALT, max_age=traps.MAX_SECONDS)
        return bool(own == stamp and timezone.now().timestamp() - since >= budget.SLOW_SECONDS)
    except (signing.BadSignature, TypeError, ValueError):
        return False


def find(text: str) -> Feedback | None:
    """The feedback of a code as somebody typed it; a merged report answers with its own words."""
    code = codes.typed(text)
    found = Feedback.objects.select_related("page", "merged_into")
    return found.filter(code=code).first() if code else None


def purge(now: datetime.datetime | None = None) -> int:
    """Delete feedback a year after it was sent, spam after a month; how many rows."""
    moment = now or timezone.now()
    rows = Feedback.objects.filter(created_at__lt=moment - datetime.timedelta(days=DAYS_KEPT))
    spam = Feedback.objects.filter(
        state=FeedbackState.SPAM, created_at__lt=moment - datetime.timedelta(days=DAYS_OF_SPAM)
    )
    return rows.delete()[0] + spam.delete()[0]
