"""Notices that a result of a search was opened, from the page the browser says it came from.

The site's own Referrer-Policy lets browsers name the page before to the site itself. No link is
redirected, nothing is stored in the browser, and nothing of the reader is kept: the words of the
search are counted, once a page.
"""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from search import counting

OK = 200


class ClickMiddleware:
    """Counts a click for `q` when a page is opened from a page of results."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "GET" and response.status_code == OK:
            words = self.words_before(request)
            if words and response.get("Content-Type", "").startswith("text/html"):
                counting.opened(words, translation.get_language() or "")
        return response

    def words_before(self, request: HttpRequest) -> str:
        """What was looked for on the page before; empty when it was no search of this site."""
        try:
            before = urlsplit(request.headers.get("Referer", "")[:2000])
        except ValueError:
            return ""
        if before.netloc != request.get_host() or before.path.startswith("/admin/"):
            return ""
        if before.path == request.path:  # the next page of results, a filter, other words
            return ""
        return parse_qs(before.query).get("q", [""])[0]
