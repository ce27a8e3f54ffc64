"""Sample contexts of the components of search (see component_samples)."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from core.listing import Chip
from search import asking
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
    near = found(language, where="Torino", km=12)
    here = found(language, where="Torino", km=0)
    shown = (checked, other, bare, near, here)
    return [{"found": each, "language": language} for each in shown]


def notes(request: HttpRequest) -> list[Sample]:
    """A place with several of its name, one that is none, or none; a date that is none."""
    unclear = asking.read(QueryDict("near=Xq<i>&from=1.2.2026"), "it")
    candidates = [Chip("Castro (BG)", "?near=C337"), Chip("Castro (LE)", "?near=M261")]
    return [
        {"asked": unclear, "candidates": candidates},
        {"asked": unclear, "candidates": []},
    ]


SAMPLES: Samples = {"found": results, "search_notes": notes}
