"""One address: where it stands, what it answered, and that a bad answer does not matter."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from core.desk.access import GuardedMixin, permitted
from editorial.links import owners
from editorial.links.report import LinksReport
from editorial.links.targets import NewAddressForm
from editorial.models import ExternalLink, LinkReplacement
from editorial.models.links import LONGEST_REASON
from editorial.verification.states import PERMISSION

SHOWN, REPLACED = 200, 5


class IgnoreForm(forms.Form):
    """Why an address is no longer asked."""

    reason = forms.CharField(
        label=gettext_lazy("Why it does not matter"), max_length=LONGEST_REASON
    )


class LinkView(GuardedMixin, WagtailAdminTemplateMixin, View):
    """Pages with an address; ignore it, watch it again, ask it again. Every button is a form."""

    rule = permitted(PERMISSION)
    page_title = gettext_lazy("External link")
    header_icon = "link-external"
    template_name = "editorial/links/link.html"

    @cached_property
    def link(self) -> ExternalLink:
        """The address. Raises Http404 for one that nobody knows."""
        rows = ExternalLink.objects.select_related("ignored_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("desk_links"), "label": LinksReport.page_title}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The screen."""
        return self.show(IgnoreForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what a button says."""
        link: Any = self.link
        if "ignore" in request.POST:
            form = IgnoreForm(request.POST)
            if not form.is_valid():
                return self.show(form)
            link.ignored_at, link.ignored_by = timezone.now(), request.user
            link.ignored_reason = form.cleaned_data["reason"]
            messages.success(request, _("The link is ignored, also on pages that change."))
        elif "watch" in request.POST:
            link.ignored_at, link.ignored_by, link.ignored_reason = None, None, ""
            link.next_check = timezone.now()
            messages.success(request, _("The link is checked again."))
        elif "again" in request.POST:
            link.next_check = timezone.now()
            messages.success(request, _("The link is checked within minutes."))
        link.save(update_fields=["ignored_at", "ignored_by", "ignored_reason", "next_check"])
        return redirect(reverse("desk_link", args=[link.pk]))

    def show(self, form: IgnoreForm) -> HttpResponse:
        """The screen with a form, empty or with what is wrong in it."""
        keys = self.link.uses.values("page")
        pages = Page.objects.filter(pk__in=keys, live=True).select_related("locale")
        found = pages.order_by("translation_key", "locale_id")[:SHOWN]
        others = self.link.uses.filter(page=None).select_related("locale").prefetch_related("owner")
        things = [
            {
                "title": str(use.owner), "kind": capfirst(use.owner._meta.verbose_name),
                "url": owners.edit_url(use.owner, self.request.user), "locale": use.locale,
            }
            for use in others.order_by("owner_type", "owner_id")[:SHOWN]
            if use.owner
        ]  # fmt: skip
        context = self.get_context_data(
            link=self.link, pages=found, things=things, form=form,
            new=NewAddressForm(link=self.link, auto_id="new_%s"),
            replaced=LinkReplacement.objects.filter(old_url=self.link.url)[:REPLACED],
        )  # fmt: skip
        return self.render_to_response(context)
