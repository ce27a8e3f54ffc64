"""Jobs of the worker that failed: publishers see them, try them again or put them aside."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.generic import ListView
from django_tasks_db.models import DBTaskResult
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.desk.access import GuardedMixin, permitted
from core.desk.days import since
from core.desk.queue import Count, Share, Urgency, Work

PERMISSION = "editorial.watch_jobs"
MOST = 50


def failed() -> Any:
    """Jobs that failed, the last first."""
    return DBTaskResult.objects.failed().order_by("-finished_at")


class FailedJobs:
    """One row for all of them: they are looked at together."""

    name: str | Promise = gettext_lazy("background jobs")

    def share(self, user: Any, most: int) -> Share:
        if not user.has_perm(PERMISSION):
            return Share()
        moments = list(failed().values_list("finished_at", flat=True)[:500])
        if not moments:
            return Share()
        number, first, url = len(moments), moments[-1], reverse("desk_jobs")
        row = Work(
            kind=_("Failed job"), url=url, action=pgettext("button", "Open"), urgency=Urgency.LATE, since=first,
            title=ngettext("%(count)d job failed", "%(count)d jobs failed", number)
            % {"count": number},
            reason=_("mails, search or other work that the site does by itself"), due=since(first),
            weight=100,
        )  # fmt: skip
        label = ngettext("failed job", "failed jobs", number)
        count = Count(number=number, label=label, url=url, icon="warning", late=True)
        return Share([row], 1, [count])


class JobsView(GuardedMixin, WagtailAdminTemplateMixin, ListView):
    """What failed, why, and two buttons."""

    rule = permitted(PERMISSION)
    page_title = gettext_lazy("Failed jobs")
    header_icon = "warning"
    template_name = "editorial/desk/jobs.html"
    paginate_by = MOST
    page_kwarg = "p"
    context_object_name = "jobs"

    def get_queryset(self) -> Any:
        return failed()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try one again, or put it aside; it may be gone already."""
        key = request.POST.get("again") or request.POST.get("aside") or ""
        job = next((row for row in failed()[: self.paginate_by * 20] if str(row.pk) == key), None)
        if job is None:
            messages.warning(request, _("This job is not among the failed ones any more."))
        elif "again" in request.POST:
            self.again(job)
        else:
            job.delete()
            messages.success(request, _("The job is put aside."))
        return redirect("desk_jobs")

    def again(self, job: DBTaskResult) -> None:
        """Hand the same work to the worker once more, now; the failed one goes."""
        try:
            task = import_string(job.task_path).using(
                priority=job.priority, queue_name=job.queue_name, backend=job.backend_name
            )
        except (ImportError, AttributeError):
            messages.error(
                self.request, _("This version of the site has no such job: put it aside.")
            )
            return
        task.enqueue(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
        job.delete()
        messages.success(self.request, _("The job waits for the worker again."))
