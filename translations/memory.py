"""The strings already translated, as wagtail-localize keeps them, for one page at a time."""

import uuid
from collections.abc import Iterable

from wagtail.models import Locale
from wagtail_localize.models import String, StringTranslation

from core import locales

# Language to (content path, string of the source) to how it was made: by a person or a machine.
Known = dict[int, dict[tuple[str, str], str]]


def known(key: uuid.UUID) -> Known:
    """What is translated of a page, in every language; one query."""
    rows = StringTranslation.objects.filter(context__object_id=key, has_error=False)
    found: Known = {}
    for locale_id, path, text, how in rows.values_list(
        "locale_id", "context__path", "translation_of__data", "translation_type"
    ):
        found.setdefault(locale_id, {})[path, text] = how
    return found


def carry(
    key: uuid.UUID, pairs: Iterable[tuple[str, str, str]], locale: Locale | None = None
) -> None:
    """For each (path, old, new): the translations of the old string hold for the new one.

    What is already translated anew stays. In one language, or in all.
    """
    moves = {(path, old): new for path, old, new in pairs if old and new}
    if not moves:
        return
    rows = StringTranslation.objects.filter(
        context__object_id=key, context__path__in={path for path, _old in moves}, has_error=False
    ).select_related("translation_of", "context")
    if locale is not None:
        rows = rows.filter(locale=locale)
    strings = _strings(set(moves.values()))
    there = {(row.locale_id, row.context_id, row.translation_of_id) for row in rows}
    fresh = {}
    for row in rows:
        new = moves.get((row.context.path, row.translation_of.data)) if row.context else None
        place = (row.locale_id, row.context_id, strings[new]) if new else None
        if place and place not in there:
            fresh[place] = StringTranslation(
                translation_of_id=place[2], locale_id=row.locale_id, context_id=row.context_id,
                data=row.data, translation_type=row.translation_type, tool_name=row.tool_name,
                last_translated_by_id=row.last_translated_by_id,
            )  # fmt: skip
    StringTranslation.objects.bulk_create(fresh.values())


def _strings(wanted: set[str]) -> dict[str, int]:
    """Strings of the source language to their keys; new ones are added."""
    locale = locales.source()
    hashes = {String._get_data_hash(text): text for text in sorted(wanted)}
    found = dict(
        String.objects.filter(locale=locale, data_hash__in=hashes).values_list("data", "pk")
    )
    fresh = [
        String(locale=locale, data=text, data_hash=digest)
        for digest, text in hashes.items()
        if text not in found
    ]
    return found | {row.data: row.pk for row in String.objects.bulk_create(fresh)}
