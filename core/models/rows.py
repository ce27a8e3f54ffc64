"""Terms and rows of a page, each set read with one query; drafts answer from memory.

Who reads many pages asks for `read_ahead` of their type first, and none of them asks again.
"""

from typing import Any

from django.db import models
from django.db.models import Value
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page

from taxonomy import labels
from taxonomy.models import Term


def term_fields(model: type[Page]) -> list[ParentalManyToManyField]:
    """The vocabulary fields of a page type."""
    return [
        field
        for field in model._meta.get_fields()
        if isinstance(field, ParentalManyToManyField) and field.related_model is Term
    ]


def terms_of(page: Any) -> dict[str, list[Term]]:
    """All terms of a page by field. Drafts and previews answer from memory, pages with one query."""
    fields = term_fields(type(page))
    if all(_is_prefetched(page, field.name) for field in fields):
        # A manager for each of a dozen fields costs more than what it would answer.
        read = page._prefetched_objects_cache
        return {field.name: labels.terms(term.pk for term in read[field.name]) for field in fields}
    drafted = getattr(page, "_cluster_related_objects", {})
    if page.pk is None or any(field.name in drafted for field in fields):
        return {field.name: list(getattr(page, field.name).all()) for field in fields}
    queries = [
        field.remote_field.through.objects.filter(**{f"{field.m2m_field_name()}_id": page.pk})
        .order_by()
        .values_list(Value(field.name, output_field=models.CharField()), "term_id")
        for field in fields
    ]
    rows = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    ids: dict[str, list[int]] = {field.name: [] for field in fields}
    for name, pk in rows:
        ids[name].append(pk)
    return {name: labels.terms(found) for name, found in ids.items()}


def rows_of(page: Page, relation: str, *related: str) -> list[Any]:
    """The rows of a relation with what they point to, in the editor's order."""
    rows = getattr(page, relation).all()
    in_memory = _has_unsaved(page, relation) or _is_prefetched(page, relation)
    if hasattr(rows, "select_related") and page.pk and not in_memory:
        rows = rows.select_related(*related)
    return list(rows)


def read_ahead(model: Any) -> list[str]:
    """What `prefetch_related` is to read so that search reads many pages of a type at once."""
    terms = [field.name for field in term_fields(model)]
    return [
        "organisation_links__organisation", "organisation_links__role", "place_links__place",
        *terms, *model.search_related,
    ]  # fmt: skip


def _has_unsaved(page: Page, relation: str) -> bool:
    """Whether the page's rows stand in memory only (a preview or a draft revision)."""
    return relation in getattr(page, "_cluster_related_objects", {})


def _is_prefetched(page: Page, relation: str) -> bool:
    return relation in getattr(page, "_prefetched_objects_cache", {})
