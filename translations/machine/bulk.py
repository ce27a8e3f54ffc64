"""*Machine…*: the same for many pages and languages."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from translations.bulk import selection
from translations.bulk.views import BulkView
from translations.machine import plan, services
from translations.machine.views import fault, figures, start
from translations.matrix import scope
from translations.models import State, TranslationState


class MachineView(BulkView):
    """Has a machine translate what has no translation. For who may edit the translated page."""

    name = "machine"
    label = pgettext_lazy("button", "Machine…")
    action = gettext_lazy("Start machine translation")
    left_out = gettext_lazy(
        "They are complete, in review, not asked for yet, or you may not edit them."
    )
    template_name = "translations/machine/bulk.html"

    @classmethod
    def offered(cls, found: scope.Scope) -> bool:
        return bool(found.own) and bool(services.name())

    def able(self, cells: QuerySet[TranslationState]) -> QuerySet[TranslationState]:
        waits = Q(missing_segments__gt=0) | Q(stale_segments__gt=0)
        kept = cells.filter(selection.editable(self.request.user), waits)
        return kept.exclude(state__in=[State.REVIEW, State.HELD, State.MISSING])

    @cached_property
    def too_many(self) -> bool:
        """Whether the plan would be computed for more pages than one waits for."""
        return self.all_cells.order_by().values("source").distinct().count() > plan.MOST_PAGES

    def act(self, cells: QuerySet[TranslationState], form: Any) -> HttpResponse:
        """Note the work, or say why it is too much."""
        wanted = plan.Plan() if self.too_many else plan.of(cells)
        reason = self.many() if self.too_many else fault(wanted)
        if not services.name():
            reason = _("No service for machine translation is set up.")
        if reason:
            form.add_error(None, reason)
            return self.render_to_response(self.get_context_data(form=form))
        pages = list(cells.order_by().values_list("source__page", flat=True).distinct())
        run = start(pages, wanted, self.request.user)
        messages.success(
            self.request, _("The machine translates in the background: you can go on.")
        )
        return redirect("translations_desk:run", run.pk)

    @staticmethod
    def many() -> str:
        return _("Choose at most %(most)d pages at a time.") % {"most": plan.MOST_PAGES}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The figures of every language of the list."""
        shown = (
            {"fault": self.many(), "plan": None}
            if self.too_many
            else figures(plan.of(self.all_cells))
        )
        return super().get_context_data(**kwargs) | shown
