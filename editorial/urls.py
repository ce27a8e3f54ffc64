"""Addresses of the editorial desk that readers see."""

from django.urls import path

from editorial.feedback import views

in_language = [
    path("segnalazioni/", views.find, name="feedback-find"),
    path("segnalazioni/<int:page_id>/", views.ask, name="feedback"),
    path("segnalazioni/codice/<str:code>/", views.state, name="feedback-code"),
]
