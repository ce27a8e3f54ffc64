"""Pages that did not go out or end at their hour: the clock stands still, or a page cannot be published."""

import datetime
from typing import Any

from django.db.models import BigIntegerField, Min, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from wagtail.models import Page

from core import locales
from core.dates import format_date
from core.desk.days import since
from core.desk.queue import Count, Share, Urgency, Work
from editorial import scheduling
from editorial.desk.approvals import edit_url
from editorial.desk.jobs import PERMISSION

PATIENCE = datetime.timedelta(minutes=10)  # the clock looks every minute


class MissedHours:
    """Whoever watches the jobs hears of them: the clock tries again and tells nobody."""

    name: str | Promise = gettext_lazy("scheduled pages")

    def share(self, user: Any, most: int) -> Share:
        """One query, a second one when there are more than fit."""
        if not user.has_perm(PERMISSION):
            return Share()
        coming, ending = scheduling.missed(timezone.now() - PATIENCE)
        keys = coming.annotate(key=Cast("object_id", BigIntegerField()))
        first = keys.filter(key=OuterRef("pk")).order_by().values("key")
        found = Page.objects.filter(Q(pk__in=keys.values("key")) | Q(pk__in=ending.values("pk")))
        found = found.annotate(
            coming=Subquery(first.annotate(first=Min("approved_go_live_at")).values("first")),
            hour=Coalesce("coming", "expire_at"),
        ).only("draft_title", "locale_id", "expire_at").order_by("hour")  # fmt: skip
        pages = list(found[: most + 1])
        if not pages:
            return Share()
        total = len(pages) if len(pages) <= most else found.count()
        rows = [self.row(page) for page in pages[:most]]
        label = ngettext("page missed its hour", "pages missed their hour", total)
        count = Count(number=total, label=label, url=rows[0].url, icon="calendar-alt", late=True)
        return Share(rows, total, [count])

    def row(self, page: Any) -> Work:
        """One page, and which hour passed."""
        hour = timezone.localtime(page.hour)
        words = {"day": format_date(hour.date()), "hour": f"{hour:%H:%M}"}
        said = (
            _("It should have gone out on %(day)s at %(hour)s; the site keeps trying.")
            if page.coming
            else _("It should have ended on %(day)s at %(hour)s; readers do not reach it.")
        )
        return Work(
            kind=_("Not published") if page.coming else _("Not taken off"), title=page.draft_title,
            lang=locales.by_id(page.locale_id).language_code, url=edit_url(page.pk),
            action=pgettext("button", "Open"), urgency=Urgency.LATE, since=page.hour,
            due=since(page.hour), reason=said % words,
        )  # fmt: skip
