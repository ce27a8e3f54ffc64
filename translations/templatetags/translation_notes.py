"""What readers are told about a translation that does not follow its source.

{% stale_notice page frame %}     once, in the page's head: since when, and where the original is
{% stale_note block.id %}         at a part of the page: a block of a stream, or the name of a field
"""

import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language
from wagtail.models import Page

from core import frame as frames
from core import locales
from core.templatetags.approdo import request_of
from translations.models import StaleText

register = template.Library()


@register.inclusion_tag("components/stale_notice.html", takes_context=True)
def stale_notice(context: Context, page: Any, frame: frames.Frame | None = None) -> dict[str, Any]:
    """The notice of a page; nothing on pages of the source and on those in step. One query."""
    places = _places(page)
    request = request_of(context)
    if request is not None:
        request.stale_places = places
    source = locales.html_lang(locales.source().language_code)
    links = frame.languages if frame else []
    return {
        "day": min(places.values(), default=None),
        "url": next((link["url"] for link in links if link["lang"] == source), ""),
    }


@register.inclusion_tag("components/stale_note.html", takes_context=True)
def stale_note(context: Context, place: str) -> dict[str, Any]:
    """A line at a part whose original changed; nothing inside text of the source language."""
    if get_language() == locales.source().language_code:
        return {"day": None}
    places: dict[str, datetime.datetime] = getattr(request_of(context), "stale_places", {})
    return {"day": places.get(str(place))}


def _places(page: Any) -> dict[str, datetime.datetime]:
    """Parts of a page (block keys of its streams, names of its fields) to the first change."""
    if not isinstance(page, Page) or page.locale_id == locales.source().pk:
        return {}
    rows = StaleText.objects.filter(source_id=page.translation_key, locale_id=page.locale_id)
    found: dict[str, datetime.datetime] = {}
    for path, day in rows.values_list("path", "changed_on"):
        field, _dot, rest = path.partition(".")
        for part in (field, rest.partition(".")[0]):
            if part:
                found[part] = min(day, found.get(part, day))
    return found
