"""Addresses of the desk of calls, below the admin's own."""

from django.urls import path

from volunteering.desk.insurance import InsuranceReport, RemindView

app_name = "calls_desk"
urlpatterns = [
    path("insurance/", InsuranceReport.as_view(), name="insurance"),
    path(
        "insurance/results/", InsuranceReport.as_view(results_only=True), name="insurance_results"
    ),
    path("insurance/remind/", RemindView.as_view(), name="remind"),
]
