"""Rows of a translated snippet, each once: in the active language, else in Italian."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from core import locales


def in_language(queryset: QuerySet) -> QuerySet:
    """One row a thing. `queryset` holds the rows that may be seen, in every language."""
    wanted, source = locales.active(), locales.source()
    if wanted == source:
        return queryset.filter(locale=source)
    translated = queryset.filter(locale=wanted, translation_key=OuterRef("translation_key"))
    return queryset.filter(Q(locale=wanted) | (Q(locale=source) & ~Exists(translated)))
