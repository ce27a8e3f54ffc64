"""How clear readers find pages: for the report on verification."""

import datetime
import uuid
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Avg, Count, QuerySet
from django.utils import timezone

from editorial.models import Feedback
from editorial.models.feedback import FeedbackState

DAYS = 365
FEW_STARS, ENOUGH = 3, 5


class Clarity(NamedTuple):
    """The mean of the stars of a page (1 to 5), and of how many readers."""

    average: float
    readers: int


def of_pages(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Clarity]:
    """Translation key to the clarity of a page in all its languages in the last year.

    One query; pages nobody rated are left out.
    """
    rows = _rated().filter(page__translation_key__in=set(keys))
    return {key: Clarity(average, readers) for key, average, readers in rows}


def unclear() -> QuerySet:
    """Translation keys of the pages whose mean is below `FEW_STARS`, by enough readers."""
    rated = _rated().filter(average__lt=FEW_STARS, readers__gte=ENOUGH)
    return rated.values("page__translation_key")


def _rated() -> QuerySet:
    since = timezone.now() - datetime.timedelta(days=DAYS)
    return (
        Feedback.objects.filter(created_at__gt=since, stars__isnull=False, page__isnull=False)
        .exclude(state=FeedbackState.SPAM)
        .order_by()
        .values_list("page__translation_key")
        .annotate(average=Avg("stars"), readers=Count("pk"))
    )
