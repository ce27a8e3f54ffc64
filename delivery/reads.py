"""Counts that a page was opened, after the answer is made: `core.reads` adds it up.

Left out: whatever is no page that a reader opened (errors, redirects, files, HEAD, pages that a
browser fetches in advance), signed-in editors, and programs that say they are one. The words by
which a program gives itself away are looked at and forgotten.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core import reads
from delivery.middleware import has_session

Handler = Callable[[HttpRequest], HttpResponse]
READ = frozenset({200, 304})
# Crawlers, previews of links, monitors, libraries; a browser always names itself.
ROBOT = re.compile(
    r"bot\b|bot[/_-]|crawl|spider|slurp|archiver|facebookexternalhit|whatsapp|telegram|preview|monitor"
    r"|uptime|headless|lighthouse|curl|wget|python|java/|go-http|okhttp|libwww|httpclient|axios|node-fetch"
    r"|feed|scan|^$",
    re.IGNORECASE,
)
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


class ReadsMiddleware:
    """Stands inside of what answers 304, so that pages a browser already holds are counted too."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_read(request, response):
            page = request._wagtail_route_for_request.page  # type: ignore[attr-defined]
            reads.opened(page.translation_key, page.locale_id)
        return response


def is_read(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a reader opened a page of the site."""
    return (
        request.method == "GET"
        and response.status_code in READ
        and response.get("Content-Type", "text/html").startswith("text/html")
        and getattr(request, "_wagtail_route_for_request", None) is not None
        and not getattr(request, "is_preview", False)
        and not has_session(request)
        and not any(
            word in request.headers.get(name, "").lower()
            for name in AHEAD
            for word in ("prefetch", "prerender", "preview")
        )
        and not ROBOT.search(request.headers.get("User-Agent", ""))
    )
