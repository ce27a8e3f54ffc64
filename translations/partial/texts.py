"""Which published translations say something in the language of their source, and what."""

from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

from core import generation, locales
from translations import texts
from translations.editor import marks
from translations.models import PartialTranslation

_kept: dict[str, tuple[tuple[int, int], frozenset[int]]] = {}


def is_partial(page: Page) -> bool:
    """Whether a live translation is incomplete; one query for all pages after the site changed."""
    if page.locale_id == locales.source().pk:
        return False
    stamp = generation.current()
    held = _kept.get("pages")
    if held is None or held[0] != stamp:
        keys = PartialTranslation.objects.values_list("page_id", flat=True)
        held = _kept["pages"] = stamp, frozenset(keys)
    return page.pk in held[1]


def of(page: Page) -> list[str]:
    """The sentences of an incomplete page."""
    row = PartialTranslation.objects.filter(pk=page.pk).first()
    return row.sentences if row else []


def note(page: Page) -> list[str]:
    """Write down what a published translation says in the source's language; the sentences.

    A sentence that its translator left as it is (a name, a number) is translated.
    """
    pieces = StringSegment.objects.filter(
        source__object_id=page.translation_key, source__locale=locales.source()
    ).order_by("order")
    same = {
        (path, source)
        for path, source, text in StringTranslation.objects.filter(
            context__object_id=page.translation_key, locale_id=page.locale_id, has_error=False
        ).values_list("context__path", "translation_of__data", "data")
        if marks.plain(text) == marks.plain(source)
    }
    said = texts.of(page.specific)
    places: dict[str, int] = {}
    found = []
    for path, source in pieces.values_list("context__path", "string__data"):
        place = places[path] = places.get(path, -1) + 1
        there = said.get(path, [])
        if place >= len(there) or (path, source) in same:
            continue
        if marks.plain(there[place]) == marks.plain(source):
            found.append(marks.plain(source))
    if found:
        PartialTranslation.objects.update_or_create(page=page, defaults={"sentences": found})
    else:
        PartialTranslation.objects.filter(page=page).delete()
    generation.bump()
    return found
