"""What search demand adds to the admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import include, path, reverse
from django.utils.translation import pgettext
from wagtail import hooks

from core.desk.access import GuardedMenuItem, permitted
from search.desk.views import BoardView, ChooseView
from search.desk.work import PERMISSION

urls = (
    [
        path("", BoardView.as_view(), name="board"),
        path("choose/", ChooseView.as_view(), name="choose"),
    ],
    "demand_desk",
)


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    return [path("desk/demand/", include(urls))]


@hooks.register("register_admin_menu_item")
def menu_item() -> GuardedMenuItem:
    return GuardedMenuItem(
        pgettext("menu", "Search demand"), reverse("demand_desk:board"), name="search-demand",
        icon_name="search", order=140, rule=permitted(PERMISSION),
    )  # fmt: skip


@hooks.register("register_permissions")
def permissions() -> QuerySet:
    """So that an administrator gives it to groups by hand."""
    code = PERMISSION.partition(".")[2]
    return Permission.objects.filter(content_type__app_label="search", codename=code)
