"""The JSON answers: `/api/search/` and the titles suggested while a reader types.

docs/features/search.md describes parameters and answers.
"""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import api, locales
from search import counting, highlight, service
from search.facets import BY_NAME
from search.feed import kinds
from search.listing import ask_from, for_engine

PARAMETERS = {"q", "lang", "page", "exact", *BY_NAME}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results of a search. 400 with the reason for parameters that make no sense."""
    try:
        language = _checked(request)
    except api.BadParameterError as error:
        return api.refusal(request, error)
    with translation.override(language):
        ask = ask_from(request.GET, language)
        answer = service.answer(for_engine(ask))
        if answer.failed:
            return api.refusal(request, _("The search is not available now."), status=503)
        counting.searched(answer.ask.text, language, answer.total)
        return api.answer(request, _body(request, answer))


def _checked(request: HttpRequest) -> str:
    """The language asked for. Raises `api.BadParameterError`."""
    api.known_only(request.GET, PARAMETERS)
    language = api.language(request.GET)
    api.whole(request.GET, "page", default=1, most=service.MAX_PAGE)
    rules = {
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
            raise api.BadParameterError(reason)
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
        return api.refusal(request, "lang is not a language of this site")
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
    return api.answer(request, {"suggestions": rows})
