"""Addresses of the import in the admin."""

from django.urls import path

from volunteering.importing import views

urlpatterns = [
    path("calls/import/", views.ChooseView.as_view(), name="calls_import"),
    path("calls/import/template.csv", views.TemplateView.as_view(), name="calls_import_template"),
    path("calls/import/<uuid:key>/", views.LookView.as_view(), name="calls_import_look"),
]
