"""Addresses of answers: the same in every language, found by nothing but their private link."""

from django.urls import path, re_path

from volunteering import api
from volunteering.applications import private

LINK = r"^candidatura/(?P<token>[A-Za-z0-9_-]{43})/"

neutral = [
    path("api/calls/", api.call_list, name="calls-api"),
    re_path(r"^api/calls/(?P<key>[^/]+)/?$", api.call, name="call-api"),
]

in_language = [
    path("candidatura/cancellata/", private.erased, name="application-erased"),
    re_path(LINK + "$", private.show, name="application"),
    re_path(LINK + "modifica/$", private.change, name="application-change"),
    re_path(LINK + "cancella/$", private.erase, name="application-erase"),
    re_path(LINK + "dati.json$", private.copy, name="application-copy"),
]
