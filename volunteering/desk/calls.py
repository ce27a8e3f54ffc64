"""My calls: an organisation's own list, a new call made from an earlier one, and the poster."""

import datetime
from typing import Any

import segno
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from core import locales
from core.dates import format_date
from core.desk.access import GuardedMixin
from volunteering.desk import scope
from volunteering.models import Application, CallPage
from volunteering.models.choices import ApplicationState


class CallColumn(Column):
    """Title, state and what can be done with the call."""

    cell_template_name = "volunteering/desk/cell_call.html"


class PlacesColumn(Column):
    """Places taken of those there are."""

    cell_template_name = "volunteering/desk/cell_places.html"


class MyCallsView(GuardedMixin, BaseListingView):
    """The calls of the user's organisations, drafts and closed ones too."""

    rule = scope.works_for_one
    model = CallPage
    page_title = gettext_lazy("My calls")
    header_icon = "doc-full"
    index_url_name = "calls_desk:calls"
    template_name = "volunteering/desk/calls.html"
    results_template_name = "volunteering/desk/calls_results.html"
    paginate_by = 25
    verbose_name_plural = gettext_lazy("calls for volunteers")
    columns = [
        CallColumn("title", label=gettext_lazy("Call")),
        PlacesColumn("places", label=gettext_lazy("Places taken"), classname="desk-number"),
        NumberColumn("unanswered", label=gettext_lazy("Without a word"), classname="desk-number"),
        Column(
            "apply_by",
            label=gettext_lazy("Closes"),
            accessor=lambda call: format_date(call.apply_by),
        ),
    ]

    def get_base_queryset(self) -> QuerySet:
        new = (
            Application.objects.filter(
                call_key=OuterRef("translation_key"), state=ApplicationState.NEW
            )
            .order_by().values("call_key").annotate(number=Count("pk")).values("number")
        )  # fmt: skip
        found = scope.calls(self.request.user).annotate(unanswered=Coalesce(Subquery(new), 0))
        return found.order_by("-latest_revision_created_at", "-pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        for call in context["page_obj"].object_list:
            call.may_edit = call.permissions_for_user(self.request.user).can_edit()
        return context | {
            "may_read": scope.may_read(self.request.user),
            "add_links": add_links(self.request.user),
        }  # fmt: skip


def own_folders(user: Any) -> list[Page]:
    """The folders in which the user may make a call, in the language calls are written in."""
    found = scope.folders(user).filter(locale=locales.source())
    return [page for page in found if page.permissions_for_user(user).can_add_subpage()]


def add_links(user: Any) -> list[tuple[str, str]]:
    """(title of the folder, address of the form of a new call) for each folder of the user's."""
    return [
        (page.title, reverse("wagtailadmin_pages:add", args=["volunteering", "callpage", page.pk]))
        for page in own_folders(user)
    ]


class RepeatForm(forms.Form):
    """The days of the new call; all else is as it was."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    opens_on = forms.DateField(
        label=gettext_lazy("Applications from"), required=False, widget=AdminDateInput,
        help_text=gettext_lazy("Empty: from the day it is published."),
    )  # fmt: skip
    apply_by = forms.DateField(label=gettext_lazy("Applications until"), widget=AdminDateInput)
    places_available = forms.IntegerField(
        label=gettext_lazy("Places available"), required=False, min_value=1, max_value=32767,
        help_text=gettext_lazy("Empty: no limit is stated."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The call must be open for at least a day that is still to come."""
        values = super().clean() or {}
        opens, closes = values.get("opens_on"), values.get("apply_by")
        if closes and closes < timezone.localdate():
            self.add_error("apply_by", _("Choose a day that is still to come."))
        if opens and closes and opens > closes:
            self.add_error("apply_by", _("The end must not come before the start."))
        return values


class OwnCallView(GuardedMixin, WagtailAdminTemplateMixin):
    """A screen about one call of the user's own."""

    rule = scope.works_for_one
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def call(self) -> CallPage:
        """The call of the address. Raises PermissionDenied for somebody else's."""
        found: CallPage | None = scope.calls(self.request.user).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise PermissionDenied
        return found

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("calls_desk:calls"), "label": MyCallsView.page_title}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]


class RepeatView(OwnCallView, FormView):
    """Makes a draft from an earlier call, with days of its own."""

    form_class = RepeatForm
    page_title = gettext_lazy("Repeat a call")
    header_icon = "copy"
    template_name = "volunteering/desk/repeat.html"

    def get_initial(self) -> dict[str, Any]:
        """The same length as before, from today."""
        call, today = self.call, timezone.localdate()
        first = call.opens_on or (call.first_published_at or timezone.now()).date()
        length = (call.apply_by - first) if call.apply_by else datetime.timedelta(days=30)
        length = max(length, datetime.timedelta(days=7))
        return {
            "title": call.title, "apply_by": today + length,
            "places_available": call.places_available,
        }  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"call": self.call}

    def form_valid(self, form: RepeatForm) -> HttpResponse:
        """The draft opens in the editor; nothing is published."""
        folders = own_folders(self.request.user)
        folder = next((page for page in folders if page.pk == self.call.get_parent().pk), None)
        folder = folder or next(iter(folders), None)
        if folder is None:
            raise PermissionDenied
        values = form.cleaned_data
        draft = repeat(self.call, folder, self.request.user, values)
        messages.success(
            self.request, _("The draft has the new days. Read it once, then send it for approval.")
        )
        return redirect("wagtailadmin_pages:edit", draft.pk)


def repeat(call: CallPage, folder: Page, user: Any, values: dict[str, Any]) -> Page:
    """A draft in `folder` that says what the call says, with the given days, title and places.

    Its own period moves with the deadline; answers, places taken and translations stay behind.
    """
    moved: dict[str, Any] = {}
    if call.apply_by:
        by = values["apply_by"] - call.apply_by
        for name in ("start_value", "end_value"):
            if getattr(call, name):
                moved[name] = getattr(call, name) + by
    title = values["title"]
    attributes = {
        **moved, **values, "title": title, "draft_title": title, "slug": free_slug(folder, title),
        "filled_count": 0, "withdrawn": False, "go_live_at": None, "expire_at": None,
        "expired": False,
    }  # fmt: skip
    return call.copy(
        to=folder, update_attrs=attributes, copy_revisions=False, keep_live=False, user=user
    )


def free_slug(folder: Page, title: str) -> str:
    """An address that no page of the folder has."""
    base = slugify(title)[:200] or "call"
    taken = set(folder.get_children().values_list("slug", flat=True))
    names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


class PosterView(OwnCallView, View):
    """A sheet to hang up: what, when, where, and a code that opens the call on a phone."""

    page_title = gettext_lazy("Poster")
    template_name = "volunteering/desk/poster.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The sheet, by itself, as it is printed; of a call that readers see."""
        address = self.call.full_url if self.call.live else ""
        if not address:
            messages.warning(request, _("There is a poster once the call is published."))
            return redirect("calls_desk:calls")
        code = segno.make(address, error="m").svg_inline(scale=8, border=0, omitsize=True)
        language = self.call.locale.language_code
        return self.render_to_response({
            "call": self.call, "address": address, "code": mark_safe(code),
            "code_of_language": language, "lang": locales.html_lang(language),
            "dir": locales.direction(language),
        })  # fmt: skip
