"""Addresses of the matrix, below the admin's desk; literal ones before a language."""

from django.urls import path

from translations.bulk.actions import ACTIONS
from translations.matrix.views import MatrixView

app_name = "translations_matrix"
urlpatterns = [
    path("", MatrixView.as_view(), name="all"),
    *(path(f"bulk/{view.name}/", view.as_view(), name=f"bulk-{view.name}") for view in ACTIONS),
    path("<slug:lang>/", MatrixView.as_view(), name="one"),
]
