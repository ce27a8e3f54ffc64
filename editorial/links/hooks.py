"""Links in the admin: addresses, the entry of the menu of reports."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from core.desk.access import GuardedMenuItem, permitted
from editorial.links import replacing
from editorial.links.replace_views import ReplacedView, ReplacementsView, ReplaceView
from editorial.links.report import LinksReport
from editorial.links.views import LinkView
from editorial.verification.states import PERMISSION


@hooks.register("register_admin_urls")
def links_urls() -> list[Any]:
    results = LinksReport.as_view(results_only=True)
    return [
        path("desk/links/", LinksReport.as_view(), name="desk_links"),
        path("desk/links/results/", results, name="desk_links_results"),
        path("desk/links/replaced/", ReplacementsView.as_view(), name="desk_links_replaced"),
        path("desk/links/replaced/<int:pk>/", ReplacedView.as_view(), name="desk_link_replaced"),
        path("desk/links/<int:pk>/", LinkView.as_view(), name="desk_link"),
        path("desk/links/<int:pk>/replace/", ReplaceView.as_view(), name="desk_link_replace"),
    ]


@hooks.register("register_reports_menu_item")
def links_menu_item() -> GuardedMenuItem:
    return GuardedMenuItem(
        gettext_lazy("External links"), reverse("desk_links"), name="links",
        icon_name="link-external", order=130, rule=permitted(PERMISSION),
    )  # fmt: skip


@hooks.register("register_log_actions")
def links_log_actions(actions: Any) -> None:
    """Words of the history of a page."""

    @actions.register_action(replacing.ACTION)
    class ReplacedFormatter(LogFormatter):
        label = gettext_lazy("Replace a link")

        def format_message(self, log_entry: Any) -> str:
            return _("Link replaced: %(old)s → %(new)s") % {
                "old": log_entry.data.get("old", ""), "new": log_entry.data.get("new", ""),
            }  # fmt: skip
