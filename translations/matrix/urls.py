"""Addresses of the matrix, below the admin's desk."""

from django.urls import path

from translations.matrix.views import MatrixView

app_name = "translations_matrix"
urlpatterns = [
    path("", MatrixView.as_view(), name="all"),
    path("<slug:lang>/", MatrixView.as_view(), name="one"),
]
