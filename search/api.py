"""The JSON answers: `/api/search/` and the titles suggested while a reader types.

docs/features/search.md describes parameters and answers.
"""

import hashlib
import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import locales
from search import counting, highlight, service
from search.facets import BY_NAME
from search.feed import kinds
from search.listing import ask_from, for_engine

PARAMETERS = {"q", "lang", "page", "exact", *BY_NAME}
MAX_AGE = 60
MOST_DIGITS = 4


class BadParameterError(ValueError):
    """A parameter that cannot be meant; the text says what is wrong with it."""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results of a search. 400 with the reason for parameters that make no sense."""
    try:
        language = _checked(request)
    except BadParameterError as error:
        return _json(request, {"error": str(error)}, status=400)
    with translation.override(language):
        ask = ask_from(request.GET, language)
        answer = service.answer(for_engine(ask))
        if answer.failed:
            return _json(request, {"error": _("The search is not available now.")}, status=503)
        counting.searched(answer.ask.text, language, answer.total)
        return _json(request, _body(request, answer))


def _checked(request: HttpRequest) -> str:
    """The language asked for. Raises `BadParameterError`."""
    unknown = sorted(set(request.GET) - PARAMETERS)
    if unknown:
        names = ", ".join(sorted(PARAMETERS))
        raise BadParameterError(f"unknown parameter {unknown[0][:40]!r}; there are {names}")
    language = request.GET.get("lang", settings.LANGUAGE_CODE)
    page = request.GET.get("page", "1")
    whole = page.isascii() and page.isdigit() and len(page) <= MOST_DIGITS
    rules = {
        f"lang must be one of {', '.join(dict(settings.LANGUAGES))}": language
        in dict(settings.LANGUAGES),
        f"page must be a number from 1 to {service.MAX_PAGE}": whole
        and 1 <= int(page) <= service.MAX_PAGE,
        f"q must have at most {service.MAX_LENGTH} characters": len(request.GET.get("q", ""))
        <= service.MAX_LENGTH,
        "exact must be 0 or 1": request.GET.get("exact", "0") in {"0", "1"},
        f"type must be one of {', '.join(kinds())}": set(request.GET.getlist("type"))
        <= set(kinds()),
        f"a filter takes at most {service.MAX_VALUES} values": all(
            len(request.GET.getlist(name)) <= service.MAX_VALUES for name in BY_NAME
        ),
    }
    for reason, kept in rules.items():
        if not kept:
            raise BadParameterError(reason)
    return language


def _body(request: HttpRequest, answer: service.Answer) -> dict[str, Any]:
    following = None
    if answer.ask.page < answer.pages:
        query = request.GET.copy()
        query["page"] = str(answer.ask.page + 1)
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {
        "total": answer.total,
        "results": [
            {
                "id": found.key,
                "url": request.build_absolute_uri(found.url),
                "title": "".join(piece.text for piece in found.title),
                "lang": locales.html_lang(found.language),
                "type": found.kind,
                "highlight": highlight.html(found.snippet),
            }
            for found in answer.results
        ],
        "facets": answer.facets,
        "corrections": dict(answer.corrections),
        "next": following,
    }


@require_safe
def suggest(request: HttpRequest, language: str = "") -> HttpResponse:
    """Titles for the words typed so far: `{"suggestions": [{"title", "url", "lang"}]}`.

    Earlier searches that led somewhere come last; their `url` is a query of the search page.
    """
    code = language or request.GET.get("lang", settings.LANGUAGE_CODE)
    if code not in dict(settings.LANGUAGES):
        return _json(request, {"error": "lang is not a language of this site"}, status=400)
    found = service.suggest(request.GET.get("q", ""), code)
    rows = [
        {
            "title": "".join(piece.text for piece in each.title),
            "url": each.url,
            "lang": locales.html_lang(each.language),
        }
        for each in found
    ]
    rows += [
        {"title": words, "url": "?" + urlencode({"q": words}), "lang": locales.html_lang(code)}
        for words in counting.successful(request.GET.get("q", ""), code)
    ]
    return _json(request, {"suggestions": rows})


def _json(request: HttpRequest, body: dict[str, Any], status: int = 200) -> HttpResponse:
    """JSON with an ETag, kept for a minute, readable from other sites."""
    text = json.dumps(body, ensure_ascii=False)
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
    if status == 200 and request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponse(status=304)
    else:
        response = HttpResponse(text, status=status, content_type="application/json; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={MAX_AGE}" if status == 200 else "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response
