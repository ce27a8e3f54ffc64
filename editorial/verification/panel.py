"""Verify beside the text: a side panel of the form of a page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import PageLogEntry

from core import locales
from editorial.verification import checked, signing, states
from editorial.verification.forms import SignForm

NAME = "verify"
HISTORY = 5


def source_of(page: Any) -> Any:
    """The page in the source language, as readers see it: it is signed for all languages."""
    rows = type(page).objects.filter(translation_key=page.translation_key, live=True)
    return rows.filter(locale=locales.source()).first()


def address(page: Any, user: Any) -> str:
    """Where somebody verifies a page: beside its text, or on a screen of its own who may not edit it."""
    if page.permissions_for_user(user).can_edit():
        return f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#{NAME}"
    return reverse("desk_verify", args=[page.pk])


def sign_form(page: Any, user: Any) -> SignForm:
    """The form as it opens: who checked last, when it would be due."""
    role = page.verified_by_role or user.job_title
    due = signing.next_date(page.risk_class)
    return SignForm(initial={"role": role, "due": due}, auto_id="verify_%s")


class VerifySidePanel(BaseSidePanel):
    """State, what the machine looked at, one tick, *Sign for all languages*."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Toggle verification")
        icon_name = "calendar-check"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            page = self.panel.source
            urgent = page.is_overdue or page.law_changed_on
            return super().get_context_data(parent_context) | {"count": int(bool(urgent))}

    name = NAME
    title = gettext_lazy("Verification")
    template_name = "editorial/verification/panel.html"
    order = 50

    class Media:
        js = ("js/verify-panel.js",)
        css = {"all": ("css/desk.css",)}

    def __init__(self, page: Any, request: Any, source: Any) -> None:
        self.source = source
        super().__init__(page, request)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        page = self.source
        history = PageLogEntry.objects.filter(page=page.pk, action__startswith="editorial.")
        return super().get_context_data(parent_context) | {
            "source": page,
            "verify_form": sign_form(page, self.request.user),
            "due": signing.next_date(page.risk_class),
            "days": signing.REVIEW_DAYS[page.risk_class],
            "looked": checked.of(page),
            "history": history.select_related("user").order_by("-timestamp")[:HISTORY],
            "csrf_token": parent_context.get("csrf_token"),
        }


def of(page: Any, request: HttpRequest) -> VerifySidePanel | None:
    """The panel of a page that is verified, for who may sign it."""
    if not page.pk or not states.is_reviewed(page) or not request.user.has_perm(states.PERMISSION):
        return None
    source = source_of(page)
    return VerifySidePanel(page, request, source) if source is not None else None
