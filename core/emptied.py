"""A many-to-many field emptied in the source language is emptied in every language.

wagtail-localize 1.14 copies such a field only when it holds something
(`wagtail_localize.fields.copy_synchronised_fields`): what an editor took away would stay in every
translation.
"""

from typing import Any

from modelcluster.fields import ParentalManyToManyField
from wagtail_localize import fields, models


def copy_synchronised_fields(source: Any, target: Any) -> None:
    """What wagtail-localize copies, and the relations that are empty in the source."""
    fields.copy_synchronised_fields(source, target)
    for shared in fields.get_translatable_fields(type(source)):
        field = shared.get_field(type(target))
        if not isinstance(field, ParentalManyToManyField) or not shared.is_synchronized(source):
            continue
        if not getattr(source, field.name).all():
            setattr(target, field.name, [])


def install() -> None:
    """Put it where wagtail-localize looks for its own."""
    models.copy_synchronised_fields = copy_synchronised_fields
