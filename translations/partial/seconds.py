"""What a page's other translations say today, for readers who named further languages.

Only what is published is told: the texts of the live page of a language, without those that its
own source has changed since. Asked for readers who named languages alone; four queries at most
beside those of pages read for the first time.
"""

import uuid
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Locale, Page

from core import access, locales, reading
from translations import texts
from translations.models import SourceText, StaleText
from translations.partial.marking import Instead, Language
from translations.texts import Texts

MOST_KEPT = 200
# The texts of a published version never change; the latest read are kept.
_kept: OrderedDict[tuple[int, int | None], Texts] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Said:
    """The texts of a page in one language, without those that are out of date."""

    locale: Locale
    texts: Texts
    url: str


def language_of(locale: Locale) -> Language:
    """A language as readers are told of it."""
    code = locale.language_code
    return Language(locales.html_lang(code), locales.direction(code), locales.native_name(code))


def said(key: uuid.UUID, wanted: Iterable[Locale]) -> list[Said]:
    """What the live translations of a page say in these languages, in their order."""
    order = {locale.pk: locale for locale in wanted}
    if not order:
        return []
    rows = access.public(Page.objects.filter(translation_key=key, alias_of=None))
    pages = {row.locale_id: row for row in rows.filter(locale_id__in=order)}
    stale = StaleText.objects.filter(source_id=key, locale_id__in=order)
    old = set(stale.values_list("locale_id", "path"))
    return [
        Said(
            locale,
            {path: t for path, t in _texts(pages[pk]).items() if (pk, path) not in old},
            pages[pk].get_url() or "",
        )
        for pk, locale in order.items()
        if pk in pages
    ]


def _texts(page: Page) -> Texts:
    version = (page.pk, page.live_revision_id)
    if version not in _kept:
        _kept[version] = texts.of(page.specific)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    _kept.move_to_end(version)
    return _kept[version]


def instead(page: Page) -> dict[str, Instead]:
    """Plain sentence of the source to what readers get in its place, in their next language."""
    wanted = reading.before_source()
    if not wanted:
        return {}
    held = SourceText.objects.filter(source_id=page.translation_key).first()
    found: dict[str, Instead] = {}
    for other in said(page.translation_key, wanted) if held else ():
        for path, originals in held.texts.items() if held else ():
            there = other.texts.get(path, [])
            if len(there) != len(originals):
                continue
            for original, text in zip(originals, there, strict=True):
                plain = texts.plain(original)
                if plain not in found and texts.plain(text) != plain:
                    found[plain] = Instead(original, text, language_of(other.locale))
    return found


@dataclass(frozen=True, slots=True)
class Now:
    """What stands today at a part of a page, in a language the reader named."""

    language: Language
    lines: list[str]


def now_at(key: uuid.UUID, paths: Iterable[str]) -> dict[str, Now]:
    """Path to what it says today in the first of the reader's languages that follows the source."""
    named = reading.seconds()
    if not named:
        return {}
    found: dict[str, Now] = {}
    everything = said(key, named)
    for path in paths:
        for other in everything:
            lines = [line for line in map(texts.plain, other.texts.get(path, [])) if line]
            if lines:
                found[path] = Now(language_of(other.locale), lines)
                break
    return found
