"""Pages as small as they can be sent: no indents, brotli where the browser takes it.

A page of templates is full of indents that no reader sees. Words that people typed into a text
area keep theirs. The few pages that are heavy even so are packed harder, once for each version:
that takes twenty times as long and saves eight per cent, which a budget of 15 KB needs there.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

Handler = Callable[[HttpRequest], HttpResponse]
INDENTS = re.compile(rb"\s*\n\s*")
QUALITY = 7  # the fullest page in less than 1 ms; 9 saves nothing more and takes ten times as long
HEAVY = 8_400  # bytes of a page; with stylesheet and icon it comes near the budget
HARDER = 10
MOST_KEPT = 64  # packed pages in memory, some 50 KB each
MIN_BYTES = 500
TEXT_TYPES = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "image/svg+xml",
)


class CompactHtmlMiddleware:
    """Takes the indents out of pages, and sends text with brotli to browsers that accept it.

    Everybody else is served by Django's GZipMiddleware, which stands before this one.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kind = response.get("Content-Type", "")
        if response.streaming or response.has_header("Content-Encoding"):
            return response
        if kind.startswith("text/html"):
            response.content = compact(response.content)
        if not kind.startswith(TEXT_TYPES) or len(response.content) < MIN_BYTES:
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if "br" in request.headers.get("Accept-Encoding", ""):
            response.content = packed(response.content)
            response["Content-Encoding"] = "br"
            etag = response.get("ETag", "")
            if etag.startswith('"'):
                response["ETag"] = f"W/{etag}"  # the same page, other bytes
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
        return response


def packed(content: bytes) -> bytes:
    """The content as brotli."""
    found: bytes = brotli.compress(content, quality=QUALITY)
    return _packed_harder(content) if len(found) > HEAVY else found


@lru_cache(maxsize=MOST_KEPT)
def _packed_harder(content: bytes) -> bytes:
    found: bytes = brotli.compress(content, quality=HARDER)
    return found


def compact(html: bytes) -> bytes:
    """The page without indents and empty lines; untouched where white space is somebody's words."""
    if b"<textarea" in html or b"<pre" in html:
        return html
    return INDENTS.sub(b"\n", html)
