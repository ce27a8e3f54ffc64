"""Languages that a reader knows besides that of the address: `?also=en,it`, best first.

They stand in the address and nowhere else, so nothing is kept of a reader and caches tell the answers
apart. `delivery.reading` reads them for a request and carries them along; what is missing in the
language of the address is then looked for in these, and in the source language at last. Without
them every function here answers as if there were no such thing and asks nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from asgiref.local import Local
from django.conf import settings
from django.db.models import Case, Q, QuerySet, Value, When
from wagtail.models import Locale, Page

from core import access, locales, tree

PARAM = "also"
LONGEST = 3
_state = Local()


def codes_in(values: Iterable[str]) -> tuple[str, ...]:
    """The languages of the site among values such as "en,it" or "en", each once, at most three."""
    known = {code for code, _name in settings.LANGUAGES}
    named = [code.strip().lower() for value in values for code in value[:80].split(",")]
    return tuple(dict.fromkeys(code for code in named if code in known))[:LONGEST]


def as_query(codes: Iterable[str]) -> str:
    """The parameter as addresses carry it; empty without languages."""
    joined = ",".join(codes)
    return f"{PARAM}={joined}" if joined else ""


@contextmanager
def knowing(codes: tuple[str, ...]) -> Iterator[None]:
    """What follows is read by somebody who knows these languages as well."""
    before = stated()
    _state.codes = codes
    try:
        yield
    finally:
        _state.codes = before


def stated() -> tuple[str, ...]:
    """The languages of the address's parameter, as they stand there."""
    found: tuple[str, ...] = getattr(_state, "codes", ())
    return found


def seconds() -> list[Locale]:
    """The locales that the reader named, without that of the page, best first."""
    if not stated():
        return []
    here = locales.active()
    found = [locales.by_code(code) for code in stated()]
    return [locale for locale in found if locale is not None and locale.pk != here.pk]


def before_source() -> list[Locale]:
    """Those of `seconds` that the reader prefers to the source language, where all texts are."""
    source, found = locales.source().pk, []
    for locale in seconds():
        if locale.pk == source:
            break
        found.append(locale)
    return found if locales.active().pk != source else []


def ranks() -> dict[int, int]:
    """Locale to its place in the reader's order: the active one first, the source at last."""
    order = [locales.active(), *before_source(), locales.source()]
    return {locale.pk: place for place, locale in reversed(list(enumerate(order)))}


# Lists -------------------------------------------------------------------------------------------


def below(queryset: Any, page: Page) -> Any:
    """Pages of `queryset` below `page`; those missing there from below its translations.

    One query more for readers who named languages, none for the others.
    """
    return _with_seconds(queryset, page, tree.below)


def children(queryset: Any, page: Page) -> Any:
    """Pages of `queryset` directly below `page`, in the order of the tree; the same for those missing."""
    return _with_seconds(queryset, page, tree.children)


def _with_seconds(queryset: Any, page: Page, step: Any) -> Any:
    if not seconds():
        return step(queryset, page)
    everything = access.public(Page.objects.all())
    wanted, taken = Q(), Q()
    for parent in [page, *others(page)]:
        there = step(everything, parent).order_by()
        own = Q(pk__in=there.values("pk"))
        wanted |= own & ~taken if taken else own
        taken |= Q(translation_key__in=there.values("translation_key"))
    return own_first(queryset.filter(wanted), ["path"] if step is tree.children else [])


def others(page: Page) -> list[Page]:
    """The live translations of a page in the languages the reader named, best first."""
    kept: list[Page] | None = getattr(page, "_reading_others", None)
    if kept is None:
        order = {locale.pk: place for place, locale in enumerate(seconds())}
        rows = access.public(Page.objects.filter(translation_key=page.translation_key))
        found = rows.filter(locale_id__in=order, alias_of__isnull=True)
        kept = sorted(found, key=lambda row: order[row.locale_id])
        page._reading_others = kept  # type: ignore[attr-defined]
    return kept


def in_language(queryset: Any, locale_id: int, among: Iterable[Locale] | None = None) -> Any:
    """Rows of `queryset` (all pages or snippets of a kind that readers may see) in a language;
    those missing in it in the languages the reader named, or only in those of them in `among`.
    """
    wanted = Q(locale_id=locale_id)
    taken = [locale_id]
    everything = queryset.order_by()
    for locale in seconds() if among is None else among:
        keys = everything.filter(locale_id__in=list(taken)).values("translation_key")
        wanted |= Q(locale_id=locale.pk) & ~Q(translation_key__in=keys)
        taken.append(locale.pk)
    return queryset.filter(wanted)


def own_first(queryset: QuerySet, order: Iterable[Any] = ()) -> QuerySet:
    """The list with pages in the language of the address first, then the reader's others in turn."""
    if not seconds():
        return queryset
    places = [locales.active(), *seconds()]
    cases = [When(locale_id=locale.pk, then=Value(n)) for n, locale in enumerate(places)]
    return queryset.order_by(Case(*cases, default=Value(len(places))), *order)
