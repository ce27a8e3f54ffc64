"""Addresses of the matrix, below the admin's desk; literal ones before a language."""

from django.urls import path

from translations.bulk.actions import ACTIONS
from translations.exchange.screens import BundleView, DownloadView, FilesView
from translations.matrix.views import MatrixView
from translations.names import NamesView
from translations.runs.views import RunsView
from translations.side.views import PaneView, SideView

app_name = "translations_matrix"
urlpatterns = [
    path("", MatrixView.as_view(), name="all"),
    *(path(f"bulk/{view.name}/", view.as_view(), name=f"bulk-{view.name}") for view in ACTIONS),
    path("exchange/", FilesView.as_view(), name="files"),
    path("exchange/<uuid:key>/", BundleView.as_view(), name="bundle"),
    path("exchange/<uuid:key>/file/", DownloadView.as_view(), name="bundle-file"),
    path("page/<int:source_id>/", SideView.as_view(), name="side"),
    path("page/<int:source_id>/<slug:lang>/", PaneView.as_view(), name="pane"),
    path("runs/", RunsView.as_view(), name="runs"),
    path("<slug:lang>/facts/", NamesView.as_view(), name="names"),
    path("<slug:lang>/", MatrixView.as_view(), name="one"),
]
