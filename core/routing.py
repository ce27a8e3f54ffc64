"""From an address to its page: the home page of the language is in memory, the rest is two queries."""

import copy
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Site
from wagtail.views import serve as wagtail_serve

from core import frame, generation, locales

_homes: dict[tuple[str, str], tuple[tuple[int, int], Site | None, Any]] = {}


def _home(request: HttpRequest) -> tuple[Site | None, Any]:
    """The site of a request and its home page in the active language, kept until something moves."""
    code = locales.active().language_code
    stamp = generation.current()
    key = (request.get_host(), code)
    kept = _homes.get(key)
    if kept is None or kept[0] != stamp:
        if len(_homes) > MAX_HOMES:
            _homes.clear()
        site = Site.find_for_request(request)
        kept = (stamp, site, frame.home_of(site, code) if site else None)
        _homes[key] = kept
    return kept[1], kept[2]


MAX_HOMES = 64


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, handed the page it would have looked for step by step."""
    site, home = _home(request)
    if site is None or home is None:
        raise Http404
    request._wagtail_site = site  # type: ignore[attr-defined]
    parts = [part for part in path.split("/") if part]
    own = copy.copy(home) if parts else type(home).objects.get(pk=home.pk)
    request._wagtail_route_for_request = own.route(request, parts)  # type: ignore[attr-defined]
    response: HttpResponse = wagtail_serve(request, path)
    return response
