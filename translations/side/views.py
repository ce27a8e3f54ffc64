"""The screen of the panes, and the page within each."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page

from core import locales
from core.desk.access import GuardedMixin
from translations import states
from translations.law import rights
from translations.matrix import cells, scope
from translations.models import SourceStats, TranslationState
from translations.side import panes

logger = logging.getLogger(__name__)
BESIDE = 3  # translations at once: each pane is a whole page
WIDTHS = {
    "360": pgettext_lazy("width of a screen", "phone"),
    "768": pgettext_lazy("width of a screen", "tablet"),
}


class SideScreen(GuardedMixin, View):
    """For who sees a list in which the page is: all of the source language, or their own language."""

    rule = scope.sees_one
    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def source(self) -> Page:
        """The page of the source language. Raises Http404, PermissionDenied."""
        rows = Page.objects.filter(locale=locales.source(), alias_of=None)
        found = get_object_or_404(rows, pk=self.kwargs["source_id"]).specific
        known = found.live and not found.get_view_restrictions().exists()
        if not known and not rights.may_edit(self.request.user, found):
            raise PermissionDenied
        return found

    @property
    def scope(self) -> scope.Scope:
        return scope.of(self.request.user)


class SideView(WagtailAdminTemplateMixin, SideScreen):
    """The original and some of its translations, with the state of each."""

    template_name = "translations/side/side.html"
    header_icon = "view"

    def get(self, request: HttpRequest, source_id: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def get_page_title(self) -> str:
        return self.source.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("translations_matrix:all"), "label": _("Translations")},
            {"url": "", "label": self.source.title},
        ]

    @cached_property
    def cells(self) -> dict[int, TranslationState]:
        rows = TranslationState.objects.filter(source_id=self.source.translation_key)
        return {cell.locale_id: cell for cell in rows}

    def shown(self) -> list[Locale]:
        """The languages of the address; else the user's own, then those with a translation."""
        targets = states.targets()
        asked = self.request.GET.getlist("with")
        if asked:
            return [row for row in targets if row.language_code in asked][:BESIDE]
        own = self.scope.own if len(self.scope.own) < len(targets) else ()
        there = [row for row in targets if self.has_page(row)]
        return list(dict.fromkeys([*own, *there, *targets]))[:BESIDE]

    def has_page(self, locale: Locale) -> bool:
        cell = self.cells.get(locale.pk)
        return cell is not None and cell.page_id is not None

    def pane(self, pane: panes.Pane, stats: SourceStats | None) -> dict[str, Any]:
        """A translation as the template shows it."""
        user, locale = self.request.user, pane.locale
        code = locale.language_code
        cell = self.cells.get(locale.pk)
        missing = pane.page is None
        url = ask = ""
        if missing and rights.may_edit(user, self.source):
            ask = reverse("wagtail_localize:submit_page_translation", args=[self.source.pk])
        elif cell and stats and pane.page and rights.may_edit(user, pane.page):
            url = cells.link(cell, stats, locale)
        frame = reverse("translations_matrix:pane", args=[self.source.pk, code])
        return self.head(locale) | {
            "cell": cell, "shows": pane.shows, "missing": missing, "url": url, "ask": ask,
            "frame": frame if pane.shows else "",
        }  # fmt: skip

    @staticmethod
    def head(locale: Locale) -> dict[str, Any]:
        code = locale.language_code
        return {
            "code": code, "name": locales.native_name(code), "lang": locales.html_lang(code),
            "dir": locales.direction(code),
        }  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = self.shown()
        stats = SourceStats.objects.filter(pk=self.source.translation_key).first()
        width = self.request.GET.get("width", "")
        original = self.head(locales.source())
        return super().get_context_data(**kwargs) | {
            "source": self.source,
            "edit": reverse("wagtailadmin_pages:edit", args=[self.source.pk])
            if rights.may_edit(self.request.user, self.source)
            else "",
            "source_lang": original["lang"],
            "original": original | {
                "frame": reverse(
                    "translations_matrix:pane", args=[self.source.pk, original["code"]]
                ) if self.source.live else "",
            },
            "chips": [
                self.head(row) | {"cell": self.cells.get(row.pk), "on": row in shown}
                for row in states.targets()
            ],
            "panes": [self.pane(row, stats) for row in panes.of(self.source, shown, self.request.user)],
            "beside": BESIDE,
            "widths": WIDTHS,
            "width": width if width in WIDTHS else "360",
        }  # fmt: skip


class PaneView(SideScreen):
    """One page as its pane shows it; a page that cannot be rendered says so in its own pane."""

    def get(self, request: HttpRequest, source_id: int, lang: str) -> HttpResponse:
        """Raises Http404 where there is nothing this user may see."""
        locale = locales.by_code(lang)
        if locale is None:
            raise Http404
        (pane,) = panes.of(self.source, [locale], request.user)
        if not pane.shows:
            raise Http404
        try:
            response = panes.render(pane.page, pane.shows, request)
        except Exception:
            logger.exception("page %s cannot be shown in %s", source_id, lang)
            response = render(request, "translations/side/failed.html", status=500)
        response["Cache-Control"] = "private, no-store"
        return response
