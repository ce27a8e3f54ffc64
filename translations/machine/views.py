"""Before a machine translates the sentences of a page: what, how much, for how much."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from translations.editor.access import DeskView
from translations.machine import plan, services
from translations.models import Run
from translations.runs import starting


class PageMachineView(DeskView, View):
    """One page in one language, for who may edit it there; a POST starts it in the background."""

    template_name = "translations/machine/page.html"
    page_title = gettext_lazy("Machine translation")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The figures."""
        if reason := self.refusal():
            messages.warning(request, reason)
            return redirect(self.url("editor"))
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Note the work, or say why not."""
        wanted = self.plan()
        if reason := self.refusal() or fault(wanted):
            messages.error(request, reason)
            return redirect(self.url("editor"))
        run = start([self.source.pk], wanted, request.user)
        messages.success(request, _("The machine translates in the background: you can go on."))
        return redirect("translations_desk:run", run.pk)

    def refusal(self) -> str:
        """Why the machine cannot be asked, or nothing."""
        if not services.offers(self.desk.locale):
            return _("No service for machine translation is set up.")
        return self.lock

    def plan(self) -> plan.Plan:
        return plan.Plan([plan.share(self.desk.locale, [self.source.translation_key])])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A fixed number of queries."""
        return super().get_context_data(**kwargs) | figures(self.plan()) | {
            "editor_url": self.url("editor")
        }  # fmt: skip


def start(pages: list[int], wanted: plan.Plan, user: Any) -> Run:
    """A run for the languages of a plan in which there is something to do."""
    shares = [share for share in wanted.shares if share.texts]
    return starting.start(
        Run.Kind.MACHINE, pages, [share.locale for share in shares], user, planned=wanted.planned
    )


def fault(wanted: plan.Plan) -> str:
    """Why a plan cannot be carried out, or nothing."""
    if not wanted.texts:
        return _("There is nothing for the machine: every sentence has a translation.")
    return {
        "run": _("That is more than may be sent in one go: choose fewer pages or languages."),
        "month": _("That is more than may still be sent this month: choose less, or ask an administrator to raise the limit."),
        "": "",
    }[wanted.over()]  # fmt: skip


def figures(wanted: plan.Plan) -> dict[str, Any]:
    """A plan for `translations/machine/figures.html`."""
    percent = 100 * wanted.remembered // wanted.texts if wanted.texts else 0
    return {
        "plan": wanted, "percent": percent, "service": services.name(), "fault": fault(wanted),
        "left": plan.left_this_month(),
    }  # fmt: skip
