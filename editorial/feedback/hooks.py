"""What reader feedback adds to the admin: its screen, its entry of the menu, words of the history."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy, pgettext
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from core.desk.access import GuardedMenuItem
from editorial.feedback import scope
from editorial.feedback.inbox import InboxView

urls = ([path("", InboxView.as_view(), name="inbox")], "feedback_desk")
ACTIONS = {
    "answered": (gettext_lazy("Answer a reader"), gettext_lazy("Report %(code)s answered")),
    "merged": (
        gettext_lazy("Merge reports of readers"),
        gettext_lazy("Report %(code)s is answered together with another"),
    ),
    "assigned": (gettext_lazy("Give a report to somebody"), gettext_lazy("Report %(code)s assigned")),
    "erased": (
        gettext_lazy("Delete the text of a report"),
        gettext_lazy("Text of report %(code)s deleted: it held personal data"),
    ),
    "marked": (gettext_lazy("Change the state of a report"), gettext_lazy("State of report %(code)s changed")),
}  # fmt: skip


@hooks.register("register_admin_urls")
def desk_urls() -> list[Any]:
    return [path("desk/feedback/", include(urls))]


@hooks.register("register_admin_menu_item")
def menu_item() -> GuardedMenuItem:
    return GuardedMenuItem(
        pgettext("menu", "Reader feedback"), reverse("feedback_desk:inbox"), name="feedback",
        icon_name="comment", order=150, rule=scope.may_enter,
    )  # fmt: skip


@hooks.register("register_permissions")
def permissions() -> QuerySet:
    """So that an administrator gives it to groups by hand."""
    code = scope.PERMISSION.partition(".")[2]
    return Permission.objects.filter(content_type__app_label="editorial", codename=code)


def _formatter(name: str, label: Any, words: Any) -> type[LogFormatter]:
    """Words of one action, with the code of the report."""

    class Formatter(LogFormatter):
        def format_message(self, log_entry: Any) -> str:
            return str(words) % {"code": log_entry.data.get("code", "")}

    Formatter.label = label
    Formatter.__name__ = f"{name.title()}Formatter"
    return Formatter


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    for name, (label, words) in ACTIONS.items():
        actions.register_action(f"editorial.feedback_{name}")(_formatter(name, label, words))
