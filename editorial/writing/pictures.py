"""Pictures without words for whoever cannot see them, in the language of the page."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core import locales
from core.passages import Passage
from editorial.writing.issues import Issue, Kind

_FILE = re.compile(
    r"\S+\.(?:avif|gif|jpe?g|png|svg|webp)|(?:IMG|DSC|PXL)[\W_]?\d+\S*|\S*_\S*", re.IGNORECASE
)


def look(page: Any, passages: list[Passage]) -> Iterator[Issue]:
    """Alternative texts that are missing, left in the source language or names of files."""
    for passage in passages:
        if passage.name == "alt_text" and passage.beside.get("image"):
            if not passage.text.strip() and not passage.beside.get("decorative"):
                yield _missing(passage)
            elif _FILE.fullmatch(passage.text.strip()):
                yield _named(passage)
    if getattr(page, "hero_image_id", None):
        yield from _hero(page)


def _hero(page: Any) -> Iterator[Issue]:
    label = capfirst(str(page._meta.get_field("hero_alt").verbose_name))
    passage = Passage("hero_alt", (), "hero_alt", label, "hero_alt", page.hero_alt)
    if _FILE.fullmatch(page.hero_alt.strip()):
        yield _named(passage)
    elif not page.hero_alt.strip() and _says_something(page):
        yield _missing(passage)


def _says_something(page: Any) -> bool:
    """Whether the page in the source language says what its picture shows; one query."""
    source = locales.source().pk
    if page.locale_id == source:
        return False  # empty there, it only decorates
    rows = type(page).objects.filter(translation_key=page.translation_key, locale_id=source)
    return bool(rows.values_list("hero_alt", flat=True).first())


def _missing(passage: Passage) -> Issue:
    return Issue(
        Kind.PICTURE, passage, _("A picture without alternative text"),
        _("Say in this language what it shows, or mark it as decorative."),
    )  # fmt: skip


def _named(passage: Passage) -> Issue:
    return Issue(
        Kind.PICTURE, passage, _("The alternative text is the name of a file"),
        _("Say what the picture shows."), was=passage.text,
    )  # fmt: skip
