"""“My work”: sentences to look at since a fact in them has another value."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies.pages import PagePermissionPolicy

from core import locales
from core.desk.queue import Share, Text, Urgency, Work
from facts.models import FactCheck


class FactWork:
    """Tasks on pages that the user may change, and what the user promised to correct."""

    name: Text = _("Facts that changed")

    def share(self, user: Any, most: int) -> Share:
        pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        own = Q(who=FactCheck.Who.SELF, created_by=user)
        given = Q(who=FactCheck.Who.OWNER, page__in=pages.order_by().values("pk"))
        rows = FactCheck.objects.filter(own | given, done_at=None)
        first = rows.select_related("page", "fact").order_by("created_at", "pk")[:most]
        work = [self.work(row) for row in first]
        return Share(rows=work, total=len(work) if len(work) < most else rows.count())

    @staticmethod
    def work(row: FactCheck) -> Work:
        return Work(
            kind=_("Fact changed"), title=row.page.title, action=_("Correct"),
            url=reverse("wagtailadmin_pages:edit", args=[row.page_id]),
            urgency=Urgency.WAITING, since=row.created_at, reason=row.reason,
            note=row.fact.name, lang=locales.by_id(row.page.locale_id).language_code,
        )  # fmt: skip
