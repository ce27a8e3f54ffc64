"""The texts of a page's fields, as search reads them."""

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.fields import StreamField

from core import fact_links


def of_fields(page: Any, names: Iterable[str]) -> Iterator[str]:
    """Every text of the fields of these names that a page has, in reading order."""
    known = {field.name for field in page._meta.get_fields()}
    for name in names:
        if name not in known:
            continue
        field, value = page._meta.get_field(name), getattr(page, name)
        if isinstance(field, StreamField):
            yield from field.stream_block.get_searchable_content(value)
        elif isinstance(value, str):
            yield fact_links.words_of(value)
