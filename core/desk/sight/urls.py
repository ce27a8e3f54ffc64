"""The screens of this package, before Wagtail's own: the first address that matches answers.

Wagtail's hook for addresses of the admin puts them behind those of its core; so the site includes
these before it (config.urls), under the same guard.
"""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import display_custom_404
from wagtail.utils.urlpatterns import decorate_urlpatterns

from core.desk.sight import choosing, pages, redirects, reports, tags

_screens = [
    path("choose-page/", choosing.BrowseView.as_view()),
    path("choose-page/<int:parent_page_id>/", choosing.BrowseView.as_view()),
    path("choose-page/search/", choosing.SearchView.as_view()),
    path("choose-page/chosen-multiple/", choosing.ChosenMultipleView.as_view()),
    path(
        "pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/", pages.MoveView.as_view()
    ),
    path("choose-external-link/", choosing.ExternalLinkView.as_view()),
    path("tag-autocomplete/", tags.SuggestView.as_view()),
    path("tag-autocomplete/<slug:app_name>/<slug:model_name>/", tags.SuggestView.as_view()),
    path("reports/workflow/", reports.WorkflowView.as_view()),
    path("reports/workflow/results/", reports.WorkflowView.as_view(results_only=True)),
    path("reports/site-history/", reports.HistoryView.as_view()),
    path("reports/site-history/results/", reports.HistoryView.as_view(results_only=True)),
    path("reports/page-types-usage/", reports.PageTypesView.as_view()),
    path("reports/page-types-usage/results/", reports.PageTypesView.as_view(results_only=True)),
    path("redirects/import/process/", redirects.ImportView.as_view()),
    path("forms/", reports.FormsView.as_view()),
    path("forms/results/", reports.FormsView.as_view(results_only=True)),
]
urlpatterns = decorate_urlpatterns(_screens, require_admin_access)
urlpatterns = decorate_urlpatterns(urlpatterns, display_custom_404)
urlpatterns = decorate_urlpatterns(urlpatterns, never_cache)
