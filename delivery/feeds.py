"""Atom feeds and iCalendar files, per type and language, filtered by topic."""

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


def _rows(kind: str, request: HttpRequest) -> list[Any]:
    locale = locales.active()
    topic = request.GET.get("topic", "")
    found: list[Any] = []
    for model in pages.types_of(kind):
        rows = pages.public(model, locale.pk)
        if topic:
            rows = rows.filter(topics__code=topic).distinct()
        found += list(rows.order_by("-last_published_at")[:MAX_ITEMS])
    return found


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The latest pages of a kind, as Atom (RFC 4287). `?topic=` narrows it."""
    if kind not in FEED_KINDS:
        raise Http404
    locale = locales.active()
    shell = frame.shell(request, locale.language_code)
    model = pages.types_of(kind)[0]
    atom = Atom1Feed(
        title=f"{shell.site_name}: {model._meta.verbose_name_plural}",
        link=request.build_absolute_uri(shell.home_url),
        description=shell.tagline,
        language=locales.html_lang(locale.language_code),
        feed_url=request.build_absolute_uri(),
    )
    for page in _rows(kind, request):
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


def _calendar(rows: list[Any], request: HttpRequest) -> HttpResponse:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Approdo//calendar//IT")
    calendar.add("version", "2.0")
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
    """All dates of a kind of page: events, or deadlines of calls. `?topic=` narrows it."""
    if kind not in CALENDAR_KINDS:
        raise Http404
    return _calendar(_rows(kind, request), request)
