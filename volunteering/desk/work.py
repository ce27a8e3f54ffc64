"""What calls contribute to “My work”: people who wait for an answer, insurances that end."""

import datetime
from collections import Counter as Numbers
from typing import Any

from django.db.models import Count as Number
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from core import locales
from core.dates import format_date
from core.desk.days import days_since, late, since
from core.desk.queue import Count, Share, Urgency, Work
from directory.models.organisations import InsuranceState
from volunteering import insurance
from volunteering.desk import scope
from volunteering.desk.insurance import PERMISSION, province
from volunteering.desk.rows import LATE_DAYS
from volunteering.models import CallPage
from volunteering.models.choices import ApplicationState


class Unanswered:
    """Calls of the user's organisations to which people wrote who have heard nothing."""

    name: str | Promise = gettext_lazy("applications")

    def share(self, user: Any, most: int) -> Share:
        if not user.has_perm(f"volunteering.{scope.READER}") or not scope.may_read(user):
            return Share()
        new = scope.applications(user).filter(state=ApplicationState.NEW)
        groups = list(
            new.order_by().values("call_key", "call__title")
            .annotate(number=Number("pk"), first=Min("created_at")).order_by("first")[:100]
        )  # fmt: skip
        if not groups:
            return Share()
        total = sum(group["number"] for group in groups)
        tardy = any(days_since(group["first"]) >= LATE_DAYS for group in groups)
        label = ngettext("new application", "new applications", total)
        count = Count(
            number=total,
            label=label,
            url=reverse("calls_desk:applications"),
            icon="group",
            late=tardy,
        )
        return Share([self.row(group) for group in groups[:most]], len(groups), [count])

    def row(self, group: dict[str, Any]) -> Work:
        """One call: how many wait, for how long the first."""
        number, first = group["number"], group["first"]
        days = days_since(first)
        urgency = Urgency.LATE if days >= LATE_DAYS else Urgency.NEW
        url = f"{reverse('calls_desk:applications')}?{urlencode({'call': group['call_key']})}"
        reason = ngettext(
            "%(count)d person waits for an answer", "%(count)d people wait for an answer", number
        )
        return Work(
            kind=pgettext("work", "Application"), title=group["call__title"] or _("A call that was deleted"),
            url=url, action=_("Answer"), urgency=urgency, since=first, due=since(first),
            reason=reason % {"count": number},
        )  # fmt: skip


class ClosingCalls:
    """Calls of the user's organisations that take no more answers within a week or two."""

    name: str | Promise = gettext_lazy("calls that close")

    def share(self, user: Any, most: int) -> Share:
        if user.is_superuser or not user.has_perm(f"volunteering.{scope.READER}"):
            return Share()
        today = timezone.localdate()
        soon = today + datetime.timedelta(days=CLOSING_DAYS)
        found = scope.calls(user).filter(live=True, apply_by__gte=today, apply_by__lte=soon)
        calls = list(found.order_by("apply_by", "pk")[:100])
        return Share([self.row(call) for call in calls[:most]], len(calls))

    def row(self, call: CallPage) -> Work:
        """One call: when it closes, how many places are taken."""
        reason = _("closes on %(day)s") % {"day": format_date(call.apply_by)}
        if call.places_available:
            taken = _("%(taken)s of %(places)s places taken") % {
                "taken": call.filled_count or 0, "places": call.places_available,
            }  # fmt: skip
            reason = f"{reason}: {taken}"
        return Work(
            kind=pgettext("work", "Call"), title=call.title, action=_("Extend"), reason=reason,
            url=reverse("wagtailadmin_pages:edit", args=[call.pk]), urgency=Urgency.WAITING,
            since=_moment(call.apply_by), due=late(call.apply_by) if call.apply_by else "",
            lang=locales.source().language_code,
        )  # fmt: skip


class Insurances:
    """For the region: whose calls stand still. For an organisation: that its own ends."""

    name: str | Promise = gettext_lazy("insurances")

    def share(self, user: Any, most: int) -> Share:
        if user.has_perm(PERMISSION):
            return self.region(most)
        if user.is_superuser or not user.has_perm(f"volunteering.{scope.READER}"):
            return Share()
        own = scope.own_hosts(user)
        rows = [row for row in insurance.with_standing(own)[:most] if row.standing in ENDING]
        return Share([self.row(row, own=True) for row in rows], len(rows))

    def region(self, most: int) -> Share:
        """Organisations with running calls and no valid insurance, then those that end soon."""
        found = insurance.with_standing(insurance.hosts()).select_related("seat__parent")
        rows = list(insurance.worst_first(found.filter(rank__lt=len(insurance.RANKS)))[:200])
        url = f"{reverse('calls_desk:insurance')}?state="
        numbers = Numbers(row.standing for row in rows)
        expired, ending = numbers[InsuranceState.EXPIRED], numbers[InsuranceState.ENDING]
        named = {
            InsuranceState.EXPIRED: ngettext("insurance expired", "insurances expired", expired),
            InsuranceState.ENDING: ngettext("insurance ends soon", "insurances end soon", ending),
        }
        counts = [
            Count(
                number=numbers[state], label=label, url=url + state, icon="lock",
                late=state == InsuranceState.EXPIRED,
            )
            for state, label in named.items()
            if numbers[state]
        ]  # fmt: skip
        return Share([self.row(row) for row in rows[:most]], len(rows), counts)

    def row(self, organisation: Any, *, own: bool = False) -> Work:
        """One organisation: what is the matter, what stands still."""
        state = organisation.standing
        until = organisation.insurance_valid_until
        grave = state in {InsuranceState.EXPIRED, InsuranceState.MISSING}
        url = f"{reverse('calls_desk:insurance')}?state={state}"
        if own:
            url = reverse("calls_desk:calls")
        return Work(
            kind=KINDS[state], title=organisation.name, url=url, action=pgettext("button", "Open"),
            urgency=Urgency.LATE if grave else Urgency.WAITING, since=_moment(until),
            due=late(until) if until else _("never declared"), weight=organisation.running,
            reason=self.reason(organisation), note="" if own else province(organisation),
        )  # fmt: skip

    def reason(self, organisation: Any) -> str:
        """What it means for the calls."""
        number = organisation.running
        if organisation.standing == InsuranceState.ENDING:
            day = locales.isolated(format_date(organisation.insurance_valid_until))
            if not number:
                return _("ends on %(day)s; no call is open") % {"day": day}
            said = ngettext(
                "ends on %(day)s: then %(count)d call pauses",
                "ends on %(day)s: then %(count)d calls pause",
                number,
            )
            return said % {"day": day, "count": number}
        return ngettext("%(count)d call is paused", "%(count)d calls are paused", number) % {
            "count": number
        }


CLOSING_DAYS = 14
ENDING = frozenset({InsuranceState.ENDING, InsuranceState.EXPIRED, InsuranceState.MISSING})
KINDS = {
    InsuranceState.EXPIRED: gettext_lazy("Insurance expired"),
    InsuranceState.MISSING: gettext_lazy("Insurance missing"),
    InsuranceState.ENDING: gettext_lazy("Insurance ends"),
}


def _moment(day: datetime.date | None) -> datetime.datetime:
    """Midnight of a day; a declaration that never was counts as of today."""
    start = datetime.datetime.combine(day or timezone.localdate(), datetime.time())
    return timezone.make_aware(start)
