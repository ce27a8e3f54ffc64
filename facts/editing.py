"""Changing a fact: the form, and the screen that shows every sentence before anything is saved."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.widgets import AdminDateInput

from facts import changing, columns, proposing, uses
from facts.change import Change
from facts.forms import initial
from facts.models import Fact, FactProposal, FactValue

PER_PAGE = 50
# What the confirmation adds to what was typed into the form.
OWN = {"csrfmiddlewaretoken", "step", "when", "day", "based_on", "seen"}


def shown_context(fact: Fact, request: HttpRequest) -> dict[str, Any]:
    """Where readers see a fact, what is planned or proposed and what somebody has to look at."""
    places = uses.places(uses.sentences(uses.of(fact)))
    pages, languages = uses.pages(fact)
    return {
        "pages": pages, "languages": languages, "count": len(places),
        "places": Paginator(places, PER_PAGE).get_page(request.GET.get("p")),
        "planned": fact.planned,
        "proposals": fact.proposals.filter(state=FactProposal.State.OPEN).select_related(
            "fact", "created_by"
        ),
        "withdraw": request.user.has_perm(proposing.RIGHT),
        "checks": fact.checks.filter(done_at=None).select_related("page", "created_by"),
        "where": columns.where_words(pages, languages),
    }  # fmt: skip


class EditView(generic.EditView):
    """The form of a fact. Another value of one that pages show is confirmed first."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """With `?proposal=`, the value that the user proposed stands in the form, to propose anew."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        key = self.request.GET.get("proposal", "")
        if key.isascii() and key.isdigit():
            own = self.object.proposals.filter(pk=int(key), created_by=self.request.user).first()
            if own:
                kwargs["initial"] = (kwargs.get("initial") or {}) | initial(own)
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | shown_context(self.object, self.request)

    def form_valid(self, form: Any) -> HttpResponse:
        if form.changes_value and self.object.uses.exists():
            self.form = form
            return self.ask(form)
        response: HttpResponse = super().form_valid(form)
        return response

    def ask(
        self, form: Any, errors: list[str] | None = None, change: Change | None = None
    ) -> HttpResponse:
        """Every sentence before and after, with what was typed carried along; nothing is saved."""
        change = change or Change(self.current(), form.new_value.value)
        typed = self.request.POST
        able = proposing.approvers(self.request.user)
        context = {
            "fact": self.object, "change": change, "errors": errors or [],
            "at_once": self.request.user.is_superuser, "send": send_label(able),
            "waiting": self.current().proposals.filter(
                state=FactProposal.State.OPEN
            ).select_related("fact", "created_by"),
            "carried": list(carried(self.request)), "when": typed.get("when", "now"),
            "day_field": AdminDateInput().render(
                "day", typed.get("day", ""), {"id": "id_day", "aria-label": _("Date")}
            ),
            "confirm_url": reverse("fact:confirm", args=[self.object.pk]),
            "page_title": _("Confirm"), "header_title": _("Confirm"),
            "header_icon": self.header_icon, "breadcrumbs_items": [
                *self.get_breadcrumbs_items()[:-1],
                {"url": reverse("fact:edit", args=[self.object.pk]), "label": self.object.name},
                {"url": "", "label": _("Confirm")},
            ],
            "media": AdminDateInput().media,
        }  # fmt: skip
        return TemplateResponse(self.request, "facts/desk/confirm.html", context)

    def current(self) -> Fact:
        """The fact as it is kept, without what was typed."""
        return Fact.objects.prefetch_related("values").get(pk=self.object.pk)

    def save_instance(self) -> Fact:
        with transaction.atomic():
            fact: Fact = super().save_instance()
            if self.form.changes_value:
                changing.give(fact, self.form.new_value, self.request.user)
        return fact


def send_label(able: list[Any]) -> str:
    """The button that asks a second person, who is named where there is only one; empty for none."""
    if len(able) == 1:
        return _("Send to %(name)s for publication") % {"name": able[0].called}
    if not able:
        return ""
    return ngettext(
        "Send to %(number)d colleague for publication",
        "Send to %(number)d colleagues for publication",
        len(able),
    ) % {"number": len(able)}


def carried(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What was typed into the form, to be sent again."""
    for name, values in request.POST.lists():
        if name not in OWN and not name.startswith("look-"):
            yield from ((name, value) for value in values)


class WithdrawView(PermissionRequiredMixin, View):
    """Takes back a value that has not taken effect: who may publish values may stop one alone."""

    permission_required = proposing.RIGHT
    raise_exception = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        today = timezone.localdate()
        rows = FactValue.objects.select_related("fact").filter(valid_from__gt=today)
        row = get_object_or_404(rows, pk=pk)
        changing.withdraw(row, request.user)
        messages.success(request, _("The planned value is withdrawn."))
        return HttpResponseRedirect(reverse("fact:edit", args=[row.fact_id]))


class ReadView(generic.InspectView):
    """A fact for those who may only read it."""

    template_name = "facts/desk/read.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"fact": self.object} | shown_context(self.object, self.request)
