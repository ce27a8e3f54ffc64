"""Translations of demonstration content, by segments, through wagtail-localize."""

from typing import Any

import polib
from django.db import transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.demo import files


def strings_of(source: TranslationSource) -> list[str]:
    """The source's strings in reading order, each once."""
    rows = source.stringsegment_set.order_by("order").values_list("string__data", flat=True)
    return list(dict.fromkeys(rows))


def read_po(language: str, name: str) -> dict[str, str]:
    """msgid to msgstr; empty when there is no file."""
    path = files.po_path(language, name)
    if not path.exists():
        return {}
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr}


def write_po(language: str, name: str, strings: list[str]) -> int:
    """Add strings to a file, keeping translations that are there; returns how many are missing."""
    known = read_po(language, name)
    po = polib.POFile(wrapwidth=0)
    po.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    po.extend(polib.POEntry(msgid=text, msgstr=known.get(text, "")) for text in strings)
    path = files.po_path(language, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    po.save(str(path))
    return sum(1 for entry in po if not entry.msgstr)


def submit(instance: Any, locales: list[Locale]) -> TranslationSource:
    """Hand an object over for translation and bring its strings up to date.

    Only the records are made: a language gets its page when its translation is complete.
    """
    if isinstance(instance, Page):
        instance = instance.specific_class.objects.get(pk=instance.pk)
    source, created = TranslationSource.get_or_create_from_instance(instance)
    if not created:
        source.update_from_db()
    for locale in locales:
        Translation.objects.get_or_create(source=source, target_locale=locale)
    found: TranslationSource = source
    return found


@transaction.atomic
def translate(instance: Any, locale: Locale, strings: dict[str, str]) -> list[str]:
    """Write the translations of an object in a language and publish it.

    Returns the strings that have no translation; then nothing is published.
    """
    source = TranslationSource.objects.get_for_instance(instance)
    segments = list(source.stringsegment_set.select_related("string"))
    missing = [s.string.data for s in segments if not strings.get(s.string.data)]
    if missing:
        return missing
    existing = {
        (row.translation_of_id, row.context_id): row
        for row in StringTranslation.objects.filter(
            locale=locale, translation_of__in=[segment.string_id for segment in segments]
        )
    }
    fresh = {}
    for segment in segments:
        data = strings[segment.string.data]
        key = (segment.string_id, segment.context_id)
        row = existing.get(key)
        if row is None:
            fresh[key] = StringTranslation(
                translation_of_id=segment.string_id,
                locale=locale,
                context_id=segment.context_id,
                data=data,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
        elif row.data != data:
            row.data = data
            row.save()
    StringTranslation.objects.bulk_create(fresh.values())
    Translation.objects.get(source=source, target_locale=locale).save_target(publish=True)
    return []
