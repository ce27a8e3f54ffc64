"""The screen that shows every sentence before a value changes, and what its buttons do."""

import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import DateField, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic

from facts import changing, proposing
from facts.change import Change
from facts.editing import EditView


class ConfirmView(EditView):
    """Shows the sentences again until each that needs an eye has its choice; then a second person
    is asked. An administrator may give the value at once."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("fact:edit", args=[self.object_pk]))

    def form_valid(self, form: Any) -> HttpResponse:
        self.form = form
        step = self.request.POST.get("step", "")
        if step == "back":
            return self.render_to_response(self.get_context_data(form=form))
        if not (form.changes_value and self.object.uses.exists()):
            return super().form_valid(form)
        if step == "save" and not self.request.user.is_superuser:
            raise PermissionDenied
        change = Change(self.current(), form.new_value.value, self.request.POST)
        errors = self.problems(form, change)
        if errors or step not in {"save", "send"}:
            return self.ask(form, errors, change)
        return self.save(form, change) if step == "save" else self.send(form, change)

    def problems(self, form: Any, change: Change) -> list[str]:
        """Why the change cannot be made yet; sets `day` when the value is for later."""
        found = []
        typed = self.request.POST
        self.day: datetime.date | None = None
        if typed.get("based_on") != str(change.based_on):
            found.append(
                _("Somebody changed the value in the meantime. Look at the sentences again.")
            )
        elif typed.get("seen") != change.fingerprint:
            found.append(_("Pages changed in the meantime. Look at the sentences again."))
        if change.open:
            found.append(_("Choose what to do for each sentence that needs your eye."))
        if typed.get("when") == "day":
            try:
                self.day = DateField().clean(typed.get("day", ""))
            except ValidationError:
                found.append(_("Write the day from which the value holds, for example 2027-01-01."))
            else:
                if self.day <= timezone.localdate():
                    found.append(_("This day is not in the future. Choose “Now” instead."))
        return found + self.refusals(form)

    def refusals(self, form: Any) -> list[str]:
        """Why nobody can be asked."""
        if self.request.POST.get("step") != "send":
            return []
        if not proposing.approvers(self.request.user):
            return [_("Nobody else may publish values. Ask an administrator to give the right.")]
        twin = proposing.same(self.object, form.new_value, self.day)
        if twin is None:
            return []
        who = twin.created_by.called if twin.created_by else _("Somebody")
        return [_("%(who)s proposed this value already: it waits for approval.") % {"who": who}]

    def send(self, form: Any, change: Change) -> HttpResponse:
        """Save all that was typed but the value, which waits for a second person."""
        with transaction.atomic():
            generic.EditView.save_instance(self)
            proposing.send(self.object, form.new_value, change, self.request.user, self.day)
        messages.success(
            self.request,
            _("Sent. Readers see the earlier value until somebody else has approved this one."),
        )
        return HttpResponseRedirect(reverse("fact:edit", args=[self.object.pk]))

    def save(self, form: Any, change: Change) -> HttpResponse:
        """Save all that was typed, what is to be looked at, and the value, by one person alone."""
        with transaction.atomic():
            generic.EditView.save_instance(self)
            change.note(self.request.user)
            changing.give(self.object, form.new_value, self.request.user, self.day, alone="yes")
        said = _("The new value is on every page and in every language.")
        if self.day:
            said = _("The new value is planned. It takes effect by itself on its day.")
        messages.success(self.request, said)
        return HttpResponseRedirect(reverse("fact:edit", args=[self.object.pk]))
