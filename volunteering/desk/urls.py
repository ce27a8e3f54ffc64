"""Addresses of the desk of calls, below the admin's own."""

from django.urls import path

from volunteering.desk.applications import ApplicationsView
from volunteering.desk.calls import MyCallsView, PosterView, RepeatView
from volunteering.desk.insurance import InsuranceReport, RemindView
from volunteering.desk.numbers import NumbersReport, UnansweredReport
from volunteering.desk.register import DeleteView, ExportView, RegisterView

app_name = "calls_desk"
urlpatterns = [
    path("insurance/", InsuranceReport.as_view(), name="insurance"),
    path(
        "insurance/results/", InsuranceReport.as_view(results_only=True), name="insurance_results"
    ),
    path("insurance/remind/", RemindView.as_view(), name="remind"),
    path("applications/", ApplicationsView.as_view(), name="applications"),
    path("applications/register/", RegisterView.as_view(), name="register"),
    path("applications/export/", ExportView.as_view(), name="export"),
    path("applications/<int:pk>/delete/", DeleteView.as_view(), name="delete_application"),
    path("unanswered/", UnansweredReport.as_view(), name="unanswered"),
    path(
        "unanswered/results/",
        UnansweredReport.as_view(results_only=True),
        name="unanswered_results",
    ),
    path("numbers/", NumbersReport.as_view(), name="numbers"),
    path("numbers/results/", NumbersReport.as_view(results_only=True), name="numbers_results"),
    path("calls/", MyCallsView.as_view(), name="calls"),
    path("calls/<int:pk>/repeat/", RepeatView.as_view(), name="repeat"),
    path("calls/<int:pk>/poster/", PosterView.as_view(), name="poster"),
]
