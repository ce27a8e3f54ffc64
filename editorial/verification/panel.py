"""Verify beside the text: a side panel of the form of a page.

Wagtail has no hook for side panels: page types that are verified get a form of their own.
"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
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


class VerifiedEditView(EditView):
    """Wagtail's form of a page with the panel for who may sign."""

    def get_side_panels(self) -> Any:
        panels = list(super().get_side_panels())
        request = self.request
        if self.expects_json_response or not request.user.has_perm(states.PERMISSION):
            return MediaContainer(panels)
        source = source_of(self.page)
        if source is not None:
            panels.append(VerifySidePanel(self.page, request, source))
        return MediaContainer(panels)


def viewsets() -> list[PageViewSet]:
    """The forms of the page types that are verified."""
    return [
        PageViewSet(
            f"verified_{model._meta.model_name}",
            model=model,
            edit_view_class=VerifiedEditView,
            parent_models=[],
        )
        for model in states.reviewed_types()
    ]
