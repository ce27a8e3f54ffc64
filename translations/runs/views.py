"""Following work in the background: one run with its languages, and the latest runs."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import ListView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from core import locales
from core.desk.access import GuardedMixin, permitted
from translations.matrix import scope
from translations.models import Run, RunPart
from translations.runs import reasons, starting

SHOWN_PAGES = 20
PER_PAGE = 30


def may_see(user: Any, run: Run) -> bool:
    """Who asked for a run sees it, and who looks after the source language."""
    return run.user_id == user.pk or scope.sees_all(user)


class RunView(GuardedMixin, WagtailAdminTemplateMixin, View):
    """How far each language is, what was left out and why, and a button where something stopped.

    `?part` answers with the table alone: a script asks for it while there is work.
    """

    rule = permitted("wagtailadmin.access_admin")
    header_icon = "globe"
    template_name = "translations/runs/run.html"
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def run(self) -> Run:
        """The run of the address. Raises Http404, or PermissionDenied for others than its own."""
        found = get_object_or_404(Run.objects.select_related("user"), pk=self.kwargs["run_id"])
        if not may_see(self.request.user, found):
            raise PermissionDenied
        return found

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The screen, or its table."""
        if "part" in request.GET:
            self.template_name = "translations/runs/table.html"
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Start what stopped again."""
        number = starting.try_again(self.run)
        if number:
            said = ngettext(
                "%(count)d language is started again.", "%(count)d languages are started again.",
                number,
            )  # fmt: skip
            messages.success(request, said % {"count": number})
        else:
            messages.info(request, _("Nothing has stopped."))
        return redirect("translations_desk:run", self.run.pk)

    def get_page_title(self) -> str:
        return str(Run.Kind(self.run.kind).label)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listed = {
            "url": reverse("translations_matrix:runs"), "label": _("Work in the background"),
        }  # fmt: skip
        return [*self.breadcrumbs_items, listed, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A fixed number of queries."""
        run = self.run
        pages = Page.objects.filter(pk__in=run.pages).order_by("path")
        parts = list(run.parts.all())
        return super().get_context_data(**kwargs) | {
            "run": run, "rows": [row(part) for part in parts],
            "pages": list(pages.values("pk", "title")[:SHOWN_PAGES]),
            "more": max(0, len(run.pages) - SHOWN_PAGES),
            "source_lang": locales.html_lang(locales.source().language_code),
            "open": any(part.open for part in parts),
            "stopped": any(part.state == RunPart.State.FAILED for part in parts),
            "machine": run.kind == Run.Kind.MACHINE,
        }  # fmt: skip


def row(part: RunPart) -> dict[str, Any]:
    """A part as the table shows it."""
    code = locales.by_id(part.locale_id).language_code
    icons = {
        RunPart.State.WAITING: "time", RunPart.State.RUNNING: "rotate",
        RunPart.State.DONE: "check", RunPart.State.FAILED: "warning",
    }  # fmt: skip
    tones = {RunPart.State.DONE: "good", RunPart.State.FAILED: "crit"}
    state = RunPart.State(part.state)
    return {
        "part": part, "name": locales.native_name(code), "lang": locales.html_lang(code),
        "code": code, "icon": icons[state], "tone": tones.get(state, "warn"),
        "problem": reasons.words(part.problem) if part.problem else "",
        "notes": [(reasons.words(code), what, more) for code, what, more in part.notes],
        "unnamed": max(0, part.left_out - len(part.notes)),
    }  # fmt: skip


class RunsView(GuardedMixin, WagtailAdminTemplateMixin, ListView):
    """The latest runs: the user's own; all for who looks after the source language."""

    rule = scope.sees_one
    page_title = gettext_lazy("Work in the background")
    header_icon = "globe"
    template_name = "translations/runs/runs.html"
    paginate_by = PER_PAGE
    page_kwarg = "p"
    context_object_name = "runs"
    request: Any

    def get_queryset(self) -> QuerySet[Run]:
        """Newest first, with their parts."""
        found = Run.objects.select_related("user").prefetch_related("parts")
        return found if scope.sees_all(self.request.user) else found.filter(user=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each run with its numbers."""
        context = super().get_context_data(**kwargs)
        context["rows"] = [summary(run) for run in context["runs"]]
        return context


def summary(run: Run) -> dict[str, Any]:
    """A run in one line."""
    parts = list(run.parts.all())
    return {
        "run": run, "languages": len(parts), "open": sum(part.open for part in parts),
        "stopped": sum(part.state == RunPart.State.FAILED for part in parts),
        "left_out": sum(part.left_out for part in parts),
        "done": sum(part.done for part in parts), "total": sum(part.total for part in parts),
        "kind": Run.Kind(run.kind).label,
    }  # fmt: skip
