"""Before a translation goes to review: what is open, accepting differences, sending, taking back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.log_actions import log

from translations.editor import aids, sending
from translations.editor.access import DeskView
from translations.editor.segments import CHANGED, NEW
from translations.models import AcceptedCheck, Reason

ACCEPTED = "translations.accepted_difference"


class SendView(DeskView, View):
    """What readers would get, and every difference without a reason; sends when asked to."""

    template_name = "translations/editor/send.html"
    page_title = gettext_lazy("Send for review")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Send at once where nothing is open and the editor says so; else show what is open."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep the reasons given, then send unless a difference is left without one."""
        if self.lock:
            messages.error(request, self.lock)
            return redirect(self.url("editor"))
        self.accept()
        aids.add_checks(self.desk, self.desk.rows)
        if self.open_checks():
            messages.error(request, _("Some differences still need a correction or a reason."))
            return redirect(self.url("send"))
        if request.POST.get("do") == "accept":
            return redirect(self.url("send"))
        return send(self)

    def accept(self) -> None:
        """Write down each difference for which a reason was chosen."""
        data = self.request.POST
        aids.add_checks(self.desk, self.desk.rows)
        for row in self.desk.rows:
            for check in row.checks:
                reason = data.get(f"r{check.signature}", "")
                note = data.get(f"n{check.signature}", "").strip()[:200]
                if not check.open or reason not in Reason.values:
                    continue
                if reason == Reason.OTHER and not note:
                    continue
                AcceptedCheck.objects.get_or_create(
                    key=self.source.translation_key, locale=self.desk.locale, path=row.path,
                    signature=check.signature,
                    defaults={"reason": reason, "note": note, "user": self.request.user},
                )  # fmt: skip
                log(
                    instance=self.desk.page, action=ACCEPTED, user=self.request.user,
                    data={"difference": str(check.message), "reason": reason, "note": note},
                )  # fmt: skip

    def open_checks(self) -> list[tuple[Any, Any]]:
        """(row, difference) without a reason."""
        return [(row, check) for row in self.desk.rows for check in row.checks if check.open]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is open, counted."""
        aids.add_checks(self.desk, self.desk.rows)
        count = self.desk.count
        return super().get_context_data(**kwargs) | {
            "count": count, "new": count[NEW], "changed": count[CHANGED],
            "checks": self.open_checks(), "reasons": Reason.choices,
            "editor_url": self.url("editor"),
        }  # fmt: skip


def send(view: DeskView) -> HttpResponse:
    """Send the translation of a screen, and say so. Back to its editor."""
    try:
        sending.send(view.desk, view.request.user)
    except sending.NotSentError as error:
        messages.error(view.request, str(error))
    else:
        messages.success(
            view.request, _("Sent for review. Reviewers of this language see it in their work.")
        )
    return redirect(view.url("editor"))


class WithdrawView(DeskView, View):
    """Takes a translation back from review."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Give the review up; the draft and every sentence stay. Raises PermissionDenied."""
        state = self.page.current_workflow_state
        if state is None or not sending.may_withdraw(self.page, request.user):
            raise PermissionDenied
        state.cancel(user=request.user)
        messages.success(request, _("Taken back from review: you can write again."))
        return redirect(self.url("editor"))
