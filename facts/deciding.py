"""The screen of a proposed value: what it would change, and a second person's yes or no."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from facts import proposing
from facts.change import Change
from facts.models import FactProposal


class ProposalView(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """Every sentence before and after, as its author saw it, and what stands there since."""

    permission_required = "facts.view_fact"
    raise_exception = True
    template_name = "facts/desk/proposal.html"
    header_icon = "decimal"

    @cached_property
    def proposal(self) -> FactProposal:
        rows = FactProposal.objects.select_related(
            "fact", "created_by", "decided_by", "based_on__fact"
        ).prefetch_related("fact__values")
        found: FactProposal = get_object_or_404(rows, pk=self.kwargs["pk"])
        return found

    def change(self) -> Change:
        """The change as it would be made now; what the author chose stays."""
        proposal = self.proposal
        return Change(proposal.fact, proposal.value, self.request.POST, proposal)

    def get_page_title(self) -> str:
        return _("Proposed value")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        fact = self.proposal.fact
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("fact:index"), "label": _("Facts")},
            {"url": reverse("fact:edit", args=[fact.pk]), "label": fact.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proposal, user = self.proposal, self.request.user
        own = user.pk == proposal.created_by_id
        day = proposal.holds_from
        return super().get_context_data(**kwargs) | {
            "proposal": proposal, "fact": proposal.fact, "own": own,
            "decides": proposal.is_open and proposing.may_decide(user, proposal),
            "before": proposal.based_on,
            "change": kwargs.get("change") or self.change(), "errors": kwargs.get("errors", []),
            "comment": self.request.POST.get("comment", ""),
            "past": bool(day and day <= timezone.localdate()),
            "again": reverse("fact:edit", args=[proposal.fact_id]) + f"?proposal={proposal.pk}",
            "others": [
                row.called for row in proposing.approvers(proposal.created_by) if row.pk != user.pk
            ],
        }  # fmt: skip

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        step = request.POST.get("step", "")
        try:
            if step == "approve":
                return self.approve()
            if step == "return":
                return self.give_back()
            if step == "withdraw":
                proposing.withdraw(self.proposal, request.user)
                return self.leave(_("Withdrawn. The value stays as it is."))
        except proposing.NotOpenError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(request.path)

    def approve(self) -> HttpResponse:
        change = self.change()
        errors = []
        if self.request.POST.get("seen") != change.fingerprint:
            errors.append(_("Pages changed in the meantime. Look at the sentences again."))
        if change.open:
            errors.append(_("Choose what to do for each sentence that needs your eye."))
        if errors and proposing.may_decide(self.request.user, self.proposal):
            return self.again(change, errors)
        proposing.approve(self.proposal, change, self.request.user)
        if self.proposal.holds_from and self.proposal.holds_from > timezone.localdate():
            return self.leave(_("Approved. The value takes effect by itself on its day."))
        return self.leave(_("The new value is on every page and in every language."))

    def give_back(self) -> HttpResponse:
        reason = self.request.POST.get("comment", "").strip()
        if not reason and proposing.may_decide(self.request.user, self.proposal):
            return self.again(self.change(), [_("Say why, so that your colleague can mend it.")])
        proposing.give_back(self.proposal, self.request.user, reason)
        return self.leave(_("Sent back with your reason. The value stays as it is."))

    def again(self, change: Change, errors: list[str]) -> HttpResponse:
        """The same screen with what is missing; nothing is decided."""
        return self.render_to_response(self.get_context_data(change=change, errors=errors))

    def leave(self, said: str) -> HttpResponse:
        messages.success(self.request, said)
        return HttpResponseRedirect(reverse("fact:edit", args=[self.proposal.fact_id]))
