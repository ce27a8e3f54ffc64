"""What verification contributes to “My work”."""

import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import locales
from core.desk.days import days_since, late, since
from core.desk.queue import Count, Share, Urgency, Work
from editorial.verification import states
from editorial.verification.panel import address

WEIGHT = {"A": 3.0, "B": 2.0, "C": 1.0}


class ToVerify:
    """Pages that are late or touched by a law that changed."""

    name: str | Promise = gettext_lazy("verification")

    def share(self, user: Any, most: int) -> Share:
        if not user.has_perm(states.PERMISSION):
            return Share()
        rows: list[Work] = []
        total, counts = 0, []
        for model in states.reviewed_types():
            found = states.listed(states.pages(model))
            numbers = states.numbers(found)
            state = states.conditions()
            urgent = found.filter(state["late"] | state["law"])
            url = reverse("desk_verification")
            rows += [self.row(page, user) for page in states.ranked(urgent)[:most]]
            total += numbers["urgent"]
            if numbers["late"]:
                counts.append(
                    Count(
                        number=numbers["late"],
                        label=ngettext("overdue page", "overdue pages", numbers["late"]),
                        url=f"{url}?state=late",
                        icon="calendar-check",
                        late=True,
                    )
                )
            if numbers["soon"]:
                counts.append(
                    Count(
                        number=numbers["soon"],
                        label=_("due in 30 days"),
                        url=f"{url}?state=soon",
                        icon="calendar-alt",
                    )
                )
        rows.sort(key=lambda row: (row.urgency, -row.weight))
        return Share(rows[:most], max(total, len(rows)), counts)

    def row(self, page: Any, user: Any) -> Work:
        """One page: why it is urgent."""
        due = page.next_review
        is_late = bool(due and days_since(due) > 0)
        reasons = []
        if page.law_changed_on:
            reasons.append(_("law changed"))
            if page.review_flag:
                reasons.append(locales.isolated(page.review_flag))
        if is_late:
            reasons.append(_("readers see a notice"))
        urgency = Urgency.LATE
        if is_late and page.risk_class == states.RISKIEST:
            urgency = Urgency.LATE_GRAVE
        elif page.law_changed_on:
            urgency = Urgency.LAW_CHANGED
        day = due or page.law_changed_on or timezone.localdate()
        return Work(
            kind=_("Verification overdue") if is_late else _("Law changed"), title=page.title,
            lang=locales.source().language_code, url=address(page, user),
            action=_("Verify"), urgency=urgency, weight=WEIGHT[page.risk_class] + 10 * is_late,
            since=timezone.make_aware(datetime.datetime.combine(day, datetime.time())),
            due=late(due) if due else since(day), reason=" · ".join(reasons),
            note=_("risk %(risk)s") % {"risk": page.risk_class},
        )  # fmt: skip
