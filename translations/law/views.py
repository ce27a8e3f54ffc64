"""Views of wagtail-localize that need more than a refusal: what they offer is different here."""

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from core.desk.access import GuardedMixin, permitted
from translations.exchange import po
from translations.law import rights


class UpdateView(UpdateTranslationsView):
    """Never publishes a page: where a sentence is not translated, readers would get the source's."""

    object: TranslationSource

    def get_form(self) -> forms.Form:
        """The package's form; of pages without the box that publishes at once."""
        form: forms.Form = super().get_form()
        model = self.object.specific_content_type.model_class()
        if model is None or issubclass(model, Page):
            field = form.fields["publish_translations"]
            field.disabled = True  # what is sent for it is not read
            field.widget = forms.HiddenInput()
            form.fields.pop(
                "use_machine_translation", None
            )  # `translations.machine` shows its cost
        return form


class ReportView(GuardedMixin, TranslationsReportView):
    """Translations of pages and snippets that the user edits, in either language."""

    rule = permitted("wagtailadmin.access_admin")

    def get_queryset(self) -> QuerySet:
        """Newest first."""
        user = self.request.user
        rows = super().get_queryset().order_by("-pk")
        if user.is_superuser:
            return rows
        pages = rights.policy.instances_user_has_permission_for(user, "change")
        kinds = [
            ContentType.objects.get_for_model(model)
            for model in get_snippet_models()
            if user_can_edit_snippet_type(user, model)
        ]
        return rows.filter(
            Q(source__object_id__in=pages.values("translation_key"))
            | Q(source__specific_content_type__in=kinds)
        )


@require_POST
def to_the_machine(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The package translates in the request, without a limit: here the cost is shown first."""
    translation = rights.translation_or_404(translation_id)
    page = translation.source.get_source_instance()
    if not isinstance(page, Page):
        raise Http404
    code = translation.target_locale.language_code
    return redirect("translations_desk:machine", code, page.pk)


@require_POST
def upload_pofile(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Take in a PO file, or say what is wrong with it."""
    translation = rights.translation_or_404(translation_id)
    po.take_in(request, None, translation)
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))
