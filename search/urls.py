"""Addresses of the JSON answers."""

from django.urls import path

from search import api

neutral = [
    path("api/search/", api.search, name="search-api"),
    path("api/suggest/", api.suggest, name="search-suggest"),
]
