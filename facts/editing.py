"""Changing a fact: the form, and the screen that shows every sentence before anything is saved."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import DateField, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.widgets import AdminDateInput

from facts import changing, columns, uses
from facts.change import Change
from facts.models import Fact, FactValue

PER_PAGE = 50
# What the confirmation adds to what was typed into the form.
OWN = {"csrfmiddlewaretoken", "step", "when", "day", "based_on"}


def shown_context(fact: Fact, request: HttpRequest) -> dict[str, Any]:
    """Where readers see a fact, what is planned for it and what somebody has to look at."""
    places = uses.places(uses.sentences(uses.of(fact)))
    pages, languages = uses.pages(fact)
    return {
        "pages": pages, "languages": languages, "count": len(places),
        "places": Paginator(places, PER_PAGE).get_page(request.GET.get("p")),
        "planned": fact.planned,
        "checks": fact.checks.filter(done_at=None).select_related("page", "created_by"),
        "where": columns.where_words(pages, languages),
    }  # fmt: skip


class EditView(generic.EditView):
    """The form of a fact. Another value of one that pages show is confirmed first."""

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
        context = {
            "fact": self.object, "change": change, "errors": errors or [],
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


def carried(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What was typed into the form, to be sent again."""
    for name, values in request.POST.lists():
        if name not in OWN and not name.startswith("look-"):
            yield from ((name, value) for value in values)


class ConfirmView(EditView):
    """Shows the sentences again until each that needs an eye has its choice; then saves."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("fact:edit", args=[self.object_pk]))

    def form_valid(self, form: Any) -> HttpResponse:
        self.form = form
        step = self.request.POST.get("step", "")
        if step == "back":
            return self.render_to_response(self.get_context_data(form=form))
        if not (form.changes_value and self.object.uses.exists()):
            return super().form_valid(form)
        change = Change(self.current(), form.new_value.value, self.request.POST)
        errors = self.problems(change)
        if errors or step != "save":
            return self.ask(form, errors, change)
        return self.save(form, change)

    def problems(self, change: Change) -> list[str]:
        """Why the change cannot be saved yet; sets `day` when the value is for later."""
        found = []
        self.day: datetime.date | None = None
        if self.request.POST.get("based_on") != str(change.based_on):
            found.append(
                _("Somebody changed the value in the meantime. Look at the sentences again.")
            )
        if change.open:
            found.append(_("Choose what to do for each sentence that needs your eye."))
        if self.request.POST.get("when") == "day":
            try:
                self.day = DateField().clean(self.request.POST.get("day", ""))
            except ValidationError:
                found.append(_("Write the day from which the value holds, for example 2027-01-01."))
            else:
                if self.day <= timezone.localdate():
                    found.append(_("This day is not in the future. Choose “Now” instead."))
        return found

    def save(self, form: Any, change: Change) -> HttpResponse:
        """Save all that was typed, what is to be looked at, and the value."""
        with transaction.atomic():
            generic.EditView.save_instance(self)
            change.note(self.request.user)
            changing.give(self.object, form.new_value, self.request.user, self.day)
        said = _("The new value is on every page and in every language.")
        if self.day:
            said = _("The new value is planned. It takes effect by itself on its day.")
        messages.success(self.request, said)
        return HttpResponseRedirect(reverse("fact:edit", args=[self.object.pk]))


class WithdrawView(PermissionRequiredMixin, View):
    """Takes back a value that has not taken effect."""

    permission_required = "facts.change_fact"
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
