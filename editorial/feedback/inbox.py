"""The inbox of reader feedback: a list, and one report to read and answer."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core import locales
from core.desk.access import GuardedMixin
from editorial.feedback import answers, codes, desk, passages, scope
from editorial.models import Feedback
from editorial.models.feedback import LONGEST_ANSWER, WAITING, FeedbackState
from facts.models import Fact, FactUse

PER_PAGE = 20
TABS: dict[str, tuple[Any, Q]] = {
    "open": (pgettext_lazy("feedback", "To close"), Q(state__in=WAITING)),
    "answered": (pgettext_lazy("feedback", "Answered"), Q(state=FeedbackState.ANSWERED)),
    "fixed": (pgettext_lazy("feedback", "Fixed"), Q(state=FeedbackState.FIXED)),
    "all": (pgettext_lazy("feedback", "All"), Q()),
}


class InboxView(GuardedMixin, WagtailAdminTemplateMixin, View):
    """Lists reports and shows one; every button is a form, and none needs JavaScript."""

    rule = scope.may_enter
    page_title = gettext_lazy("Reader feedback")
    header_icon = "comment"
    template_name = "editorial/feedback/inbox.html"
    request: HttpRequest

    def get(self, request: HttpRequest) -> HttpResponse:
        """The list beside the chosen report, else beside the first."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do one thing with one report, then show it."""
        row = self.own(request.POST.get("id", ""))
        act = request.POST.get("act", "")
        if act in desk.OUTCOMES:
            return self.answer(row, act)
        if act == "assign":
            self.assign(row)
        elif act == "merge":
            return self.merge(row)
        elif act == "erase":
            desk.erase(row, request.user)
            messages.success(request, _("The text is deleted. The report stays."))
        elif act == "spam":
            desk.mark(row, FeedbackState.SPAM, request.user)
            messages.success(request, _("Put aside as spam. It is deleted after 30 days."))
            return redirect(self.address())
        elif act == "reopen":
            desk.mark(row, FeedbackState.WORKING, request.user)
            messages.success(request, _("The report is open again."))
        return redirect(self.address(id=row.pk))

    def own(self, pk: str) -> Feedback:
        """A report the user may answer. Raises PermissionDenied for any other."""
        rows = scope.reports(self.request.user).select_related("page", "assigned_to")
        rows = rows.annotate(own_title=scope.source_title())
        row = rows.filter(pk=int(pk[:18])).first() if pk.isascii() and pk.isdigit() else None
        if row is None:
            raise PermissionDenied
        return row

    def answer(self, row: Feedback, outcome: str) -> HttpResponse:
        """Answer, and say what the reader sees now; words are never lost to a refusal."""
        words = self.request.POST.get("answer", "").replace("\r\n", "\n").strip()
        problem = ""
        try:
            if len(words) > LONGEST_ANSWER:
                problem = _("The answer is too long: at most 1,000 characters.")
            else:
                desk.answer(row, self.request.user, words, outcome)
        except desk.NotRepublishedError:
            problem = _("Publish the page, or the fact it shows, first: then it is fixed.")
        except desk.NoAnswerError:
            problem = _("Write an answer, or take one that is ready.")
        if problem:
            messages.error(self.request, problem)
            return self.render_to_response(self.get_context_data(current=row, typed=words))
        messages.success(
            self.request, _("Answered. Whoever holds the code %(code)s reads it now.")
            % {"code": codes.shown(row.code)},
        )  # fmt: skip
        return redirect(self.address(id=row.pk))

    def assign(self, row: Feedback) -> None:
        """Give the report to one of those who may edit the page, or to oneself."""
        name = self.request.POST.get("to", "")
        people = scope.answerers(row)
        to: Any = (
            people.filter(pk=int(name[:18])).first() if name.isascii() and name.isdigit() else None
        )
        if to is None:
            to = self.request.user
        desk.assign(row, to, self.request.user)
        messages.success(self.request, _("%(name)s looks after it now.") % {"name": to.called})

    def merge(self, row: Feedback) -> HttpResponse:
        """Answer the report together with another about the same page."""
        wanted = self.request.POST.get("into", "")
        near = {str(other.pk): other for other in self.near(row)}
        if wanted not in near:
            messages.error(self.request, _("Choose the report to which this one belongs."))
            return redirect(self.address(id=row.pk))
        desk.merge(row, near[wanted], self.request.user)
        messages.success(self.request, _("They are answered together now."))
        return redirect(self.address(id=wanted))

    def near(self, row: Feedback) -> list[Feedback]:
        """Reports of the user's own with which this one may be answered together."""
        return desk.near(row, scope.reports(self.request.user))

    @property
    def show(self) -> str:
        """The tab that is open."""
        named = self.request.GET.get("show", "")
        return named if named in TABS else next(iter(TABS))

    @property
    def language(self) -> str:
        """The language that is shown; all when empty."""
        named = self.request.GET.get("language", "")
        return named if any(named == code for code, _name in self.languages) else ""

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        """The languages in which somebody wrote: (code, own name)."""
        codes_found = scope.reports(self.request.user).order_by().values_list("language", flat=True)
        return sorted((code, locales.native_name(code)) for code in set(codes_found.distinct()))

    def address(self, **query: Any) -> str:
        """This screen with the same tab and language."""
        same = {"show": self.show, "language": self.language, **query}
        return f"{reverse('feedback_desk:inbox')}?{urlencode(same)}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(
        self, *, current: Feedback | None = None, typed: str = "", **kwargs: Any
    ) -> dict[str, Any]:
        rows = scope.reports(self.request.user)
        if self.language:
            rows = rows.filter(language=self.language)
        sums = {
            name: Count("pk", filter=rule) if rule else Count("pk")
            for name, (_l, rule) in TABS.items()
        }
        numbers = rows.order_by().aggregate(**sums)
        listed = rows.filter(TABS[self.show][1]).select_related("assigned_to")
        listed = listed.annotate(others=Count("merged"), own_title=scope.source_title())
        order = "created_at" if self.show == "open" else "-created_at"
        paginator = WagtailPaginator(listed.order_by(order, "pk"), PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        wanted = self.request.GET.get("id", "")
        if current is None and wanted:
            current = self.own(wanted)
        if current is None and page.object_list:
            current = self.own(str(page.object_list[0].pk))
        return super().get_context_data(**kwargs) | {
            "tabs": [
                {"label": label, "number": numbers[name], "current": name == self.show,
                 "url": f"?{urlencode({'show': name, 'language': self.language})}"}
                for name, (label, _rule) in TABS.items()
            ],
            "rows": page.object_list, "page_obj": page, "show": self.show,
            "language": self.language, "languages": self.languages,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "index_url": reverse("feedback_desk:inbox"), "self_url": self.address(),
            "current": current, "now": timezone.now(),
            **(self.detail(current, typed) if current else {}),
        }  # fmt: skip

    def detail(self, row: Feedback, typed: str) -> dict[str, Any]:
        """What the right side shows of a report."""
        ready = self.request.GET.get("ready", "")
        page = row.page
        may_edit = page is not None and page.permissions_for_user(self.request.user).can_edit()
        passage = passages.find(page.specific if page else None, row.anchor)
        place = row.anchor.partition(passages.SIGN)[0]
        same = desk.same_paragraph(row, scope.reports(self.request.user))
        return {
            "code": codes.shown(row.code),
            "lang": locales.html_lang(row.language), "dir": locales.direction(row.language),
            "language_name": locales.native_name(row.language),
            "page_url": f"{page.get_url(self.request) or ''}#{place}" if page and page.live else "",
            "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if page and may_edit else "",
            "passage": passage, "facts": self.facts(row, passage),
            "same": [{"code": codes.shown(other.code), "url": self.address(id=other.pk, show="all")}
                     for other in same],
            "near": [other for other in self.near(row) if other not in same],
            "mergeable": self.near(row), "merged": list(row.merged.all()),
            "ready": [
                {"label": label, "url": self.address(id=row.pk, ready=code) + "#answer"}
                for code, (label, _text) in answers.READY.items()
            ],
            "typed": typed or answers.ready_text(ready, row.language) or row.answer,
            "longest": LONGEST_ANSWER,
            "may_fix": desk.fixed_on(row),
            "answerers": scope.answerers(row),
        }  # fmt: skip

    def facts(self, row: Feedback, passage: passages.Passage | None) -> list[dict[str, str]]:
        """Where the paragraph's text comes from: the facts in it; else those on the page."""
        user: Any = self.request.user
        if row.page is None or not user.has_perm("facts.change_fact"):
            return []
        uses = FactUse.objects.filter(page=row.page)
        if passage is not None:
            uses = uses.filter(field=passage.field, block=passage.block)
        found = Fact.objects.filter(pk__in=uses.values("fact")).prefetch_related("values")
        return [
            {"name": str(fact), "value": fact.shown, "url": reverse("fact:edit", args=[fact.pk])}
            for fact in found[:6]
        ]
