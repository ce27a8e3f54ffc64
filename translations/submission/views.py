"""The form that asks for translations of a page: it notes the work and answers at once."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page

from core import locales
from core.desk.access import GuardedMixin, permitted
from translations import sources
from translations.law import rights
from translations.models import Run
from translations.runs import starting
from translations.submission import form


class AskView(GuardedMixin, WagtailAdminTemplateMixin, View):
    """Languages to tick, with the words to do in each; and all pages below, where there are any.

    Needs edit permission on the page, and on all below it where they go along. The text that is
    translated is the published one: a page nobody has published has none.
    """

    rule = permitted("wagtailadmin.access_admin")
    page_title = gettext_lazy("Ask for translations")
    header_icon = "globe"
    template_name = "translations/submission/ask.html"
    request: Any
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer who may edit the page. Raises PermissionDenied or Http404."""
        if request.user.is_authenticated and not rights.may_edit(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self) -> Page:
        """The source page of the address, which may name a translation or a mirror. Raises Http404."""
        row = get_object_or_404(Page, pk=self.kwargs["page_id"])
        found: Page | None = sources.find((row.alias_of or row).translation_key)
        if row.is_root() or found is None:
            raise Http404
        return found

    @cached_property
    def languages(self) -> list[form.Language]:
        return form.languages(self.page)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.page.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Note what is asked for, or say why it cannot be."""
        chosen = self.chosen(request.POST.getlist("locales"))
        subtree = "include_subtree" in request.POST and self.page.numchild > 0
        if subtree and not rights.may_edit_below(request.user, self.page):
            raise PermissionDenied
        reason = self.refusal(chosen, subtree=subtree)
        if reason:
            messages.error(request, reason)
            return self.render_to_response(self.get_context_data())
        run = starting.start(Run.Kind.SUBMIT, [self.page.pk], chosen, request.user, subtree=subtree)
        messages.success(request, asked(len(chosen)))
        return redirect("translations_desk:run", run.pk)

    def chosen(self, keys: list[str]) -> list[Locale]:
        """The languages of the form that were ticked."""
        return [row.locale for row in self.languages if str(row.locale.pk) in keys]

    def refusal(self, chosen: list[Locale], *, subtree: bool) -> str:
        """Why nothing is asked for, or nothing."""
        wanted = [row for row in self.languages if row.locale in chosen]
        if not any(not row.there or (subtree and row.below) for row in wanted):
            return _("Choose at least one language that the page does not have.")
        if self.page.first_published_at is None:
            return _("Publish the page first: translators get the text that readers see.")
        above = self.page.get_parent()
        there = set(
            Page.objects.filter(translation_key=above.translation_key).values_list(
                "locale_id", flat=True
            )
        )
        lacking = next((locale for locale in chosen if locale.pk not in there), None)
        if lacking is None or above.depth == 1:
            return ""
        return _("Translate “%(page)s” first: it has no version in %(language)s.") % {
            "page": above.title,
            "language": locales.native_name(lacking.language_code),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A fixed number of queries, whatever the length of the page and the tree below it."""
        asked_for = self.request.POST.getlist("locales")
        first = self.request.GET.get("select_locale", "")
        return super().get_context_data(**kwargs) | {
            "page": self.page, "source_lang": locales.html_lang(locales.source().language_code),
            "rows": [
                (row, str(row.locale.pk) in asked_for or row.locale.language_code == first)
                for row in self.languages
            ],
            "below": max((row.below for row in self.languages), default=0),
            "subtree": "include_subtree" in self.request.POST,
            "complete": all(row.there and not row.below for row in self.languages),
        }  # fmt: skip


def asked(number: int) -> str:
    """What is said once the work was noted."""
    said = ngettext(
        "Asked for in %(count)d language. The pages are made in the background: you can go on.",
        "Asked for in %(count)d languages. The pages are made in the background: you can go on.",
        number,
    )
    return said % {"count": number}
