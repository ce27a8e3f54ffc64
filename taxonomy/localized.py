"""Which fields of a model are translated, and which are one value in every language.

wagtail-localize guesses from the field's type. Here every model says it: the fields named in
`translated_fields` are translated, those in `local_fields` may differ freely, everything else is
one value, edited in the source language (docs/decisions/0002-translated-fields.md).
"""

from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import classproperty
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

# Set by Wagtail or by publishing, per language, never copied from the source.
HOUSEKEEPING = {
    "content_type", "depth", "draft_title", "expire_at", "expired", "first_published_at", "go_live_at",
    "has_unpublished_changes", "id", "last_published_at", "latest_revision", "latest_revision_created_at",
    "live", "live_revision", "locale", "locked", "locked_at", "locked_by", "numchild", "owner", "page_ptr",
    "path", "translation_key", "url_path", "alias_of", "live_revision_id", "search_description_generated",
}  # fmt: skip


class LocalizedFields:
    """Mixin that turns the declarations of a model into wagtail-localize's `translatable_fields`."""

    translated_fields: ClassVar[tuple[str, ...]] = ()
    local_fields: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def declared(cls, attribute: str) -> list[str]:
        """The names declared under `attribute` on the class and all its bases, in reading order."""
        names: list[str] = []
        for base in reversed(cls.__mro__):
            names += [name for name in base.__dict__.get(attribute, ()) if name not in names]
        return names

    @classproperty
    def translatable_fields(cls) -> list[TranslatableField | SynchronizedField]:
        """What wagtail-localize reads: translated fields first, then synchronised ones."""
        translated = [name for name in cls.declared("translated_fields") if _has_field(cls, name)]
        local = set(cls.declared("local_fields"))
        others = [name for name in _shared_names(cls) if name not in {*translated, *local}]
        return [TranslatableField(name) for name in translated] + [
            SynchronizedField(name, overridable=False) for name in others
        ]


def _has_field(model: Any, name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _shared_names(model: Any) -> list[str]:
    names = [
        field.name
        for field in model._meta.get_fields()
        if getattr(field, "editable", False)
        and getattr(field, "concrete", False)
        and not isinstance(field, models.AutoField | ParentalKey)
        and (field.name not in HOUSEKEEPING)
        and not (isinstance(field, models.ManyToManyField) and field.remote_field.through is None)
    ]
    if issubclass(model, ClusterableModel):
        names += [
            relation.name
            for relation in get_all_child_relations(model)
            if not (issubclass(model, Page) and relation.name == COMMENTS_RELATION_NAME)
        ]
    return names
