"""*Translate…*: asking for many pages at once."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from translations.bulk import selection
from translations.bulk.views import BulkView
from translations.matrix import scope
from translations.models import Run, State, TranslationState
from translations.runs import starting
from translations.submission.views import asked


class TranslateView(BulkView):
    """Asks for what is missing, in the background. For who may edit the source."""

    name = "translate"
    label = pgettext_lazy("button", "Translate…")
    action = gettext_lazy("Ask for translations")
    explained = gettext_lazy(
        "It runs in the background. Translators find the pages in their work; readers see nothing before a translation is approved."
    )
    left_out = gettext_lazy("They have a version already, or you may not edit the page.")

    @classmethod
    def offered(cls, found: scope.Scope) -> bool:
        return found.source

    def able(self, cells: QuerySet[TranslationState]) -> QuerySet[TranslationState]:
        return cells.filter(selection.askable(self.request.user), state=State.MISSING)

    def act(self, cells: QuerySet[TranslationState], form: Any) -> HttpResponse:
        """Note the work; to the screen that shows how far it is."""
        pages = cells.order_by().values_list("source__page", flat=True).distinct()
        run = starting.start(Run.Kind.SUBMIT, pages, form.chosen, self.request.user)
        messages.success(self.request, asked(len(form.chosen)))
        return redirect("translations_desk:run", run.pk)
