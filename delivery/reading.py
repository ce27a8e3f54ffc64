"""A reader's further languages: chosen on a page of their own, carried along from link to link.

No cookie, no storage, no script. Addresses without the parameter stay as they are: only the links
of a page that was asked for with it get it, in the finished HTML.
"""

import html
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from core import frame, locales, reading

Handler = Callable[[HttpRequest], HttpResponse]
_CODES = "|".join(re.escape(code) for code, _name in settings.LANGUAGES)
# Pages of the site, and other states of the same page; no files.
_PAGE = rf"(?:/(?:{_CODES})/[^\"?#.]*|(?=\?))"
LINK = re.compile(rf'(<a\b[^>]*?\shref=")({_PAGE})(\?[^"#]*)?(#[^"]*)?"', re.IGNORECASE)
FORM = re.compile(r"<form\b[^>]*>", re.IGNORECASE)
POST = re.compile(r'\smethod="post"', re.IGNORECASE)
TARGET = re.compile(rf'(\saction=")({_PAGE})(\?[^"#]*)?(#[^"]*)?"', re.IGNORECASE)


class SecondLanguagesMiddleware:
    """Reads `?also=` for the time of the answer, and adds it to the answer's links and forms."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        codes = reading.codes_in(request.GET.getlist(reading.PARAM))
        if not codes or not translation.get_language_from_path(request.path_info):
            return self.get_response(request)
        with reading.knowing(codes):
            response = self.get_response(request)
        match = request.resolver_match
        if match is not None and match.url_name == "reading":
            return response
        query = reading.as_query(codes)
        target = response.get("Location", "")
        if re.match(f"{_PAGE}.", f"{target} "):
            response["Location"] = with_query(target, query)
        elif response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            text = response.content.decode(response.charset)
            response.content = carried(text, query).encode(response.charset)
        return response


def with_query(url: str, query: str) -> str:
    """A path with one more parameter, before its anchor; untouched where it has it already."""
    path, hash_, anchor = url.partition("#")
    if f"{reading.PARAM}=" in path.partition("?")[2]:
        return url
    return f"{path}{'&' if '?' in path else '?'}{query}{hash_}{anchor}" if query else url


def carried(page: str, query: str) -> str:
    """The page with the parameter in all links and forms that lead to pages of the site."""

    def link(found: re.Match[str]) -> str:
        rest = "".join(found[place] or "" for place in (2, 3, 4))
        return f'{found[1]}{html.escape(with_query(html.unescape(rest), query))}"'

    def form(found: re.Match[str]) -> str:
        if POST.search(found[0]):
            return TARGET.sub(link, found[0])
        value = html.escape(query.partition("=")[2])
        return f'{found[0]}<input type="hidden" name="{reading.PARAM}" value="{value}">'

    return FORM.sub(form, LINK.sub(link, page))


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The form of a reader's further languages; sent, it leads back to where she was."""
    back = _own_page(request.GET.get("next", ""))
    codes = reading.codes_in(request.GET.getlist(reading.PARAM))
    here = locales.active().language_code
    if "set" in request.GET:
        chosen = tuple(code for code in codes if code != here)
        return HttpResponseRedirect(with_query(back or f"/{here}/", reading.as_query(chosen)))
    stated = [locale.language_code for locale in reading.seconds()]
    context = {
        "frame": frame.build(request),
        "back": back,
        "choices": [
            {
                "id": f"also-{place}",
                "value": stated[place] if place < len(stated) else "",
            }
            for place in range(reading.LONGEST)
        ],
        "others": [
            {
                "code": locale.language_code,
                "lang": locales.html_lang(locale.language_code),
                "name": locales.native_name(locale.language_code),
            }
            for locale in locales.all_locales()
            if locale.language_code != here
        ],
    }
    return render(request, "reading.html", context)


def _own_page(url: str) -> str:
    """The address if it is a page of the site in one of its languages, else nothing."""
    if len(url) > 2000 or not url_has_allowed_host_and_scheme(url, allowed_hosts=None):
        return ""
    path = urlsplit(url).path
    try:
        choice = reverse("reading")
    except NoReverseMatch:
        choice = ""
    code = translation.get_language_from_path(path)
    return url if code and path.startswith("/") and path != choice else ""
