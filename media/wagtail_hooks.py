"""Puts the screens of `sight` before Wagtail's own."""

from typing import Any

from django.urls import path
from wagtail import hooks

from media import sight

FIRST, LAST = -100, 100


@hooks.register("construct_admin_api", order=LAST)
def own_media_alone(router: Any) -> None:
    router.register_endpoint("images", sight.OwnImages)
    router.register_endpoint("documents", sight.OwnDocuments)


@hooks.register("register_admin_urls", order=FIRST)
def addresses() -> list[Any]:
    window = sight.ChooseImageViewSet(
        "wagtailimages_chooser", model="media.CustomImage", url_prefix="images/chooser"
    )
    return [
        path("images/", sight.ImageList.as_view()),
        path("images/results/", sight.ImageList.as_view(results_only=True)),
        path("documents/", sight.DocumentList.as_view()),
        path("documents/results/", sight.DocumentList.as_view(results_only=True)),
        path("images/chooser/", window.choose_view),
    ]
