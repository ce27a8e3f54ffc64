"""The screens of search demand: the board, and choosing another page or person."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from accounts.models import User
from core import locales
from core.desk.access import GuardedMixin, permitted
from search import service
from search.desk import deciding, demand, proposals
from search.desk.demand import Wish
from search.desk.work import PERMISSION, own_languages
from search.models import SearchChoice, SearchDecision
from search.service import Ask

PER_PAGE, MOST_DONE = 20, 20


class DemandMixin(GuardedMixin, WagtailAdminTemplateMixin, View):
    """What both screens share: the language, the wish that is spoken of, deciding."""

    rule = permitted(PERMISSION)
    page_title: Any = gettext_lazy("What readers look for and do not find")
    header_icon = "search"
    request: HttpRequest

    @property
    def language(self) -> str:
        """The language whose readers are looked at; the first of one's own unless another is named."""
        named = self.request.GET.get("language", "")
        if any(named == code for code, _name in settings.LANGUAGES):
            return named
        return next((code for code, _name in self.languages()), settings.LANGUAGE_CODE)

    @cached_property
    def own(self) -> set[str]:
        """The languages for which the user decides."""
        return own_languages(self.request.user)

    def languages(self) -> list[tuple[str, str]]:
        """(code, name) of all languages, one's own first."""
        return sorted(settings.LANGUAGES, key=lambda language: language[0] not in self.own)

    def may_decide(self, language: str) -> None:
        """Raises PermissionDenied for a language of others, whose board is only read."""
        if language not in self.own:
            raise PermissionDenied

    @cached_property
    def demand(self) -> demand.Demand:
        """The numbers, read once."""
        return demand.read()

    def wish(self, words: str) -> Wish:
        """An open wish of the language. Raises PermissionDenied for words nobody looked for."""
        for wish in self.demand.open.get(self.language, []):
            if wish.words == words:
                return wish
        raise PermissionDenied

    def board(self) -> str:
        """The address of the board in this language."""
        return f"{reverse('demand_desk:board')}?{urlencode({'language': self.language})}"

    def decide(self, words: str, choice: str, page: str = "", to: str = "") -> HttpResponse:
        """Carry out what a button says, and say what became of it."""
        self.may_decide(self.language)
        wish = self.wish(words)
        if choice not in SearchChoice.values:
            raise PermissionDenied
        target = Page.objects.filter(pk=number(page)).first()
        if choice != SearchChoice.TASK and target is not None and not target.live:
            target = None
        person = possible_writers().filter(pk=number(to)).first()
        try:
            deciding.decide(wish, SearchChoice(choice), self.request.user, page=target, to=person)
        except deciding.CannotError as problem:
            messages.error(self.request, str(problem))
        else:
            messages.success(self.request, _("Done. It holds within a minute."))
        return redirect(self.board())


def number(text: str) -> int:
    """A key from a form; 0 for what is none."""
    return int(text[:18]) if text.isascii() and text.isdigit() else 0


def possible_writers() -> Any:
    """Users to whom a task may be given: those who decide on demand themselves."""
    code = PERMISSION.partition(".")[2]
    holds = {"content_type__app_label": "search", "codename": code}
    groups = {f"groups__permissions__{name}": value for name, value in holds.items()}
    own = {f"user_permissions__{name}": value for name, value in holds.items()}
    found = User.objects.filter(Q(**groups) | Q(**own), is_active=True)
    return found.distinct().order_by("username")


class BoardView(DemandMixin):
    """What readers of a language did not find, each row with one button; what was decided below."""

    template_name = "search/desk/board.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The board of a language."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Decide, undo a decision, or finish a task."""
        act = request.POST.get("act", "")
        if act in {"undo", "finish"}:
            row = SearchDecision.objects.filter(pk=number(request.POST.get("id", ""))).first()
            if row is not None:
                self.may_decide(row.language)
            if row is not None and act == "undo":
                deciding.undo(row)
                messages.success(request, _("Undone: the search is open again."))
            elif row is not None:
                deciding.finish(row)
                messages.success(request, _("The task is done."))
            return redirect(self.board())
        return self.decide(request.POST.get("words", ""), act, request.POST.get("page", ""))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        paginator = WagtailPaginator(self.demand.open.get(self.language, []), PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        wishes = list(page.object_list)
        found = proposals.propose(wishes, self.language)
        done = [row for row in self.demand.decided if row.language == self.language][:MOST_DONE]
        until, today = self.demand.until, timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "tabs": [
                {"code": code, "name": name, "number": len(self.demand.open.get(code, [])),
                 "current": code == self.language}
                for code, name in self.languages()
            ],
            "decides": self.language in self.own,
            "rows": [
                {"wish": wish, "proposal": proposal, "choose_url": self.choose_url(wish)}
                for wish, proposal in zip(wishes, found, strict=True)
            ],
            "sums": self.demand.sums.get(self.language, demand.Sums()),
            "done": done, "days": demand.DAYS, "least": demand.LEAST,
            "until": until if until and (today - until).days > 1 else None,
            "lang": locales.html_lang(self.language), "dir": locales.direction(self.language),
            "page_obj": page, "elided_page_range": paginator.get_elided_page_range(page.number),
            "index_url": reverse("demand_desk:board"), "self_url": self.board(),
        }  # fmt: skip

    def choose_url(self, wish: Wish) -> str:
        """Where another page or a person is chosen."""
        query = urlencode({"language": self.language, "words": wish.words})
        return f"{reverse('demand_desk:choose')}?{query}"


class ChooseView(DemandMixin):
    """Another page for a wish, found by searching; or a person who writes one."""

    page_title = gettext_lazy("Choose a page or a person")
    template_name = "search/desk/choose.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The wish, pages to lead to, people."""
        self.may_decide(self.language)
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Decide, then back to the board."""
        given = request.POST
        words = request.GET.get("words", "")
        return self.decide(words, given.get("act", ""), given.get("page", ""), given.get("to", ""))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": self.board(), "label": BoardView.page_title}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wish = self.wish(self.request.GET.get("words", ""))
        query = self.request.GET.get("q", "")
        hits = service.answer(Ask(query or wish.words, self.language, per_page=10)).results
        keys = [hit.key for hit in hits if hit.key.startswith("page:")]
        pages = proposals.pages_of(keys, self.language)
        return super().get_context_data(**kwargs) | {
            "wish": wish, "query": query, "pages": [pages[key] for key in keys if key in pages],
            "people": possible_writers(), "language": self.language, "board_url": self.board(),
            "lang": locales.html_lang(self.language), "dir": locales.direction(self.language),
        }  # fmt: skip
