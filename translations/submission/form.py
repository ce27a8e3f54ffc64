"""What the form that asks for translations shows: languages, and how much work each is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from wagtail.models import Locale, Page

from core import locales
from translations import states
from translations.models import State, TranslationState


@dataclass(frozen=True, slots=True, kw_only=True)
class Language(locales.InLanguage):
    """A language of the form. `there`: the page has a version in it. `below` pages lack one, with
    `words_below` words."""

    locale: Locale
    there: bool
    texts: int
    words: int
    below: int
    words_below: int


def languages(page: Page) -> list[Language]:
    """All languages that are translated into; two queries, three for a page with others below."""
    there = versions(page)
    own = {
        cell.locale_id: cell
        for cell in TranslationState.objects.filter(source_id=page.translation_key)
    }
    below: dict[int, dict[str, Any]] = {}
    if page.numchild:
        found = TranslationState.objects.filter(
            source__page__path__startswith=page.path, state=State.MISSING, source__live=True
        ).exclude(source_id=page.translation_key)
        sums = found.order_by().values("locale_id")
        for row in sums.annotate(pages=Count("pk"), words=Sum("words_todo")):
            below[row["locale_id"]] = dict(row)
    return [
        Language(
            locale=locale, there=locale.pk in there,
            texts=own[locale.pk].missing_segments if locale.pk in own else 0,
            words=own[locale.pk].words_todo if locale.pk in own else 0,
            below=below.get(locale.pk, {}).get("pages", 0),
            words_below=below.get(locale.pk, {}).get("words", 0) or 0,
        )
        for locale in states.targets()
    ]  # fmt: skip


def versions(page: Page) -> set[int]:
    """Languages that have a version of the page, mirrors not counted."""
    rows = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
    return set(rows.values_list("locale_id", flat=True))
