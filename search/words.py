"""The synonyms of a language, from the glossary, the vocabularies and the editors' table."""

import time
from collections import defaultdict
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from core import locales
from core.search_entries import BROAD
from glossary.models import GlossaryTerm
from search.documents import about
from search.models import SynonymGroup
from search.synonyms import Synonyms
from taxonomy.models import TermLabel

STAMP_SECONDS = 60


def synonyms(language: str) -> Synonyms:
    """Groups of expressions for the index of a language, kept for a minute."""
    return _build(language, int(time.monotonic() // STAMP_SECONDS))


@lru_cache(maxsize=32)
def _build(language: str, _stamp: int) -> Synonyms:
    source = settings.LANGUAGE_CODE
    second = source if language != source else ""
    found = Synonyms()
    for group in _glossary_groups():
        found.add(group, language, second)
    labels: dict[int, list[tuple[str, str]]] = defaultdict(list)
    others: dict[int, list[tuple[str, str]]] = defaultdict(list)
    marks: dict[int, str] = {}
    rows = TermLabel.objects.filter(language__in={language, source}).values_list(
        "term_id", "term__vocabulary", "term__code", "language", "label", "alt_labels"
    )
    for term, vocabulary, name, code, label, words in rows:
        labels[term].append((code, label))
        others[term] += [(code, word) for word in words]
        if vocabulary in BROAD:
            marks[term] = about(vocabulary, name)
    for term, group in labels.items():
        found.lead_to(others[term], group, language, second, mark=marks.get(term, ""))
    for row in SynonymGroup.objects.filter(language=language):
        found.add([(language, line) for line in row.lines()], language, second)
    return found


def _glossary_groups() -> list[list[tuple[str, str]]]:
    """The words for each entry of the glossary: (language, expression)."""
    groups: dict[Any, list[tuple[str, str]]] = defaultdict(list)
    source = settings.LANGUAGE_CODE
    for row in GlossaryTerm.objects.all():
        try:
            code = locales.by_id(row.locale_id).language_code
        except KeyError:
            continue
        group = groups[row.translation_key]
        group.append((code, row.term))
        group.append((source, row.italian))
        if row.abbreviation:
            group += [(code, row.abbreviation), (source, row.abbreviation)]
    return list(groups.values())


@receiver([post_save, post_delete], dispatch_uid="search.words")
def forget(sender: type, **kwargs: Any) -> None:
    """Words changed: this process reads them again, the others within a minute."""
    if sender in {GlossaryTerm, TermLabel, SynonymGroup}:
        _build.cache_clear()
