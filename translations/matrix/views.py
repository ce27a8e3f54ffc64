"""The matrix of pages and languages, and the list of one language."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext
from django.views import View
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale

from core import locales
from core.desk.access import GuardedMixin
from taxonomy import labels
from taxonomy.review import ReviewedMixin
from translations.bulk import actions
from translations.matrix import cells, listing, scope
from translations.models import SourceStats, State, TranslationState

PER_PAGE = 50


class MatrixView(GuardedMixin, WagtailAdminTemplateMixin, View):
    """Pages of the source language, each with its state in every language or in one."""

    rule = scope.sees_one
    page_title = gettext_lazy("Translations")
    header_icon = "globe"
    template_name = "translations/desk/matrix.html"
    request: Any
    kwargs: dict[str, Any]

    def get(self, request: HttpRequest, lang: str = "") -> HttpResponse:
        """The list. A translator's way leads to the own language, never to the matrix first."""
        if not lang and not self.scope.source:
            own = self.scope.own[0].language_code
            return redirect("translations_matrix:one", own)
        if not self.scope.source and self.locale not in self.scope.own:
            raise PermissionDenied
        return self.render_to_response(self.get_context_data())

    @property
    def scope(self) -> scope.Scope:
        return scope.of(self.request.user)

    @cached_property
    def locale(self) -> Locale | None:
        """The language of the address, nothing for all. Raises Http404 for any other."""
        code = self.kwargs.get("lang", "")
        if not code:
            return None
        found = locales.by_code(code)
        if found is None or found == locales.source():
            raise Http404
        return found

    @cached_property
    def choice(self) -> listing.Choice:
        return listing.read(self.request.GET, self.locale, self.request.user.pk)

    def get_page_title(self) -> str:
        if self.locale is None:
            return str(self.page_title)
        return f"{self.page_title} · {locales.native_name(self.locale.language_code)}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        label: Any = self.get_page_title()
        if self.locale is not None:
            label = locales.titled(self.page_title, self.locale.language_code)
        return [*self.breadcrumbs_items, {"url": "", "label": label}]

    def link(self, cell: TranslationState | None, page: SourceStats, locale: Locale) -> str:
        """Where the work on a cell is done; nothing for whom it is not.

        Who may change the source asks for a translation, who may change the language makes it.
        """
        if cell is None:
            return ""
        allowed = self.scope.source if cell.page_id is None else locale in self.scope.own
        return cells.link(cell, page, locale) if allowed else ""

    def tabs(self, totals: dict[int, listing.Total]) -> list[dict[str, Any]]:
        """A link for each language the user sees, with its words to do."""
        seen = listing.languages(None) if self.scope.source else self.scope.own
        own = self.scope.own if len(self.scope.own) < len(listing.languages(None)) else ()
        return [
            {
                "url": reverse("translations_matrix:one", args=[locale.language_code]),
                "name": locales.native_name(locale.language_code),
                "lang": locales.html_lang(locale.language_code),
                "dir": locales.direction(locale.language_code),
                "words": totals.get(locale.pk, listing.Total()).words,
                "percent": totals.get(locale.pk, listing.Total()).percent,
                "mine": locale in own,
                "current": locale == self.locale,
            }
            for locale in seen
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = listing.languages(self.locale)
        paginator = WagtailPaginator(listing.pages(self.choice, self.locale), PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        rows = listing.rows(list(page.object_list), columns)
        totals = listing.totals()
        choice = self.choice
        chosen = {
            "state": choice.state, "topic": choice.topic, "type": choice.kind, "risk": choice.risk,
            "q": choice.search, "who": choice.who,
        }  # fmt: skip
        return super().get_context_data(**kwargs) | {
            "locale": self.locale, "choice": choice, "page_obj": page, "count": paginator.count,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "rows": [
                (row, [(cell, self.link(cell, row.page, locale), tab)
                       for cell, locale, tab in zip(row.cells, columns, self.heads(totals), strict=True)])
                for row in rows
            ],
            "heads": self.heads(totals),
            "tabs": self.tabs(totals),
            "all_words": sum(total.words for total in totals.values()),
            "sees_all": self.scope.source,
            "has_reads": any(row.page.reads_28d for row in rows),
            "states": State,
            "topics": labels.choices("topic"),
            "kinds": listing.kinds(),
            "risks": ReviewedMixin.Risk.choices,
            "orders": {
                name: listing.address(**chosen, order=name, work=int(choice.work))
                for name in listing.ORDERS
            },
            "mine": listing.address(who=listing.ME, work=0),
            "people": self.people(),
            "actions": actions.offered(self.scope),
            "kept": [(name, self.request.GET[name]) for name in listing.KEPT if self.request.GET.get(name)],
            "with_work": listing.address(**chosen, order=choice.order, work=1),
            "with_all": listing.address(**chosen, order=choice.order, work=0),
        }  # fmt: skip

    def people(self) -> list[tuple[str, Any]]:
        """Whose pages the list can be narrowed to; in the list of one language, by name."""
        found: list[tuple[str, Any]] = [
            (listing.ME, pgettext("who translates", "me")),
            (listing.NOBODY, pgettext("who translates", "nobody")),
        ]
        if self.locale is not None:
            people = scope.people([self.locale])[self.locale.pk]
            found += [
                (str(user.pk), scope.name_of(user)) for user in people if user != self.request.user
            ]
        return found

    def heads(self, totals: dict[int, listing.Total]) -> list[dict[str, Any]]:
        """The columns' own tabs."""
        if self.locale is None:
            return self.tabs(totals)
        return [tab for tab in self.tabs(totals) if tab["current"]]
