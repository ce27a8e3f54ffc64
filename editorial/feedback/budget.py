"""How much feedback is taken: a page and the site have a budget, so that a flood stays small.

There is no address by which to count senders, and there will be none. What comes beyond the
budget is not lost for people: the form comes back filled in, to be sent once more after a wait
that makes flooding slow (the “slow way”), with a small budget of its own.
"""

import datetime
from enum import Enum

from django.utils import timezone

from core import locales
from editorial.models import Feedback

PER_PAGE, PER_SITE = 10, 60
"""Taken at once within an hour: of one page, of all."""
SLOW_PER_PAGE, SLOW_PER_SITE = 20, 90
"""Taken in all within an hour from those who waited; the difference is theirs alone."""
SLOW_SECONDS = 60
HOUR = datetime.timedelta(hours=1)


class Lane(Enum):
    """How the next piece of feedback is taken."""

    FAST = "fast"
    SLOW = "slow"
    CLOSED = "closed"


def lane(page_id: int) -> Lane:
    """The way that is open for feedback about a page now."""
    recent = Feedback.objects.filter(created_at__gt=timezone.now() - HOUR)
    here, everywhere = recent.filter(page_id=page_id).count(), recent.count()
    if here < PER_PAGE and everywhere < PER_SITE:
        return Lane.FAST
    if here < SLOW_PER_PAGE and everywhere < SLOW_PER_SITE:
        return Lane.SLOW
    return Lane.CLOSED


def one_at_a_time() -> None:
    """Within a transaction: whoever counts next waits, so that many at once do not pass.

    The row of the source language is locked; pages that point to it can still be saved.
    """
    source = locales.source()
    type(source).objects.select_for_update(no_key=True).filter(pk=source.pk).first()
