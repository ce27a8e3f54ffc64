"""Calls made for a test: one line says what matters, the rest is ordinary."""

import datetime as dt
from typing import Any

from django.http import QueryDict
from django.utils.text import slugify
from wagtail.models import Page

from core import locales
from directory.models import Organisation
from taxonomy.models import Language, Place, Term
from volunteering.finding import CallFilter, changed, find
from volunteering.finding.listing import CallListing
from volunteering.models import CallPage, CallSlot

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
CUNEO, BOVES, FOSSANO, TORINO, ROMA = "D205", "B101", "D742", "L219", "H501"


def index(language: str = "it") -> Any:
    """The page that lists the calls of a language."""
    return Page.objects.get(slug="volontariato", locale__language_code=language).specific


def nothing_else() -> None:
    """Take the calls of the demonstration off the lists."""
    CallPage.objects.update(live=False)
    changed()


def host(**values: Any) -> Organisation:
    """An organisation that insures its volunteers."""
    found = Organisation.objects.get(slug="ponte-di-voci", locale__language_code="it")
    for name, value in values.items():
        setattr(found, name, value)
    return found


def make(
    title: str,
    comune: str | None = CUNEO,
    *,
    slots: tuple[str, ...] = (),
    category: str = "events",
    open_to: tuple[str, ...] = (),
    languages: tuple[str, ...] = (),
    language: str = "it",
    **values: Any,
) -> CallPage:
    """A live call; `slots` are such as "5-morning" (0 is Monday)."""
    place = Place.objects.get(kind="comune", code=comune) if comune else None
    call = CallPage(
        title=title, slug=slugify(title), place=place,
        host=values.pop("host", None) or host(), insurance_confirmed=True, end_open=True,
        call_category=Term.objects.get(vocabulary="call-category", code=category),
        mode=values.pop("mode", "on-site" if comune else "remote"), **values,
    )  # fmt: skip
    rows = [CallSlot(weekday=int(slot[0]), part=slot[2:]) for slot in slots]
    setattr(call, "slots", rows)  # noqa: B010 (mypy takes the name for the class's)
    call.open_to = list(Term.objects.filter(vocabulary="open-to", code__in=open_to))
    call.languages_useful = list(Language.objects.filter(code__in=languages))
    index(language).add_child(instance=call)
    return call


def state(query: str) -> CallFilter:
    """The state that an address gives."""
    return CallFilter.from_query(QueryDict(query))


def titles(query: str, language: str = "it") -> list[str]:
    """The titles of the calls found, in order."""
    locale = locales.by_code(language)
    assert locale
    found = find(state(query), locale)
    names = dict(CallPage.objects.values_list("pk", "title"))
    return [names[match.call_id] for match in found]


def listing(query: str) -> CallListing:
    """The page of the Italian list that an address gives."""
    return CallListing(QueryDict(query), locales.source())
