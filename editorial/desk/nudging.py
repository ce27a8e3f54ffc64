"""A reminder to those for whose approval somebody waits: after three days, once in three days."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, WorkflowState

from core.desk.access import GuardedMixin, permitted
from editorial.workflow.telling import remind

ACTION = "editorial.nudged"
AFTER = datetime.timedelta(days=3)


class TooSoonError(Exception):
    """It waits for less than three days, or somebody was reminded within them."""


def lately(pages: Iterable[int]) -> set[int]:
    """Those of some pages about which somebody was reminded within three days; one query."""
    rows = PageLogEntry.objects.filter(action=ACTION, page__in=list(pages))
    since = timezone.now() - AFTER
    return set(rows.filter(timestamp__gt=since).values_list("page_id", flat=True))


def is_due(state: WorkflowState) -> bool:
    """Whether a step has waited for three days."""
    return timezone.now() - state.current_task_state.started_at >= AFTER


@transaction.atomic
def nudge(key: int, user: Any) -> int:
    """Write to all who may take the step that a request of the user's waits for; how many.

    It stands in the history of the page. Raises TooSoonError, and Http404 for what is no request
    of the user's under way.
    """
    mine = WorkflowState.objects.filter(
        requested_by=user, status=WorkflowState.STATUS_IN_PROGRESS
    ).select_for_update()
    state = mine.filter(pk=key).first()
    if state is None or not isinstance(state.content_object, Page):
        raise Http404
    page = state.content_object
    if not is_due(state) or lately([page.pk]):
        raise TooSoonError
    told = remind(state.current_task_state, user)
    log(instance=page, action=ACTION, user=user, data={"told": told})
    return told


class NudgeView(GuardedMixin, View):
    """The button beside what waits for others."""

    rule = permitted("wagtailadmin.access_admin")
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remind, and say how many were written to."""
        try:
            told = nudge(pk, request.user)
        except TooSoonError:
            messages.error(request, _("They were reminded already: once in three days is enough."))
        else:
            text = ngettext(
                "%(count)d colleague gets a mail.", "%(count)d colleagues get a mail.", told
            )
            messages.success(request, text % {"count": told})
        return redirect("wagtailadmin_home")
