"""*Assign…*: who does which page in which language."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from wagtail.admin import messages
from wagtail.models import Locale

from core import locales
from translations import tasks
from translations.bulk import selection
from translations.bulk.views import BulkForm, BulkView
from translations.matrix import scope
from translations.models import TranslationState

MANY = 500  # keys in one statement
NAMED = 10  # titles in a mail
AS_IT_IS, NOBODY = "", "0"


class AssignForm(BulkForm):
    """Somebody for each language, nobody, or as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = scope.people(self.locales)
        for locale in self.locales:
            names = sorted((scope.name_of(user), str(user.pk)) for user in people[locale.pk])
            self.fields[field_of(locale)] = forms.ChoiceField(
                label=locales.native_tag(locale.language_code), required=False,
                choices=[
                    (AS_IT_IS, _("as it is")), (NOBODY, pgettext("who translates", "nobody")),
                    *((key, name) for name, key in names),
                ],
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """At least one language gets another."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(data.values()):
            raise forms.ValidationError(_("Choose who translates, for at least one language."))
        return data

    @property
    def chosen(self) -> list[Locale]:
        return [row for row in self.locales if self.cleaned_data.get(field_of(row))]

    def assignee(self, locale: Locale) -> int | None:
        """Who gets the pages of a language, nothing for nobody."""
        return int(self.cleaned_data[field_of(locale)]) or None


def field_of(locale: Locale) -> str:
    return f"who-{locale.language_code}"


class AssignView(BulkView):
    """Gives pages to translators. For who may edit either the source or the translation."""

    name = "assign"
    label = gettext_lazy("Assign…")
    action = gettext_lazy("Assign")
    explained = gettext_lazy(
        "Pages of their own come first in the work of those you choose. They get one mail."
    )
    left_out = gettext_lazy("You may edit neither the page nor its translations.")
    form_class = AssignForm

    def able(self, cells: QuerySet[TranslationState]) -> QuerySet[TranslationState]:
        user = self.request.user
        return cells.filter(selection.askable(user) | selection.editable(user))

    def act(self, cells: QuerySet[TranslationState], form: Any) -> None:
        """Write who does it, also into each page's history, and tell those who got something new."""
        changed, now = 0, timezone.now().isoformat()
        for locale in form.chosen:
            who = form.assignee(locale)
            same = Q(assignee=who) if who else Q(assignee=None)
            keys = list(cells.filter(locale=locale).exclude(same).values_list("pk", flat=True))
            for start in range(0, len(keys), MANY):
                some = keys[start : start + MANY]
                TranslationState.objects.filter(pk__in=some).update(assignee=who)
                tasks.log_assigned.enqueue(some, who, self.request.user.pk, now)
            changed += len(keys)
            if who and keys and who != self.request.user.pk:
                tasks.tell_assigned.enqueue(who, locale.pk, keys[:NAMED], len(keys))
        text = ngettext(
            "%(number)d translation assigned.", "%(number)d translations assigned.", changed
        )
        messages.success(self.request, text % {"number": changed})
