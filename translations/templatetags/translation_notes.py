"""What readers are told about a translation that does not follow its source, or that a machine made.

{% stale_notice page frame %}     once, in the page's head: since when, and where the original is
{% stale_note block.id %}         at a part of the page: a block of a stream, or the name of a field
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language
from wagtail.models import Page

from core import frame as frames
from core import locales, reading
from core.templatetags.approdo import request_of
from translations import staleness
from translations.machine import shown
from translations.models import StaleText
from translations.partial import seconds
from translations.partial.seconds import Now

register = template.Library()
MANY = 8  # parts of a page that show the text of today
MANY_OF_MACHINE = 4  # where other parts carry a machine's mark as well: 15 KB hold no more
# Content path, locale, day.
Rows = list[tuple[str, int, datetime.datetime]]


@dataclass(frozen=True, slots=True)
class Stale:
    """A part that is behind: since when, and what it says today in a language the reader named."""

    day: datetime.datetime
    now: list[Now]


@register.inclusion_tag("components/stale_notice.html", takes_context=True)
def stale_notice(context: Context, page: Any, frame: frames.Frame | None = None) -> dict[str, Any]:
    """The notice of a page; nothing on pages of the source and on those in step. One query.

    Of a draft that is previewed it says what readers would be told, were it published now.

    It leads to the original; for readers who named further languages to the first of them whose
    translation follows the original wherever this one does not.
    """
    request = request_of(context)
    draft = bool(getattr(request, "is_preview", False))
    rows = _rows(page, draft=draft)
    behind = (
        {path: day for path, locale_id, day in rows if locale_id == page.locale_id} if rows else {}
    )
    if request is not None:
        request.machine_places = machine = _machine(page, draft=draft)
        request.stale_places = _places(page, behind, MANY_OF_MACHINE if machine else MANY)
    return {
        "day": min(behind.values(), default=None), "machine": bool(request and machine),
        **_better(frame, rows, set(behind)),
    }  # fmt: skip


def _better(frame: frames.Frame | None, rows: Rows, behind: set[str]) -> dict[str, Any]:
    """The language to read the page in, and its address there."""
    links = {link["code"]: link for link in frame.languages if link["exists"]} if frame else {}
    source = locales.source()
    for locale in [*reading.before_source(), source]:
        link = links.get(locale.language_code)
        if link and not any(pk == locale.pk and path in behind for path, pk, _day in rows):
            return {"url": link["url"], "other": link if locale.pk != source.pk else None}
    return {"url": ""}


@register.inclusion_tag("components/stale_note.html", takes_context=True)
def stale_note(context: Context, place: str) -> dict[str, Any]:
    """A line at a part whose original changed; nothing inside text of the source language."""
    if get_language() == locales.source().language_code:
        return {"day": None}
    places: dict[str, Stale] = getattr(request_of(context), "stale_places", {})
    found = places.get(str(place))
    machine = str(place) in getattr(request_of(context), "machine_places", set())
    if found is None:
        return {"day": None, "machine": machine}
    return {"day": found.day, "now": found.now, "machine": machine}


def _machine(page: Any, *, draft: bool) -> set[str]:
    return shown.places(page, draft=draft) if isinstance(page, Page) else set()


def _rows(page: Any, *, draft: bool) -> Rows:
    """Texts of the page that are behind, here and in the languages the reader prefers to the source."""
    if not isinstance(page, Page) or page.locale_id == locales.source().pk:
        return []
    wanted = [page.locale_id, *(locale.pk for locale in reading.before_source())]
    rows = StaleText.objects.filter(source_id=page.translation_key, locale_id__in=wanted)
    found = list(rows.values_list("path", "locale_id", "changed_on"))
    own = {path for path, locale_id, _day in found if draft and locale_id == page.locale_id}
    done = staleness.brought_up(page, own) if own else set()
    return [row for row in found if row[1] != page.locale_id or row[0] not in done]


def _places(page: Any, behind: dict[str, datetime.datetime], most: int) -> dict[str, Stale]:
    """Parts of a page (block keys of its streams, names of its fields) to the first change.

    A page that is behind at more than `most` parts is read better as a whole, in the language that its notice
    leads to: their texts would only make it heavy.
    """
    if not behind:
        return {}
    parts = {path.partition(".")[2].partition(".")[0] or path for path in behind}
    today = seconds.now_at(page.translation_key, behind) if len(parts) <= most else {}
    found: dict[str, Stale] = {}
    for path, day in behind.items():
        field, _dot, rest = path.partition(".")
        for part in (field, rest.partition(".")[0]):
            if part:
                known = found.get(part)
                lines = [today[path]] if path in today else []
                found[part] = Stale(
                    min(day, known.day) if known else day, [*known.now, *lines] if known else lines
                )
    return found
