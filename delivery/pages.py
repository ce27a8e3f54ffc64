"""Public pages by their kind, for feeds, calendars and sitemaps."""

from typing import Any

from django.db.models import QuerySet

from core import access
from core.checks import page_types


def types_of(kind: str) -> list[Any]:
    """Page types whose `search_kind` is `kind`."""
    return [model for model in page_types() if kind and model.search_kind == kind]


def public(model: Any, locale_id: int) -> QuerySet:
    """Live, public, listed pages of a type in a language; never an alias of another language."""
    rows = access.public(model.objects.all()).filter(locale_id=locale_id, alias_of__isnull=True)
    listed: QuerySet = model.listed(rows)
    return listed
