"""The rich texts and streams of a page or snippet as they are stored, whatever fields it has."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from wagtail.fields import RichTextField, StreamField


class Part(NamedTuple):
    """A rich text, or one block of a stream: the field, the block's id, what is stored."""

    field: str
    block: str
    value: Any


def parts(instance: models.Model) -> Iterator[Part]:
    """Every rich text and every top block of a stream, in the order of the fields."""
    for field in instance._meta.get_fields():
        if isinstance(field, RichTextField):
            yield Part(field.name, "", getattr(instance, field.name))
        elif isinstance(field, StreamField):
            # Not `raw_data`: that stays as it was read when somebody fills the blocks anew.
            for row in getattr(instance, field.name).get_prep_value():
                yield Part(field.name, str(row.get("id") or ""), row.get("value"))


def texts(value: Any) -> Iterator[str]:
    """Every string inside a stored value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)
