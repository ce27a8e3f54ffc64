"""Numbers, dates and choices of a page are one value in every language: they follow at once.

Where a price changes no sentence does, so nobody has to translate anything, and no translation is
marked as stale. wagtail-localize 1.14 writes such values into a translation only when somebody
publishes it anew; until then its readers would see the old price.
"""

import json
from typing import Any
from uuid import UUID

from django.db import transaction
from modelcluster.models import get_all_child_m2m_relations
from wagtail import blocks
from wagtail.log_actions import log
from wagtail.models import Page, TranslatableMixin
from wagtail_localize import fields
from wagtail_localize.models import SegmentOverride
from wagtail_localize.segments import StringSegmentValue

from core import emptied
from core.drafts import waiting
from translations import sources

ACTION = "translations.values"
TEXTS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock, blocks.BlockQuoteBlock)
OF_ROWS = {"pk", "page", "translation_key", "locale", "sort_order"}
# In the form of one language, or taken apart by rules of their own: left as they are.
WHOLE = (blocks.RawHTMLBlock, blocks.StaticBlock)


def follow(key: UUID) -> list[int]:
    """Bring the values of all live translations up to date; the keys of the pages that changed."""
    source = sources.find(key)
    if source is None or not source.live:
        return []
    rows = Page.objects.filter(translation_key=key, live=True, alias_of=None)
    found = rows.exclude(locale_id=source.locale_id).specific()
    _read_choices(source)
    return [page.pk for page in found if bring(source, page)]


def _read_choices(page: Any) -> None:
    """Read the terms and places of a page once: they are copied and compared for every language.

    Not its rows: wagtail-localize takes the very objects it copies for the translation.
    """
    for field in get_all_child_m2m_relations(page):
        getattr(page, field.name).get_object_list()


@transaction.atomic
def bring(source: Any, page: Any) -> bool:
    """Publish the values of the source in one live translation; whether anything differed.

    Drafts keep their texts and their authors, get the values and stay the latest versions.
    """
    _read_choices(page)
    before = _content(page)
    into(source, page)
    if _content(page) == before:
        return False
    drafts = waiting(page)
    revision = page.save_revision(clean=False)
    revision.publish(skip_permission_checks=True)
    log(instance=page, action=ACTION, revision=revision)
    for draft in drafts:
        written = draft.as_object()
        into(source, written)
        written.save_revision(user=draft.user, clean=False)
    return True


def _content(page: Any) -> Any:
    """What a page says; the rows of its lists without keys, which are given anew when copied."""

    def bare(value: Any) -> Any:
        if isinstance(value, list):
            return [bare(item) for item in value]
        if isinstance(value, dict) and "pk" in value:
            return {name: item for name, item in value.items() if name not in OF_ROWS}
        return value

    return {name: bare(value) for name, value in json.loads(page.to_json()).items()}


def into(source: Any, page: Any) -> None:
    """Write the values of the source into a translation, in memory. Texts stay as they are.

    wagtail-localize's own copying takes streams and rows of translated fields whole, as it puts
    the texts into them afterwards: here they are put back, and streams get what is no text.
    """
    model = type(source)
    names = [
        shared.get_field(model).name
        for shared in fields.get_translatable_fields(model)
        if shared.is_translated(source)
    ]
    mine = {name: _own(page, name) for name in names}
    slug = page.slug  # an address is changed by moving the page, with a redirect
    emptied.copy_synchronised_fields(source, page)
    page.slug = slug
    kept = set(
        SegmentOverride.objects.filter(
            locale_id=page.locale_id, context__object_id=source.translation_key
        ).values_list("context__path", flat=True)
    )
    for name, value in mine.items():
        if isinstance(value, blocks.StreamValue):
            block, raw = value.stream_block, list(value.raw_data)
            merged = _stream(block, list(getattr(source, name).raw_data), raw, name, kept)
            value = value if merged == raw else block.to_python(merged)  # noqa: PLW2901
        setattr(page, name, value)


def _own(page: Any, name: str) -> Any:
    """A translated field as it is: its value, or its rows."""
    value = getattr(page, name)
    return list(value.all()) if hasattr(value, "get_object_list") else value


def _items(theirs: Any, mine: Any) -> list[tuple[Any, Any]]:
    """(their item or nothing, my item) with the same key, in my order."""
    known = {item.get("id"): item for item in theirs or [] if isinstance(item, dict)}
    return [
        (known.get(item.get("id")) if isinstance(item, dict) else None, item) for item in mine or []
    ]


def _stream(block: Any, theirs: Any, mine: Any, path: str, kept: set[str]) -> list[Any]:
    done = []
    for other, item in _items(theirs, mine):
        if other is not None and other["type"] == item["type"]:
            child = block.child_blocks[item["type"]]
            there = f"{path}.{item['id']}"
            value = _value(child, other["value"], item["value"], there, kept)
            done.append(item | {"value": value})
        else:
            done.append(item)
    return done


def _value(block: Any, theirs: Any, mine: Any, path: str, kept: set[str]) -> Any:
    """A value of the translation with what the source has in it that is no text."""
    if isinstance(block, blocks.StructBlock) and isinstance(mine, dict):
        others = theirs if isinstance(theirs, dict) else {}
        found = {
            name: _value(child, others[name], mine.get(name), f"{path}.{name}", kept)
            for name, child in block.child_blocks.items()
            if name in others
        }
        return mine | {name: item for name, item in found.items() if item != mine.get(name)}
    if isinstance(block, blocks.StreamBlock):
        return _stream(block, theirs, mine, path, kept)
    if isinstance(block, blocks.ListBlock):
        return [
            item | {"value": _value(
                block.child_block, other["value"], item["value"], f"{path}.{item['id']}", kept
            )} if other is not None else item
            for other, item in _items(theirs, mine)
        ]  # fmt: skip
    return mine if path in kept or _is_text(block, theirs, mine) else theirs


def _is_text(block: Any, *values: Any) -> bool:
    """Whether a block holds what is translated: its value is then the translation's own."""
    if hasattr(block, "get_translatable_segments"):
        return any(
            isinstance(segment, StringSegmentValue)
            for value in values
            for segment in block.get_translatable_segments(block.to_python(value))
        )
    if isinstance(block, blocks.URLBlock | blocks.EmailBlock):
        return False
    if isinstance(block, blocks.ChooserBlock):
        return issubclass(block.model_class, TranslatableMixin) and not issubclass(
            block.model_class, Page
        )
    return isinstance(block, TEXTS + WHOLE)
