"""What facts are called in a language: translators write it, editors of other languages read it.

A fact inside a sentence is its code in every language (`core/fact_links.py`); its name says what
stands there to somebody who does not read Italian.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import Locale

from core import locales
from core.desk.access import GuardedMixin
from core.desk.queue import Share, Text, Urgency, Work
from facts.models import Fact, FactLabel, FactUse
from translations.matrix import scope

PER_PAGE = 50
LONGEST = 160  # letters of a name (`FactLabel.label`)


def address(code: str) -> str:
    """The screen of a language."""
    return reverse("translations_matrix:names", args=[code])


def used() -> QuerySet[Fact]:
    """Facts that readers see somewhere."""
    return Fact.objects.filter(Exists(FactUse.objects.filter(fact=OuterRef("pk"))))


@dataclass(frozen=True, slots=True)
class Named:
    """A fact on the screen: its value as readers of the language see it, its name so far."""

    pk: int
    code: str
    italian: str
    value: str
    name: str


class NamesView(GuardedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Every fact with its name in a language, those without one first; a form for all."""

    rule = scope.sees_one
    template_name = "translations/desk/names.html"
    header_icon = "decimal"

    @cached_property
    def locale(self) -> Locale:
        """The language. Raises Http404 for none of ours, PermissionDenied for another's."""
        found = locales.by_code(self.kwargs["lang"])
        if found is None or found == locales.source():
            raise Http404
        if found not in scope.of(self.request.user).own:
            raise PermissionDenied
        return found

    def get_page_title(self) -> str:
        return f"{_('Names of facts')} · {locales.native_name(self.locale.language_code)}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        code = self.locale.language_code
        listed = {
            "url": reverse("translations_matrix:one", args=[code]),
            "label": f"{_('Translations')} · {locales.native_name(code)}",
        }
        return [*self.breadcrumbs_items, listed, {"url": "", "label": self.get_page_title()}]

    def rows(self) -> list[Named]:
        """Those without a name first, then by their Italian name; three queries."""
        code = self.locale.language_code
        names = dict(FactLabel.objects.filter(language=code).values_list("fact_id", "label"))
        with translation.override(code):
            found = [
                Named(fact.pk, fact.code, fact.name, fact.shown, names.get(fact.pk, ""))
                for fact in Fact.objects.prefetch_related("values").order_by("name")
            ]
        return sorted(found, key=lambda row: (bool(row.name), row.italian))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = self.locale.language_code
        page = Paginator(self.rows(), PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "rows": page, "lang": locales.html_lang(code), "dir": locales.direction(code),
            "language": locales.native_name(code), "longest": LONGEST,
        }  # fmt: skip

    @transaction.atomic
    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep each name that was typed; an emptied field takes the name away."""
        code, count = self.locale.language_code, 0
        known = {row.pk: row.name for row in self.rows()}
        for fact in Fact.objects.filter(pk__in=known):
            typed = request.POST.get(f"f{fact.pk}")
            name = " ".join((typed or "").split())[:LONGEST]
            if typed is None or name == known[fact.pk]:
                continue
            if name:
                FactLabel.objects.update_or_create(
                    fact=fact, language=code, defaults={"label": name}
                )
            else:
                FactLabel.objects.filter(fact=fact, language=code).delete()
            log(
                fact, "facts.named", user=request.user,
                data={"after": name or "—", "day": code},
            )  # fmt: skip
            count += 1
        said = ngettext("%(number)d name saved.", "%(number)d names saved.", count)
        messages.success(request, said % {"number": count})
        return HttpResponseRedirect(request.get_full_path())


class FactNames:
    """Facts of published pages that have no name in the languages a translator works in."""

    name: Text = gettext_lazy("names of facts")

    def share(self, user: Any, most: int) -> Share:
        """One row a language; one query."""
        found = scope.of(user)
        if found.source or not found.own:
            return Share()
        facts: set[int] = set()
        named: dict[str, set[int]] = {}
        for key, language in used().values_list("pk", "labels__language"):
            facts.add(key)
            named.setdefault(language, set()).add(key)
        codes = [locale.language_code for locale in found.own]
        missing = {code: len(facts - named.get(code, set())) for code in codes}
        rows = [self.row(code, number) for code, number in missing.items() if number]
        return Share(rows[:most], len(rows))

    @staticmethod
    def row(code: str, number: int) -> Work:
        """How many names a language lacks."""
        reason = ngettext(
            "%(number)d fact of published pages has no name in this language",
            "%(number)d facts of published pages have no name in this language",
            number,
        )
        return Work(
            kind=_("Names of facts"), title=locales.native_name(code), lang=locales.html_lang(code),
            url=address(code), action=_("Write"), urgency=Urgency.NEW, since=timezone.now(),
            reason=reason % {"number": number},
        )  # fmt: skip
