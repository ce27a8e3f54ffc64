"""Tasks from the search-demand board in “My work”."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import GroupPagePermission

from core import locales
from core.desk.days import since
from core.desk.queue import Count, Share, Text, Urgency, Work
from search.desk import letters
from search.models import SearchChoice, SearchDecision

PERMISSION = "search.decide_demand"


def own_languages(user: Any) -> set[str]:
    """The languages in whose pages a user writes: there the user decides what readers are led to.

    One query; none for an administrator, who decides for all.
    """
    if user.is_superuser:
        return {code for code, _name in settings.LANGUAGES}
    rows = GroupPagePermission.objects.filter(
        group__user=user, permission__codename__in=["add_page", "change_page"]
    )
    return set(rows.values_list("page__locale__language_code", flat=True))


class NotFound:
    """What readers looked for and somebody is to write: one's own tasks, and those of nobody."""

    name: Text = gettext_lazy("search demand")

    def share(self, user: Any, most: int) -> Share:
        """Three queries, whatever there is."""
        wanted = Q(assigned_to=user)
        if user.has_perm(PERMISSION):
            wanted |= Q(assigned_to__isnull=True, language__in=own_languages(user))
        rows = SearchDecision.objects.filter(
            wanted, choice=SearchChoice.TASK, finished_at__isnull=True
        )
        total = rows.count()
        if not total:
            return Share()
        url = reverse("demand_desk:board")
        shown = rows.select_related("page").order_by("-searches", "decided_at")[:most]
        count = Count(
            number=total, label=gettext_lazy("not found by readers"), url=url, icon="search"
        )
        return Share([_work(row) for row in shown], total, [count])


def _work(row: SearchDecision) -> Work:
    return Work(
        kind=pgettext_lazy("kind of work", "Not found"),
        title=row.words,
        url=letters.address(row),
        action=pgettext_lazy("search demand", "Finish the draft")
        if row.page_id
        else pgettext_lazy("search demand", "Open"),
        urgency=Urgency.NEW,
        since=row.decided_at,
        reason=letters.looked_for(row),
        due=since(row.decided_at),
        note=locales.native_name(row.language),
        weight=float(row.searches),
        lang=locales.html_lang(row.language),
    )
