"""What leads outside and is no page: organisations, places to go, questions, facts, settings.

Their texts are read and written field by field, the rows of their lists too; there is no draft.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail.snippets.models import get_snippet_models

from facts.models import Fact


def kinds() -> list[type[models.Model]]:
    """The types that are read: all snippets, all settings, facts."""
    return [*get_snippet_models(), *settings_registry, Fact]


def parts(owner: models.Model) -> Iterator[tuple[Any, Any, str]]:
    """(row, field, stored text) of a thing and of the rows of its lists."""
    yield from fields(owner)
    for relation in get_all_child_relations(owner):
        name = relation.get_accessor_name()
        for row in getattr(owner, name).all() if name else ():
            yield from fields(row)


def fields(row: models.Model) -> Iterator[tuple[Any, Any, str]]:
    """(row, field, stored text) of a row by itself, as it is in memory."""
    for field in row._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield row, field, str(field.value_to_string(row))
        elif isinstance(field, models.CharField | models.TextField):
            value = getattr(row, field.attname)
            if isinstance(value, str) and value:
                yield row, field, value


def stored(things: Iterable[models.Model]) -> dict[Any, dict[str, Any]]:
    """What things and the rows of their lists hold, by key; the same number of queries for any
    number of one type."""
    found: dict[Any, dict[str, Any]] = {}
    by_type: dict[type[models.Model], list[Any]] = {}
    for thing in things:
        found[thing.pk] = {field.name: text for _row, field, text in fields(thing)}
        by_type.setdefault(type(thing), []).append(thing.pk)
    for kind, keys in by_type.items():
        for relation in get_all_child_relations(kind):
            name = relation.field.attname
            for row in relation.related_model._default_manager.filter(**{f"{name}__in": keys}):
                texts = {field.name: text for _row, field, text in fields(row)}
                lists = found[getattr(row, name)]
                lists.setdefault(relation.get_accessor_name(), []).append(texts)
    return found


def locale_of(owner: models.Model) -> Locale | None:
    """The language of a thing; none for what is the same in all."""
    return getattr(owner, "locale", None)


def reference(owner: models.Model) -> dict[str, Any]:
    """How rows of ours name a thing."""
    kind = ContentType.objects.get_for_model(owner, for_concrete_model=True)
    return {"owner_type": kind, "owner_id": str(owner.pk)}


def edit_url(owner: Any, user: Any) -> str | None:
    """The form of a thing; nothing for who may not change it."""
    return AdminURLFinder(user).get_edit_url(owner) if owner is not None else None
