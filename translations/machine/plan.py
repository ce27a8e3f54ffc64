"""What a machine would have to do, before it does it: sentences, words, characters, cost.

Only sentences without any translation count: what a person wrote, or a machine before, stays.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from core import locales
from glossary.models import GlossaryTerm
from translations import texts
from translations.editor import marks
from translations.models import Run, RunPart, TranslationState

MANY = 500  # keys in one statement
MOST_PAGES = 100  # of one go: the cost is computed while somebody waits


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of the source at its place."""

    key: uuid.UUID
    string_id: int
    context_id: int
    html: str


@dataclass(slots=True)
class Share(locales.InLanguage):
    """What is to do in one language. `remembered` sentences are known from memory or glossary."""

    locale: Locale
    pages: int = 0
    texts: int = 0
    words: int = 0
    characters: int = 0
    remembered: int = 0


@dataclass(slots=True)
class Plan:
    """What is to do in all languages; letters are those that are sent."""

    shares: list[Share] = field(default_factory=list)

    @property
    def texts(self) -> int:
        return sum(share.texts for share in self.shares)

    @property
    def words(self) -> int:
        return sum(share.words for share in self.shares)

    @property
    def characters(self) -> int:
        return sum(share.characters for share in self.shares)

    @property
    def remembered(self) -> int:
        return sum(share.remembered for share in self.shares)

    @property
    def cost(self) -> float | None:
        """In euros; nothing where the price of the service is not set."""
        price = float(settings.MACHINE_TRANSLATION_PRICE)
        return self.characters * price / 1_000_000 if price else None

    @property
    def planned(self) -> dict[int, int]:
        """Language to letters."""
        return {share.locale.pk: share.characters for share in self.shares}

    def over(self) -> str:
        """Which limit it breaks: "run", "month", or none."""
        if self.characters > settings.MACHINE_TRANSLATION_MOST_RUN:
            return "run"
        if self.characters > left_this_month():
            return "month"
        return ""


def left_this_month() -> int:
    """Letters that may still be sent this month; those of runs under way count as sent."""
    start = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    parts = RunPart.objects.filter(run__kind=Run.Kind.MACHINE, run__created_at__gte=start)
    sent = parts.aggregate(sum=Sum("characters"))["sum"] or 0
    still = parts.filter(state__in=RunPart.OPEN)
    sums = still.aggregate(planned=Sum("planned"), sent=Sum("characters"))
    coming = max(0, (sums["planned"] or 0) - (sums["sent"] or 0))
    return max(0, int(settings.MACHINE_TRANSLATION_MOST_MONTH) - sent - coming)


def of(cells: QuerySet[TranslationState]) -> Plan:
    """The plan for cells of the matrix that have a page; a few queries for each language."""
    keys: dict[int, list[uuid.UUID]] = {}
    for locale_id, key in cells.order_by().values_list("locale_id", "source_id"):
        keys.setdefault(locale_id, []).append(key)
    known = pieces({key for some in keys.values() for key in some})
    wanted = [locale for locale in locales.all_locales() if locale.pk in keys]
    return Plan([share(locale, keys[locale.pk], known) for locale in wanted])


def share(locale: Locale, keys: list[uuid.UUID], known: list[Piece] | None = None) -> Share:
    """What is to do in one language on the pages of these translation keys."""
    found = waiting(locale, keys, known)
    ready = remembered(locale, found)
    fresh = [piece for piece in found if piece not in ready]
    return Share(
        locale=locale, pages=len({piece.key for piece in found}), texts=len(found),
        words=texts.words(piece.html for piece in found),
        characters=sum(len(piece.html) for piece in fresh), remembered=len(ready),
    )  # fmt: skip


def waiting(
    locale: Locale, keys: Iterable[uuid.UUID], known: list[Piece] | None = None
) -> list[Piece]:
    """Sentences of these pages that have no translation into a language."""
    keys = set(keys)
    found = [piece for piece in (pieces(keys) if known is None else known) if piece.key in keys]
    there: set[tuple[int, int]] = set()
    for some in _portions(keys):
        rows = StringTranslation.objects.filter(context__object_id__in=some, locale=locale)
        there.update(
            (string, context)
            for string, context in rows.values_list("translation_of_id", "context_id")
            if context is not None
        )
    return [piece for piece in found if (piece.string_id, piece.context_id) not in there]


def pieces(keys: Iterable[uuid.UUID]) -> list[Piece]:
    """The sentences of pages, each place once."""
    found: dict[Piece, None] = {}
    for some in _portions(keys):
        rows = StringSegment.objects.filter(
            source__object_id__in=some, source__locale=locales.source()
        ).order_by("source_id", "order")
        for row in rows.values_list("source__object_id", "string_id", "context_id", "string__data"):
            found[Piece(*row)] = None
    return list(found)


def remembered(locale: Locale, wanted: list[Piece]) -> dict[Piece, str]:
    """What a person translated elsewhere, word for word, and sentences that are a glossary's entry."""
    memory: dict[int, str] = {}
    for some in _portions({piece.string_id for piece in wanted}):
        rows = StringTranslation.objects.filter(
            translation_of_id__in=some, locale=locale, has_error=False,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        ).order_by("updated_at")  # fmt: skip
        memory.update(rows.values_list("translation_of_id", "data"))
    terms = {
        italian.casefold(): term
        for italian, term in GlossaryTerm.objects.filter(locale=locale).values_list(
            "italian", "term"
        )
        if italian and term
    }
    found: dict[Piece, str] = {}
    for piece in wanted:
        text, own = marks.read(piece.html)
        if piece.string_id in memory:
            found[piece] = memory[piece.string_id]
        elif not own.names and text.casefold() in terms:
            found[piece] = marks.write(terms[text.casefold()], own)
    return found


def _portions(keys: Iterable[Any]) -> Iterable[list[Any]]:
    every = list(keys)
    for start in range(0, len(every), MANY):
        yield every[start : start + MANY]
