"""The list of all work, and the panels of the first screen."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.desk import queue
from core.desk.access import GuardedMixin, permitted

SHOWN = 7
COUNTS = 5
ALL = 500
PER_PAGE = 50


def of(request: HttpRequest) -> queue.Queue:
    """The work of whoever asks, gathered once a request."""
    known = getattr(request, "desk_queue", None)
    if known is None:
        known = queue.gather(request.user, SHOWN)
        request.desk_queue = known  # type: ignore[attr-defined]
    return known


class CountItem(SummaryItem):
    """One number of the line below the title."""

    template_name = "editorial/desk/count.html"

    def __init__(self, request: HttpRequest, count: queue.Count) -> None:
        super().__init__(request)
        self.count = count

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"count": self.count}


class QueuePanel(Component):
    """“To do now”: the worst first."""

    name = "desk_queue"
    order = 20
    template_name = "editorial/desk/queue.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        found = of(parent_context["request"])
        return {"queue": found, "more": found.total > len(found.rows)}


class WaitingPanel(Component):
    """“Waiting for others”: what the user asked for and somebody else has."""

    name = "desk_waiting"
    order = 30
    template_name = "editorial/desk/waiting.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            "rows": of(parent_context["request"]).waiting,
            "csrf_token": parent_context.get("csrf_token"),
        }


class WorkView(GuardedMixin, WagtailAdminTemplateMixin, ListView):
    """Everything that waits for the user, by urgency."""

    rule = permitted("wagtailadmin.access_admin")
    page_title = _("My work")
    header_icon = "tasks"
    template_name = "editorial/desk/work.html"
    paginate_by = PER_PAGE
    page_kwarg = "p"
    context_object_name = "rows"

    def get_queryset(self) -> list[queue.Work]:  # type: ignore[override]
        self.queue = queue.gather(self.request.user, ALL)
        return self.queue.rows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"queue": self.queue}
