"""Links in the admin: addresses, the entry of the menu of reports."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks

from core.desk.access import GuardedMenuItem, permitted
from editorial.links.report import LinksReport
from editorial.links.views import LinkView
from editorial.verification.states import PERMISSION


@hooks.register("register_admin_urls")
def links_urls() -> list[Any]:
    results = LinksReport.as_view(results_only=True)
    return [
        path("desk/links/", LinksReport.as_view(), name="desk_links"),
        path("desk/links/results/", results, name="desk_links_results"),
        path("desk/links/<int:pk>/", LinkView.as_view(), name="desk_link"),
    ]


@hooks.register("register_reports_menu_item")
def links_menu_item() -> GuardedMenuItem:
    return GuardedMenuItem(
        gettext_lazy("External links"), reverse("desk_links"), name="links",
        icon_name="link-external", order=130, rule=permitted(PERMISSION),
    )  # fmt: skip
