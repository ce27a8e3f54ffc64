"""What “My work” says about work in the background: what the user asked for and what stopped."""

from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from core.desk.queue import Share, Text, Urgency, Work
from translations.models import Run, RunPart

State = RunPart.State


class RunWork:
    """The user's own runs of which a part stopped, and as waiting those under way; one query."""

    name: Text = gettext_lazy("work in the background")

    def share(self, user: Any, most: int) -> Share:
        runs = (
            Run.objects.filter(user=user, parts__state__in=[*RunPart.OPEN, State.FAILED])
            .annotate(
                stopped=Count("parts", filter=Q(parts__state=State.FAILED)),
                under_way=Count("parts", filter=Q(parts__state__in=RunPart.OPEN)),
                last=Max("parts__due"),
            )
            .order_by("-created_at")[: most + 1]
        )
        rows = [row(run) for run in runs]
        stopped = [one for one in rows if one.urgency is Urgency.LATE]
        return Share(
            rows=stopped[:most], total=len(stopped),
            waiting=[one for one in rows if one.urgency is not Urgency.LATE][:most],
        )  # fmt: skip


def row(run: Any) -> Work:
    """A run as a line of the list."""
    number = run.stopped or run.under_way
    said = (
        ngettext("%(count)d language stopped", "%(count)d languages stopped", number)
        if run.stopped
        else ngettext("%(count)d language under way", "%(count)d languages under way", number)
    )
    return Work(
        kind=_("In the background"), title=str(Run.Kind(run.kind).label),
        url=reverse("translations_desk:run", args=[run.pk]), action=pgettext("button", "Open"),
        urgency=Urgency.LATE if run.stopped else Urgency.NEW, since=run.created_at,
        reason=said % {"count": number}, weight=50,
    )  # fmt: skip
