"""Translations of demonstration content, by segments, through wagtail-localize."""

from typing import Any

import polib
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.models import (
    StringTranslation,
    TranslatableObject,
    Translation,
    TranslationLog,
    TranslationSource,
    get_schema_version,
)

from home.demo import files, publishing
from translations import store as segments


def strings_of(source: TranslationSource) -> list[str]:
    """The source's strings in reading order, each once."""
    return segments.Segments(source).strings()


def read_po(language: str, name: str) -> dict[str, str]:
    """msgid to msgstr; empty when there is no file."""
    path = files.po_path(language, name)
    if not path.exists():
        return {}
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr}


def read_all(language: str, names: tuple[str, ...]) -> dict[str, str]:
    """The translations of several files together."""
    found: dict[str, str] = {}
    for name in names:
        found |= read_po(language, name)
    return found


def write_po(language: str, names: tuple[str, ...], strings: list[str]) -> int:
    """Add strings to the last file named, keeping translations; returns how many are missing.

    A file that several objects share keeps what others need.
    """
    *others, name = names
    elsewhere = read_all(language, tuple(others))
    known = read_po(language, name)
    strings = [text for text in strings if text not in elsewhere]
    if others:
        strings = list(dict.fromkeys([*known, *strings]))
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


class Translator:
    """An object of the source language on its way into others."""

    def __init__(self, instance: Any, parents: publishing.Parents) -> None:
        """Hand the object over for translation and bring its strings up to date."""
        if isinstance(instance, Page):
            instance = instance.specific_class.objects.get(pk=instance.pk)
        self.source = _submit(instance)
        self.original = self.source.as_instance()
        segments.refresh(self.source, self.original)
        self.segments = segments.Segments(self.source)
        self.parents = parents

    def ask(self, locales: list[Locale]) -> None:
        """Note the languages wanted: one gets its page when its translation is complete."""
        known = set(self.source.translations.values_list("target_locale_id", flat=True))
        Translation.objects.bulk_create(
            Translation(source=self.source, target_locale=locale)
            for locale in locales
            if locale.pk not in known
        )

    @transaction.atomic
    def write(self, locale: Locale, known: dict[str, str]) -> None:
        """Write the object in a language and publish it, if no string lacks its translation."""
        if any(not known.get(text) for text in self.segments.strings()):
            return
        self._remember(locale, known)
        there = type(self.original).objects.filter(
            translation_key=self.original.translation_key, locale=locale
        )
        if self.segments.plain and not there.exists():
            values = self.segments.translated(known)
            revision = publishing.write(self.original, locale, values, self.parents)
            TranslationLog.objects.create(source=self.source, locale=locale, revision=revision)
            return
        drafts = isinstance(self.original, DraftStateMixin)
        target, _created = self.source.create_or_update_translation(
            locale, publish=not drafts, copy_parent_pages=True, fallback=True
        )
        if drafts:
            target.latest_revision.publish()

    def _remember(self, locale: Locale, known: dict[str, str]) -> None:
        """Keep the translation of each string where editors find it."""
        strings = [segment.string_id for segment in self.segments.texts]
        rows = StringTranslation.objects.filter(locale=locale, translation_of__in=strings)
        existing = {(row.translation_of_id, row.context_id): row for row in rows}
        fresh = {}
        for segment in self.segments.texts:
            data = known[segment.string.data]
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


def _submit(instance: Any) -> TranslationSource:
    """The record from which an object is translated, with the object as it stands now."""
    holder, _created = TranslatableObject.objects.get_or_create_from_instance(instance)
    source, _created = TranslationSource.objects.update_or_create(
        object=holder,
        locale=instance.locale,
        specific_content_type=ContentType.objects.get_for_model(type(instance)),
        defaults={
            "object_repr": str(instance)[:200],
            "content_json": segments.content_of(instance),
            "schema_version": get_schema_version(instance._meta.app_label),
            "last_updated_at": timezone.now(),
        },
    )
    return source
