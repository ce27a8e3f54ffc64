"""The list of calls, and the folder in which one organisation keeps its calls."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page

from core import locales
from core.models import BasePage, ListingPage
from directory.models import Organisation
from volunteering.finding.listing import CallListing
from volunteering.finding.state import CallFilter
from volunteering.models.alerting import AlertingMixin
from volunteering.models.calls import CallPage


class CallIndexPage(AlertingMixin, ListingPage):
    """All calls that are not over: open ones first, by deadline. Below it, alerts by mail."""

    search_kind = ""
    feed_kind = "call"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["volunteering.CallFolderPage", "volunteering.CallPage"]

    class Meta:
        verbose_name = _("call index")
        verbose_name_plural = _("call indexes")

    @classmethod
    def item_model(cls) -> type[Page]:
        return CallPage

    def items(self) -> QuerySet:
        return (
            CallPage.listed(super().items())
            .select_related("host", "place")
            .prefetch_related("slots")
            .order_by(F("apply_by").asc(nulls_last=True), "title")
        )

    @path("")
    def index(self, request: HttpRequest) -> HttpResponse:
        """The list; a form's empty fields lead to the address that says the same without them."""
        if any("" in values for _name, values in request.GET.lists()):
            query = CallFilter.from_query(request.GET).to_query()
            return redirect(f"{self.get_url(request)}{'?' if query else ''}{query}")
        listing = CallListing(request.GET, locales.by_id(self.locale_id))
        mail_url = self.alert_url(request)
        context = {"listing": listing, "url_suffix": listing.suffix, "mail_url": mail_url}
        return self.render(request, context_overrides=context)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Without the list that other indexes make: `index` gives its own."""
        return BasePage.get_context(self, request, *args, **kwargs)


class CallFolderPage(BasePage):
    """Where one organisation keeps its calls: the root of its editors' permissions."""

    search_kind = ""
    translation_mode = "none"
    takes_feedback = False
    parent_page_types: ClassVar[list[str]] = ["volunteering.CallIndexPage"]
    subpage_types: ClassVar[list[str]] = ["volunteering.CallPage"]

    preview_modes: ClassVar[list[tuple[str, str]]] = []

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )

    main_panels: ClassVar[list[Panel]] = [
        FieldPanel(
            "organisation",
            help_text=_("Its editors write calls in this folder. Readers never see the folder."),
        )
    ]

    class Meta:
        verbose_name = _("folder of an organisation")
        verbose_name_plural = _("folders of organisations")

    @property
    def is_listed(self) -> bool:
        return False

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A folder shows nothing of its own: readers go to the list."""
        return redirect(self.get_parent().get_url(request) or "/")
