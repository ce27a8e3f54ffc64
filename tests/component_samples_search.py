"""Sample contexts of the components of search (see component_samples)."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from search.highlight import Piece
from search.service import Found
from tests.component_samples import Sample, Samples


def found(language: str, **values: Any) -> Found:
    """A result in a language, with a word to mark and one to escape."""
    return Found(
        key="page:1", kind="guide", language=language, url="/it/guide/",
        title=[Piece("Il ", marked=False), Piece("permesso", marked=True)],
        snippet=[Piece("Prima <di> tutto il ", marked=False), Piece("permesso", marked=True)],
        languages=[language], **values,
    )  # fmt: skip


def results(request: HttpRequest) -> list[Sample]:
    """In the reader's language and checked, in another one, and without a snippet."""
    language = get_language() or "it"
    checked = found(language, verified_on=dt.date(2026, 11, 3))
    other = found("uk" if language != "uk" else "it")
    bare = Found("term:1", "term", language, "/it/glossario/", [Piece("x", marked=False)], [], [])
    return [{"found": each, "language": language} for each in (checked, other, bare)]


SAMPLES: Samples = {"found": results}
