"""“My work”: values that wait for a second person, and sentences to look at since one changed."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.permission_policies.pages import PagePermissionPolicy

from core import locales
from core.desk.days import since
from core.desk.queue import Count, Share, Text, Urgency, Work
from facts.models import FactCheck, FactProposal
from facts.proposing import RIGHT, State


class FactProposals:
    """Values to approve; own proposals sent back, made void by another change, or waiting."""

    name: Text = gettext_lazy("proposed values")

    def share(self, user: Any, most: int) -> Share:
        decides = user.has_perm(RIGHT)
        if not decides and not user.has_perm("facts.change_fact"):
            return Share()
        own = Q(created_by=user)
        wanted = Q(state=State.OPEN) if decides else Q(state=State.OPEN) & own
        found = FactProposal.objects.filter(wanted | Q(state=State.RETURNED) & own)
        rows = found.select_related("fact", "based_on__fact", "created_by", "decided_by")
        proposals = list(rows.prefetch_related("fact__values").order_by("created_at")[:200])
        mine = [row for row in proposals if row.created_by_id == user.pk]
        back = [row for row in mine if not row.is_open or row.is_outdated]
        asked = [row for row in proposals if row.created_by_id != user.pk]
        work = [*map(self.back, back), *map(self.to_approve, asked)]
        counts = []
        if asked:
            counts = [
                Count(
                    number=len(asked), label=_("values to approve"), url=reverse("desk_work"),
                    icon="decimal",
                )
            ]  # fmt: skip
        waiting = [self.waits(row) for row in mine if row not in back]
        return Share(work[:most], len(work), counts, waiting)

    def to_approve(self, row: FactProposal) -> Work:
        """Before and after, on how many pages, who asks."""
        who = row.created_by.called if row.created_by else _("Somebody")
        return self.work(
            row, kind=gettext_lazy("Value to approve"), action=gettext_lazy("Review"), urgency=Urgency.WAITING,
            note=_("%(who)s asked for approval") % {"who": locales.isolated(who)},
        )  # fmt: skip

    def back(self, row: FactProposal) -> Work:
        """Sent back with a reason, or another value came first."""
        note = _("The value has changed since")
        if not row.is_open:
            who = row.decided_by.called if row.decided_by else _("Somebody")
            note = f"{locales.isolated(who)}: {locales.isolated(row.comment)}"
        return self.work(
            row,
            kind=gettext_lazy("Returned"),
            action=gettext_lazy("Look"),
            urgency=Urgency.RETURNED,
            note=note,
        )

    def waits(self, row: FactProposal) -> Work:
        """Somebody else has it."""
        return self.work(
            row,
            kind=gettext_lazy("Proposed value"),
            action=gettext_lazy("See"),
            urgency=Urgency.NEW,
        )

    @staticmethod
    def work(row: FactProposal, **more: Any) -> Work:
        before = row.based_on.value.plain() if row.based_on else "—"
        change = f"{locales.isolated(before)} → {locales.isolated(row.value.plain())}"
        pages = ngettext("%(number)d page", "%(number)d pages", row.pages)
        versions = ngettext(
            "%(number)d language version", "%(number)d language versions", row.versions
        )
        where = f"{pages % {'number': row.pages}}, {versions % {'number': row.versions}}"
        return Work(
            title=row.fact.name, url=reverse("fact:proposal", args=[row.pk]),
            since=row.created_at, due=since(row.created_at), reason=f"{change} · {where}",
            lang=locales.source().language_code, **more,
        )  # fmt: skip


class FactWork:
    """Tasks on pages that the user may change, and what the user promised to correct."""

    name: Text = gettext_lazy("Facts that changed")

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
            kind=gettext_lazy("Fact changed"), title=row.page.title, action=gettext_lazy("Correct"),
            url=reverse("wagtailadmin_pages:edit", args=[row.page_id]),
            urgency=Urgency.WAITING, since=row.created_at, reason=row.reason,
            note=row.fact.name, lang=locales.by_id(row.page.locale_id).language_code,
        )  # fmt: skip
