"""The desk in the admin: its addresses, entries of the menu, permissions, words of histories."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from core.desk.access import GuardedMenuItem, permitted
from volunteering.desk import calls, insurance, numbers, scope, urls

DESK_PERMISSIONS = [insurance.PERMISSION, numbers.PERMISSION, f"volunteering.{scope.READER}"]


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    return [path("desk/", include(urls, namespace="calls_desk"))]


@hooks.register("register_admin_menu_item")
def insurance_menu_item() -> GuardedMenuItem:
    return GuardedMenuItem(
        _("Insurance"), reverse("calls_desk:insurance"), name="insurance", icon_name="lock",
        order=160, rule=permitted(insurance.PERMISSION),
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def applications_menu_item() -> GuardedMenuItem:
    return GuardedMenuItem(
        _("Applications"), reverse("calls_desk:applications"), name="applications",
        icon_name="group", order=115, rule=scope.may_read,
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def calls_menu_item() -> GuardedMenuItem:
    return GuardedMenuItem(
        _("My calls"), reverse("calls_desk:calls"), name="my-calls", icon_name="doc-full",
        order=112, rule=scope.works_for_one,
    )  # fmt: skip


class NewCallPanel(Component):
    """“New call” on the first screen of who writes calls for an organisation."""

    name = "new_call"
    order = 15
    template_name = "volunteering/desk/new_call.html"

    def __init__(self, links: list[tuple[str, str]]) -> None:
        self.links = links

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"add_links": self.links}


@hooks.register("construct_homepage_panels", order=1100)
def new_call(request: HttpRequest, panels: list[Any]) -> None:
    """Above the list of work; it is put there when that stands."""
    links = calls.add_links(request.user)
    if links:
        at = next((n for n, panel in enumerate(panels) if panel.name == "desk_queue"), 0)
        panels.insert(at, NewCallPanel(links))


@hooks.register("register_reports_menu_item")
def unanswered_menu_item() -> GuardedMenuItem:
    return GuardedMenuItem(
        numbers.UnansweredReport.page_title, reverse("calls_desk:unanswered"),
        name="calls-unanswered", icon_name="warning", order=110, rule=permitted(numbers.PERMISSION),
    )  # fmt: skip


@hooks.register("register_reports_menu_item")
def numbers_menu_item() -> GuardedMenuItem:
    return GuardedMenuItem(
        numbers.NumbersReport.page_title, reverse("calls_desk:numbers"),
        name="calls-numbers", icon_name="table", order=120, rule=permitted(numbers.PERMISSION),
    )  # fmt: skip


@hooks.register("register_permissions")
def desk_permissions() -> QuerySet:
    """So that an administrator gives them to groups by hand."""
    codes = [name.partition(".")[2] for name in DESK_PERMISSIONS]
    return Permission.objects.filter(content_type__app_label="volunteering", codename__in=codes)


@hooks.register("register_log_actions")
def insurance_log_actions(actions: Any) -> None:
    """Words of the history of an organisation and of its calls."""
    actions.register_action(
        "volunteering.insurance_paused",
        _("Pause calls"), _("Calls paused: the declared insurance has ended"),
    )  # fmt: skip
    actions.register_action(
        "volunteering.insurance_resumed",
        _("Open calls again"), _("Calls open again: the insurance is declared"),
    )  # fmt: skip
