"""How clear readers find pages: for the report on verification."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Avg, Count
from django.utils import timezone

from editorial.models import Feedback
from editorial.models.feedback import FeedbackState

DAYS = 365


class Clarity(NamedTuple):
    """The mean of the stars of a page (1 to 5), and of how many readers."""

    average: float
    readers: int


def of_pages(page_ids: Iterable[int]) -> dict[int, Clarity]:
    """Page to its clarity in the last year, in one query; pages nobody rated are left out."""
    since = timezone.now() - datetime.timedelta(days=DAYS)
    rows = (
        Feedback.objects.filter(page_id__in=set(page_ids), created_at__gt=since, stars__isnull=False)
        .exclude(state=FeedbackState.SPAM)
        .order_by()
        .values("page_id")
        .annotate(average=Avg("stars"), readers=Count("pk"))
    )  # fmt: skip
    return {row["page_id"]: Clarity(row["average"], row["readers"]) for row in rows}
