"""The writing aids of one page: beside its form, on a screen of their own, and the button “Fix”."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.preview import PreviewOnEditView
from wagtail.models import Page

from core.desk.access import GuardedMixin, permitted
from editorial.tasks import note_draft_links
from editorial.writing import fixing, report

MOST_NEW = 50  # addresses of one draft
ENTER = permitted("wagtailadmin.access_admin")


def context(page: Any, user: Any, *, saved: Any = None) -> dict[str, Any]:
    """What the templates show of a page. `saved` is the draft as it is stored, when `page` is not."""
    writing = report.look(page)
    mendable = {issue.key for issue in (report.look(saved) if saved else writing).fixable}
    if not mendable or not fixing.may_fix(page, user):
        mendable = set()
    rows = [(issue, issue.key in mendable) for issue in writing.issues]
    return {
        "writing": writing, "writing_page": page, "rows": rows,
        "mendable": [issue.key for issue, can in rows if can],
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }  # fmt: skip


def have_asked(writing: report.Writing) -> None:
    """Have the checker of links ask the addresses that it does not know yet: the panel says later
    which do not work."""
    if writing.unknown and settings.LINK_CHECKS:
        note_draft_links.enqueue(writing.unknown[:MOST_NEW])


class OfOnePage(GuardedMixin):
    """Open to those who may edit the page."""

    rule = ENTER
    kwargs: dict[str, Any]
    request: HttpRequest

    @cached_property
    def page(self) -> Any:
        """The latest draft. Raises Http404 and PermissionDenied."""
        found = get_object_or_404(
            Page.objects.select_related("latest_revision"), pk=self.kwargs["page_id"]
        )
        page = found.specific.get_latest_revision_as_object()
        if not page.permissions_for_user(self.request.user).can_edit():
            raise PermissionDenied
        return page


class WritingView(OfOnePage, WagtailAdminTemplateMixin, View):
    """Measures and issues of the saved draft, without any script."""

    page_title = gettext_lazy("Writing aids")
    header_icon = "glasses"
    template_name = "editorial/writing/page.html"

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = {
            "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            "label": self.get_page_subtitle(),
        }
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """The screen."""
        told = context(self.page, request.user)
        have_asked(told["writing"])
        return self.render_to_response(self.get_context_data(**told, alone=True))


class FixView(OfOnePage, View):
    """Mend what was chosen in the draft, and go back to where the button was."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Say how many places were mended, or that the text is another one now."""
        keys = set(request.POST.getlist("issue"))
        count = fixing.fix(self.page.pk, keys, request.user)
        if count:
            said = ngettext(
                "%(count)d place is mended in the draft.",
                "%(count)d places are mended in the draft.",
                count,
            )
            messages.success(request, said % {"count": count})
        if count < len(keys):
            messages.warning(
                request, _("Somebody changed the text in the meantime. Look at what is found now.")
            )
        if "alone" in request.POST:
            return redirect("desk_writing", self.page.pk)
        return redirect("wagtailadmin_pages:edit", self.page.pk)


class PanelView(GuardedMixin, PreviewOnEditView):
    """The part of the side panel for the text as it stands in the form, saved or not."""

    rule = ENTER
    http_method_names = ("get",)
    object: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What the preview shows, looked at anew; the saved draft while the form has mistakes."""
        state = self._get_form_state()
        saved: Any = self.object
        if state:
            self.object = self.get_object()
            form = self.get_form(self._get_form_data(state))
            if self.validate_form(form):
                form.save(commit=False)
                told = context(self.object, request.user, saved=saved)
                have_asked(told["writing"])
                return TemplateResponse(request, "editorial/writing/panel.html", told)
        return TemplateResponse(
            request, "editorial/writing/panel.html", context(saved, request.user)
        )
