"""Reports of readers in “My work”."""

import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core import locales
from core.desk.queue import Count as Number
from core.desk.queue import Share, Text, Urgency, Work
from editorial.feedback import scope
from editorial.models import Feedback
from editorial.models.feedback import WAITING

LATE_DAYS = 7
"""After a week without a word a report is late: its reader looks again about then."""


class ReaderReports:
    """Reports nobody has answered, the oldest first; one's own before those of all."""

    name: Text = gettext_lazy("reader feedback")

    def share(self, user: Any, most: int) -> Share:
        """Two queries, whatever there is."""
        if not scope.may_enter(user):
            return Share()
        mine_or_nobodys = Q(assigned_to=user) | Q(assigned_to__isnull=True)
        rows = scope.reports(user).filter(mine_or_nobodys, state__in=WAITING)
        late_since = timezone.now() - datetime.timedelta(days=LATE_DAYS)
        numbers = rows.order_by().aggregate(
            total=Count("pk"), late=Count("pk", filter=Q(created_at__lt=late_since))
        )
        if not numbers["total"]:
            return Share()
        own_first = Case(
            When(assigned_to=user, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        shown = rows.order_by(own_first, "created_at")[:most]
        url = reverse("feedback_desk:inbox")
        return Share(
            rows=[_work(row, url, late_since) for row in shown],
            total=numbers["total"],
            counts=[
                Number(
                    number=numbers["total"], label=gettext_lazy("reports of readers"), url=url,
                    icon="comment", late=bool(numbers["late"]),
                )
            ],
        )  # fmt: skip


def _work(row: Feedback, url: str, late_since: datetime.datetime) -> Work:
    return Work(
        kind=pgettext_lazy("kind of work", "Report"),
        title=row.page_title,
        url=f"{url}?id={row.pk}",
        action=pgettext_lazy("feedback", "Answer"),
        urgency=Urgency.LATE if row.created_at < late_since else Urgency.NEW,
        since=row.created_at,
        reason=row.text or _("About “%(part)s”") % {"part": row.part},
        lang=locales.html_lang(row.language),
    )
