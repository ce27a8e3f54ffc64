"""Atom feeds and iCalendar files, per type and language, with the filters of the list."""

from typing import Any

import icalendar
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe
from wagtail.models import Page

from core import access, frame, locales
from delivery import pages

FEED_KINDS = {"news", "event", "project", "call", "guide", "resource"}
CALENDAR_KINDS = {"event", "call"}
MAX_ITEMS = 30
MAX_DATES = 200


def _rows(kind: str, request: HttpRequest, most: int = MAX_ITEMS) -> tuple[list[Any], str]:
    """The latest pages of a kind that the filters leave, and what they are called in words."""
    locale = locales.active()
    found: list[Any] = []
    names = []
    for model in pages.types_of(kind):
        rows, words = model.followed(pages.public(model, locale.pk), request.GET)
        found += list(rows.order_by("-last_published_at")[:most])
        names.append(f"{model._meta.verbose_name_plural}{' – ' if words else ''}{words}")
    return found, names[0]


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The latest pages of a kind, as Atom (RFC 4287). Filters narrow it as they do the list."""
    if kind not in FEED_KINDS:
        raise Http404
    locale = locales.active()
    shell = frame.shell(request, locale.language_code)
    rows, name = _rows(kind, request)
    atom = Atom1Feed(
        title=f"{shell.site_name}: {name}",
        link=request.build_absolute_uri(shell.home_url),
        description=shell.tagline,
        language=locales.html_lang(locale.language_code),
        feed_url=request.build_absolute_uri(),
    )
    for page in rows:
        moment = getattr(page, "published_on", None) or page.first_published_at
        atom.add_item(
            title=page.title,
            link=page.get_full_url(request),
            description=strip_tags(page.description),
            unique_id=f"urn:uuid:{page.translation_key}-{locale.language_code}",
            pubdate=moment,
            updateddate=page.last_published_at,
        )
    return HttpResponse(
        atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _calendar(rows: list[Any], request: HttpRequest, name: str = "") -> HttpResponse:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Approdo//calendar//IT")
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", name)
    for page in rows:
        for number, entry in enumerate(page.calendar_entries()):
            event = icalendar.Event()
            event.add("uid", f"{page.translation_key}-{number}@{request.get_host()}")
            event.add("dtstamp", page.last_published_at or timezone.now())
            event.add("dtstart", entry["start"])
            if entry["end"]:
                event.add("dtend", entry["end"])
            event.add("summary", entry["summary"])
            if entry["location"]:
                event.add("location", entry["location"])
            event.add("url", page.get_full_url(request))
            calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="approdo.ics"'
    return response


@require_safe
def page_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates of one page, as iCalendar (RFC 5545)."""
    page = access.public(Page.objects.filter(pk=pk)).first()
    specific = page.specific if page else None
    if specific is None or not specific.calendar_entries():
        raise Http404
    return _calendar([specific], request)


@require_safe
def kind_calendar(request: HttpRequest, kind: str) -> HttpResponse:
    """All dates of a kind of page: events, or deadlines of calls. Filters narrow it as the list."""
    if kind not in CALENDAR_KINDS:
        raise Http404
    rows, name = _rows(kind, request, MAX_DATES)
    return _calendar(rows, request, name)
