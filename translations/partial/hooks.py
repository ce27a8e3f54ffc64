"""Readers of an incomplete translation are told which sentences are in another language."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail import hooks
from wagtail.models import Page

from core import locales
from translations.partial import marking, seconds, texts

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponseBase]


@hooks.register("on_serve_page")
def mark_what_is_not_translated(serve: Serve) -> Serve:
    """Mark the sentences once the page is rendered; pages that are complete pass untouched."""

    def answer(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponseBase:
        response = serve(page, request, args, kwargs)
        if not texts.is_partial(page):
            return response
        rendered = getattr(response, "add_post_render_callback", None)
        if rendered is not None:
            rendered(lambda finished: _mark(page, finished))
        else:
            _mark(page, response)
        return response

    return answer


def _mark(page: Page, response: Any) -> None:
    if not response.get("Content-Type", "").startswith("text/html") or response.streaming:
        return
    language = seconds.language_of(locales.source())
    finished = response.content.decode(response.charset)
    marked = marking.mark(finished, texts.of(page), language, seconds.instead(page))
    response.content = marked.encode(response.charset)
