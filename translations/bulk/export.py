"""*Export…*: the sentences of many pages as files, one for each page and language, in a ZIP."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail_localize.models import Translation

from translations import tasks
from translations.bulk import selection
from translations.bulk.views import BulkView, LanguagesForm
from translations.exchange import bundles
from translations.exchange.archives import name, zipped
from translations.models import Bundle, TranslationState


class ExportForm(LanguagesForm):
    """In which languages, and what kind of files."""

    format = forms.ChoiceField(
        label=gettext_lazy("Kind of file"), widget=forms.RadioSelect, initial=bundles.PO,
        choices=[(bundles.PO, "PO (GNU gettext)"), (bundles.XLIFF, "XLIFF 1.2")],
    )  # fmt: skip


class ExportView(BulkView):
    """For who may edit the translations: the files hold drafts of them."""

    name = "export"
    label = gettext_lazy("Export…")
    action = gettext_lazy("Export")
    explained = gettext_lazy(
        "A ZIP with one file for each page and language. A few are downloaded at once; more are built "
        "in the background and wait for you, for a week, under “Files of translations”."
    )
    left_out = gettext_lazy(
        "Nobody asked for these translations yet, or you may not edit them in these languages."
    )
    form_class = ExportForm

    def able(self, cells: QuerySet[TranslationState]) -> QuerySet[TranslationState]:
        kept = Translation.objects.filter(
            source__object_id=OuterRef("source_id"), target_locale=OuterRef("locale_id"),
            enabled=True,
        )  # fmt: skip
        return cells.filter(selection.editable(self.request.user), Exists(kept))

    def act(self, cells: QuerySet[TranslationState], form: Any) -> HttpResponse:
        """The ZIP itself, or the way to where it will be."""
        rows = Translation.objects.filter(
            Exists(cells.filter(source_id=OuterRef("source__object_id"), locale=OuterRef("target_locale"))),
            enabled=True,
        )  # fmt: skip
        keys = list(rows.values_list("pk", flat=True)[: bundles.MOST_OUT + 1])
        if len(keys) > bundles.MOST_OUT:
            form.add_error(
                None,
                ngettext(
                    "At most %(number)d file at once: choose fewer pages or languages.",
                    "At most %(number)d files at once: choose fewer pages or languages.",
                    bundles.MOST_OUT,
                )
                % {"number": bundles.MOST_OUT},
            )
            return self.render_to_response(self.get_context_data(form=form))
        kind = form.cleaned_data["format"]
        if not keys:
            messages.warning(self.request, _("In these languages there is nothing to export."))
            return redirect(self.selection.back)
        if len(keys) <= bundles.AT_ONCE:
            content = bundles.build(bundles.translations(keys), kind, self.request.user)
            return zipped(content, name(kind))
        bundle = Bundle.objects.create(
            user=self.request.user, way=Bundle.Way.OUT, format=kind, wanted=keys, total=len(keys)
        )
        tasks.carry_out.enqueue(str(bundle.pk))
        return redirect("translations_matrix:bundle", bundle.pk)
