"""“My work” in the place of Wagtail's first screen, and its entry of the menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem, admin_menu, reports_menu
from wagtail.admin.ui.components import Component

from core.desk.access import GuardedMenuItem
from editorial.desk import work
from editorial.desk.jobs import JobsView
from editorial.desk.nudging import ACTION, NudgeView

# Their rows stand in the queue.
REPLACED = {"user_objects_in_workflow_moderation", "workflow_objects_to_moderate"}


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    return [
        path("desk/my-work/", work.WorkView.as_view(), name="desk_work"),
        path("desk/nudge/<int:pk>/", NudgeView.as_view(), name="desk_nudge"),
        path("desk/jobs/", JobsView.as_view(), name="desk_jobs"),
    ]


@hooks.register("register_admin_menu_item")
def my_work_menu_item() -> MenuItem:
    return MenuItem(
        _("My work"), reverse("wagtailadmin_home"), name="my-work", icon_name="tasks", order=10
    )


class PlainMenu(Component):
    """The screens of the desk on the first page of the admin: its menu needs JavaScript."""

    name = "plain_menu"
    order = 10
    template_name = "editorial/desk/plain_menu.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        entries = [*admin_menu.registered_menu_items, *reports_menu.registered_menu_items]
        ours = [item for item in entries if isinstance(item, GuardedMenuItem)]
        return {"items": [item for item in ours if item.is_shown(request)]}


@hooks.register("construct_homepage_panels", order=1000)
def my_work(request: HttpRequest, panels: list[Any]) -> None:
    kept = [panel for panel in panels if getattr(panel, "name", "") not in REPLACED]
    panels[:] = [PlainMenu(), work.QueuePanel(), *kept]
    if work.of(request).waiting:
        panels.append(work.WaitingPanel())


@hooks.register("construct_homepage_summary_items", order=1000)
def counts(request: HttpRequest, items: list[Any]) -> None:
    found = sorted(work.of(request).counts, key=lambda count: not count.late)
    items[:] = [work.CountItem(request, count) for count in found[: work.COUNTS]]


@hooks.register("register_log_actions")
def desk_log_actions(actions: Any) -> None:
    """Words of the history of a page."""
    actions.register_action(
        ACTION, _("Remind those who approve"), _("Those who may approve were reminded")
    )
