"""wagtail-localize's addresses under the law; without names, so that its own stay in use."""

from typing import Any

from django.urls import URLPattern, path
from wagtail_localize.views import convert, edit_translation, snippets_api, submit_translations

from translations.law import endpoints, views
from translations.submission.views import AskView

TRANSLATION = "translate/<int:translation_id>/"
SNIPPETS = "api/snippets/<slug:app_label>/<slug:model_name>/"


def under(endpoint: type[endpoints.Endpoint], original: Any, **options: Any) -> Any:
    """A view that asks the endpoint before the original answers."""
    return endpoint.as_view(original=original, **options)


def patterns() -> list[URLPattern]:
    """Every address of the package that takes a page, a snippet or a translation."""
    submit, names = submit_translations, snippets_api.SnippetViewSet
    edit, target = edit_translation, endpoints.Target
    return [
        path(
            "submit/page/<int:page_id>/",
            AskView.as_view(),
        ),
        path(
            "submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            under(endpoints.SubmitSnippet, submit.SubmitSnippetTranslationView.as_view()),
        ),
        path(
            "update/<int:translation_source_id>/",
            under(endpoints.Update, views.UpdateView.as_view()),
        ),
        path(
            f"{TRANSLATION}strings/<int:string_segment_id>/edit/",
            under(endpoints.TargetData, edit.edit_string_translation),
        ),
        path(
            f"{TRANSLATION}overrides/<int:overridable_segment_id>/edit/",
            under(endpoints.TargetData, edit.edit_override),
        ),
        path(f"{TRANSLATION}pofile/download/", under(target, edit.download_pofile, writes=False)),
        path(f"{TRANSLATION}pofile/upload/", under(target, views.upload_pofile)),
        path(f"{TRANSLATION}machine_translate/", under(target, views.to_the_machine)),
        path(f"{TRANSLATION}preview/", under(target, edit.preview_translation, writes=False)),
        path(
            f"{TRANSLATION}preview/<str:mode>/",
            under(target, edit.preview_translation, writes=False),
        ),
        path(f"{TRANSLATION}disable/", under(target, edit.stop_translation)),
        path(
            "page/<int:page_id>/convert_to_alias/",
            under(endpoints.Convert, convert.convert_to_alias),
        ),
        path("reports/translations/", views.ReportView.as_view()),
        path("reports/translations/results/", views.ReportView.as_view(results_only=True)),
        path(SNIPPETS, under(endpoints.SnippetList, names.as_view({"get": "list"}))),
        path(
            f"{SNIPPETS}<str:pk>/", under(endpoints.SnippetList, names.as_view({"get": "retrieve"}))
        ),
    ]
