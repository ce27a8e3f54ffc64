"""Reports of readers in “My work”."""

import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core import locales
from core.desk.days import since
from core.desk.queue import Count as Number
from core.desk.queue import Share, Text, Urgency, Work
from editorial.feedback import scope
from editorial.models.feedback import WAITING

WEIGHT = 50.0  # after the texts of colleagues (editorial.desk.approvals)
WORDS = 140  # characters of a report in its row
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
        shown = rows.annotate(own_title=scope.source_title()).order_by(own_first, "created_at")[
            :most
        ]
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


def _work(row: Any, url: str, late_since: datetime.datetime) -> Work:
    return Work(
        kind=pgettext_lazy("kind of work", "Report"),
        title=row.own_title or row.page_title,
        url=f"{url}?id={row.pk}",
        action=pgettext_lazy("feedback", "Answer"),
        urgency=Urgency.LATE if row.created_at < late_since else Urgency.WAITING,
        weight=WEIGHT,
        since=row.created_at,
        due=since(row.created_at),
        reason=_("“%(words)s”") % {"words": Truncator(row.text).chars(WORDS)}
        if row.text
        else _("About “%(part)s”") % {"part": row.part},
        reason_lang=locales.html_lang(row.language) if row.text else "",
        note=locales.native_name(row.language),
        lang=locales.html_lang(locales.source().language_code if row.own_title else row.language),
    )
