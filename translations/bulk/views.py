"""The frame of every bulk action: a plain screen that says what will happen, to what, and to what not."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale

from core import locales
from core.desk.access import GuardedMixin
from translations.bulk import selection
from translations.matrix import scope
from translations.models import SourceStats, TranslationState

SHOWN = 20  # titles on the screen; the rest is a number


class BulkForm(forms.Form):
    """What an action asks before it begins; in the list of all languages, which of them."""

    def __init__(self, *args: Any, languages: list[Locale], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locales, self.user = languages, user

    @property
    def chosen(self) -> list[Locale]:
        """The languages the action is for. Call after `is_valid`."""
        return self.locales


class LanguagesForm(BulkForm):
    """Asks for languages where there are several."""

    languages = forms.MultipleChoiceField(
        label="", widget=forms.CheckboxSelectMultiple, required=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["languages"]
        field.label = _("In which languages")
        if len(self.locales) == 1:
            del self.fields["languages"]
            return
        names = [(row.language_code, locales.native_tag(row.language_code)) for row in self.locales]
        field.choices = names  # type: ignore[attr-defined]
        field.initial = [code for code, _name in names]

    @property
    def chosen(self) -> list[Locale]:
        if "languages" not in self.fields:
            return self.locales
        codes = set(self.cleaned_data.get("languages", []))
        return [row for row in self.locales if row.language_code in codes]


class BulkView(GuardedMixin, WagtailAdminTemplateMixin, View):
    """One action. A GET with the ticked rows shows the screen, a POST to the same address acts.

    To add an action: derive, fill in the class's names, `able` and `act`, and put it into
    `translations.bulk.actions.ACTIONS`.
    """

    name: ClassVar[str]  # in the address
    label: ClassVar[str | Promise]  # on the button of the list: at most 13 letters in English
    action: ClassVar[str | Promise]  # on the button of the screen
    explained: ClassVar[str | Promise] = ""  # one sentence on the screen
    left_out: ClassVar[str | Promise]  # why rows are left out
    form_class: ClassVar[type[BulkForm]] = LanguagesForm

    rule = scope.sees_one
    header_icon = "globe"
    template_name = "translations/bulk/confirm.html"
    request: Any
    kwargs: dict[str, Any]

    @classmethod
    def offered(cls, found: scope.Scope) -> bool:
        """Whether the list shows the action to somebody with this scope."""
        return not found.empty

    def able(self, cells: QuerySet[TranslationState]) -> QuerySet[TranslationState]:
        """The cells the user may do it with, by conditions of one query."""
        raise NotImplementedError

    def act(self, cells: QuerySet[TranslationState], form: Any) -> HttpResponse | None:
        """Do it with these cells and say so by a message; an answer of its own, or nothing."""
        raise NotImplementedError

    @cached_property
    def selection(self) -> selection.Selection:
        return selection.read(self.request.GET, self.request.user)

    @cached_property
    def all_cells(self) -> QuerySet[TranslationState]:
        """The cells in every language of the list that the action is possible for."""
        return self.able(self.selection.cells(self.selection.languages()))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """What will happen."""
        if not (self.selection.everything or self.selection.ids):
            messages.warning(request, _("Tick the pages first."))
            return redirect(self.selection.back)
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say what is missing."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        cells = self.able(self.selection.cells(form.chosen))
        return self.act(cells, form) or redirect(self.selection.back)

    def form(self, data: Any = None) -> BulkForm:
        """The form for the languages of the list."""
        return self.form_class(data, languages=self.selection.languages(), user=self.request.user)

    def without(self) -> QuerySet[SourceStats]:
        """The pages of which nothing will be touched, in no language."""
        kept = self.all_cells.order_by().values("source")
        return self.selection.pages().exclude(pk__in=kept)

    def get_page_title(self) -> str:
        return str(self.action)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.selection.back, "label": _("Translations")},
            {"url": "", "label": str(self.action)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Titles of what is touched and of what is not, the first of each."""
        pages, without = self.selection.pages(), self.without()
        count, lost = pages.count(), without.count()
        touched = pages.filter(pk__in=self.all_cells.order_by().values("source"))
        one = self.selection.locale
        return super().get_context_data(**kwargs) | {
            "selection": self.selection, "explained": self.explained, "action": self.action,
            "reason": self.left_out, "count": count - lost, "lost": lost,
            "pages": touched[:SHOWN], "more": max(0, count - lost - SHOWN),
            "without": without[:SHOWN], "more_without": max(0, lost - SHOWN),
            "language": locales.native_name(one.language_code) if one else "",
            "language_code": locales.html_lang(one.language_code) if one else "",
        }  # fmt: skip
