"""Verification in the admin: addresses, the entry of the menu, a button, words of histories."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from core.desk.access import GuardedMenuItem, permitted
from editorial.verification import signing, states
from editorial.verification.panel import address
from editorial.verification.report import VerificationReport
from editorial.verification.views import LawUndoView, LawView, VerifyView


@hooks.register("register_admin_urls")
def verification_urls() -> list[Any]:
    report = VerificationReport
    return [
        path("desk/verification/", report.as_view(), name="desk_verification"),
        path(
            "desk/verification/results/", report.as_view(results_only=True),
            name="desk_verification_results",
        ),
        path("desk/verification/law/", LawView.as_view(), name="desk_law"),
        path("desk/verification/law/undo/", LawUndoView.as_view(), name="desk_law_undo"),
        path("desk/verification/<int:pk>/", VerifyView.as_view(), name="desk_verify"),
    ]  # fmt: skip


@hooks.register("register_admin_menu_item")
def verification_menu_item() -> GuardedMenuItem:
    return GuardedMenuItem(
        gettext_lazy("Verification"), reverse("desk_verification"), name="verification",
        icon_name="calendar-check", order=120, rule=permitted(states.PERMISSION),
    )  # fmt: skip


@hooks.register("register_page_header_buttons")
def verify_button(page: Any, user: Any, view_name: str, **kwargs: Any) -> Iterator[Button]:
    """From the form of a page to its verification."""
    if view_name == "edit" and states.is_reviewed(page) and user.has_perm(states.PERMISSION):
        yield Button(
            _("Verify"), address(page, user), icon_name="calendar-check", priority=5,
        )  # fmt: skip


@hooks.register("register_permissions")
def desk_permissions() -> QuerySet:
    """So that an administrator gives them to groups by hand."""
    return Permission.objects.filter(
        content_type__app_label="editorial", codename__in=["verify_pages", "watch_jobs"]
    )


@hooks.register("register_log_actions")
def verification_log_actions(actions: Any) -> None:
    """Words of the history of a page."""

    @actions.register_action(signing.SIGN)
    class SignFormatter(LogFormatter):
        label = gettext_lazy("Sign the verification")

        def format_message(self, log_entry: Any) -> str:
            return _("Verified by: %(role)s. Next check: %(day)s") % {
                "role": log_entry.data.get("role", ""), "day": log_entry.data.get("next", ""),
            }  # fmt: skip

    @actions.register_action(signing.LAW)
    class LawFormatter(LogFormatter):
        label = gettext_lazy("Say that a law changed")

        def format_message(self, log_entry: Any) -> str:
            return _("Law changed: %(law)s") % {"law": log_entry.data.get("law", "")}

    actions.register_action(
        signing.UNDO, gettext_lazy("Take back that a law changed"),
        gettext_lazy("It was taken back that a law changed"),
    )  # fmt: skip
    actions.register_action(
        signing.CLEAR, gettext_lazy("Take the notice away"),
        gettext_lazy("The law that changed does not touch this page"),
    )  # fmt: skip
