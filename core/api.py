"""What all JSON answers share: reading parameters strictly, answering with an ETag, to everybody.

Services and page types have APIs of their own; each refuses what it cannot mean with a reason,
because a parameter that is silently ignored returns rows nobody asked for.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import parse_etags

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MAX_AGE = 60
MOST_DIGITS = 6


class BadParameterError(ValueError):
    """A parameter that cannot be meant; the text says what is wrong with it."""


def known_only(query: QueryDict, once: Iterable[str], many: Iterable[str] = ()) -> None:
    """Raise `BadParameterError` for a parameter of another name, or for one of `once` given twice."""
    once = set(once)
    allowed = sorted(once.union(many))
    unknown = sorted(set(query) - set(allowed))
    if unknown:
        raise BadParameterError(
            f"unknown parameter {unknown[0][:40]!r}; there are {', '.join(allowed)}"
        )
    for name in sorted(once):
        if len(query.getlist(name)) > 1:
            raise BadParameterError(f"{name} may be given once")


def language(query: QueryDict) -> str:
    """The language asked for with `lang`, in whatever case (zh-Hans), Italian by default."""
    code = query.get("lang", settings.LANGUAGE_CODE).lower()
    if code not in dict(settings.LANGUAGES):
        raise BadParameterError(f"lang must be one of {', '.join(dict(settings.LANGUAGES))}")
    return code


def whole(query: QueryDict, name: str, *, default: int, most: int) -> int:
    """A number from 1 to `most`."""
    text = query.get(name, str(default))
    plain = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    if not plain or not 1 <= int(text) <= most:
        raise BadParameterError(f"{name} must be a number from 1 to {most}")
    return int(text)


def answer(request: HttpRequest, body: dict[str, Any], status: int = 200) -> HttpResponse:
    """JSON with an ETag, kept for a minute, readable from other sites."""
    text = json.dumps(body, ensure_ascii=False)
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
    held = parse_etags(request.headers.get("If-None-Match", ""))
    if status == 200 and any(each in {"*", etag, f"W/{etag}"} for each in held):
        response: HttpResponse = HttpResponse(status=304)
    else:
        response = HttpResponse(text, status=status, content_type="application/json; charset=utf-8")
    response["ETag"] = etag
    return open_to_all(response, kept=status == 200)


def open_to_all(response: HttpResponse, *, kept: bool = True) -> HttpResponse:
    """The response, readable from other sites; kept for a minute unless it is a refusal."""
    response["Cache-Control"] = f"public, max-age={MAX_AGE}" if kept else "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response


def refusal(request: HttpRequest, error: Exception | str, status: int = 400) -> HttpResponse:
    """Why a question is not answered."""
    return answer(request, {"error": str(error)}, status=status)
