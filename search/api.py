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
from search import asking, counting, groups, highlight, near, service
from search.asking import Asked
from search.facets import BY_NAME
from search.feed import kinds
from search.near import Circle

TYPED = {"q", "lang"}
SINGLE = {*TYPED, "page", "exact", "near", "km", "from", "to"}


class UnclearPlaceError(api.BadParameterError):
    """A place that cannot be told. `candidates` are those that may be meant: code and name."""

    def __init__(self, reason: str, candidates: list[dict[str, str]]) -> None:
        super().__init__(reason)
        self.candidates = candidates


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results of a search. 400 with the reason for parameters that make no sense."""
    try:
        asked = _checked(request)
    except UnclearPlaceError as error:
        body = {"error": str(error), "candidates": error.candidates}
        return api.answer(request, body, status=400)
    except api.BadParameterError as error:
        return api.refusal(request, error)
    language = asked.language
    with translation.override(language):
        answer = service.answer(asked.ask())
        if answer.failed:
            return api.refusal(request, _("The search is not available now."), status=503)
        counting.searched(answer.ask.text, language, answer.total)
        return api.answer(request, _body(request, answer, asked.circle))


def _checked(request: HttpRequest) -> Asked:
    """What is asked for. Raises `api.BadParameterError`."""
    api.known_only(request.GET, SINGLE, BY_NAME)
    language = api.language(request.GET)
    api.whole(request.GET, "page", default=1, most=service.MAX_PAGE)
    codes = dict(settings.LANGUAGES)
    rules = {
        f"q must have at most {service.MAX_LENGTH} characters": len(request.GET.get("q", ""))
        <= service.MAX_LENGTH,
        "exact must be 0 or 1": request.GET.get("exact", "0") in {"0", "1"},
        f"type must be one of {', '.join(kinds())}": set(request.GET.getlist("type"))
        <= set(kinds()),
        f"language must be one of {', '.join(codes)}": set(request.GET.getlist("language"))
        <= set(codes),
        f"a filter takes at most {service.MAX_VALUES} values": all(
            len(request.GET.getlist(name)) <= service.MAX_VALUES for name in BY_NAME
        ),
    }
    for name, facet in BY_NAME.items():
        if facet.groups and (given := set(request.GET.getlist(name))):
            known = facet.groups()
            rules[f"{name} must be one of {', '.join(known)}"] = given <= set(known)
    wanted_km = request.GET.get("km")
    distances = ", ".join(map(str, near.DISTANCES))
    rules |= {
        f"km must be one of {distances}": wanted_km in {None, *map(str, near.DISTANCES)},
        "km needs near: the name or code of a comune": wanted_km is None
        or bool(request.GET.get("near", "").strip()),
    }
    for reason, kept in rules.items():
        if not kept:
            raise api.BadParameterError(reason)
    asked = asking.read(request.GET, language)
    span = asked.span
    if span.bad:
        raise api.BadParameterError(f"{span.bad!r} is no date; write 2026-12-31")
    if span.first and span.last and (span.last - span.first).days >= groups.LONGEST_SPAN:
        raise api.BadParameterError(f"from and to may be {groups.LONGEST_SPAN} days apart at most")
    if request.GET.get("near") and asked.named.place is None:
        with translation.override(language):
            found = [
                {"code": place.code, "name": near.full_name(place)}
                for place in asked.named.candidates
            ]
        reason = "several places may be meant" if found else "no place is known"
        raise UnclearPlaceError(f"near: {reason} by {asked.place[:40]!r}", found)
    return asked


def _body(request: HttpRequest, answer: service.Answer, circle: Circle | None) -> dict[str, Any]:
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
            | ({"km": circle.km(found.places)} if circle else {})
            for found in answer.results
        ],
        "facets": answer.facets,
        "corrections": {**answer.let_go, **answer.corrections},
        "next": following,
    }


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Titles for the words typed so far: `{"suggestions": [{"title", "url", "lang"}]}`.

    Earlier searches that led somewhere come last; their `url` is a query of the search page.
    """
    try:
        api.known_only(request.GET, TYPED)
        code = api.language(request.GET)
    except api.BadParameterError as error:
        return api.refusal(request, error)
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
