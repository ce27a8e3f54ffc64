"""Addresses of the translation desk, below the admin's own; literal ones before a language."""

from django.urls import path

from translations.editor.review import ReviewView
from translations.editor.submitting import SendView, WithdrawView
from translations.editor.views import EditorView
from translations.exchange.views import ExchangeView, XliffView
from translations.machine.views import PageMachineView
from translations.runs.views import RunView

app_name = "translations_desk"
PAGE = "<slug:lang>/<int:source_id>/"
urlpatterns = [
    path("runs/<int:run_id>/", RunView.as_view(), name="run"),
    path(PAGE, EditorView.as_view(), name="editor"),
    path(f"{PAGE}send/", SendView.as_view(), name="send"),
    path(f"{PAGE}withdraw/", WithdrawView.as_view(), name="withdraw"),
    path(f"{PAGE}review/", ReviewView.as_view(), name="review"),
    path(f"{PAGE}machine/", PageMachineView.as_view(), name="machine"),
    path(f"{PAGE}file/", ExchangeView.as_view(), name="exchange"),
    path(f"{PAGE}file/xliff/", XliffView.as_view(), name="xliff"),
]
