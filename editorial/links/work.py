"""Broken links in “My work”."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.desk.days import since
from core.desk.queue import Count, Share, Text, Urgency, Work
from editorial.links import checking
from editorial.links.report import counted
from editorial.verification.states import PERMISSION


class BrokenLinks:
    """Addresses that do not answer, those on most pages first."""

    name: Text = gettext_lazy("External links")

    def share(self, user: Any, most: int) -> Share:
        """One query, a second one when there are more than fit."""
        if not user.has_perm(PERMISSION):
            return Share()
        found = list(counted(checking.broken()).order_by("-pages", "broken_since")[: most + 1])
        if not found:
            return Share()
        total = len(found) if len(found) <= most else checking.broken().count()
        count = Count(
            number=total, label=ngettext("broken link", "broken links", total),
            url=f"{reverse('desk_links')}?state=broken", icon="link-external",
        )  # fmt: skip
        return Share(rows=[_work(link) for link in found[:most]], total=total, counts=[count])


def _work(link: Any) -> Work:
    pages, languages, things = link.pages, link.languages, link.things
    where = []
    if pages:
        where = [
            ngettext("on %(number)d page", "on %(number)d pages", pages) % {"number": pages},
            ngettext("%(number)d language", "%(number)d languages", languages)
            % {"number": languages},
        ]
    if things:
        said = ngettext("in %(number)d other place", "in %(number)d other places", things)
        where.append(said % {"number": things})
    return Work(
        kind=_("Broken link"), title=link.url, lang="zxx", action=_("Correct"),
        url=reverse("desk_link", args=[link.pk]), urgency=Urgency.NEW,
        since=link.broken_since, due=since(link.broken_since), reason=" · ".join(where),
        note=str(link.answer), weight=float(pages + things),
    )  # fmt: skip
