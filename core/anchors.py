"""Anchors of headings in running text, the same in the text and in the page's index."""

import zlib
from typing import Any

from django.utils.text import slugify
from wagtail.fields import StreamField


def anchor(text: str) -> str:
    """h-quando-fare-domanda; a number for writings that ASCII cannot spell."""
    return f"h-{slugify(text)[:40].strip('-') or zlib.crc32(text.encode())}"


def count(taken: dict[str, int], name: str) -> str:
    """The name, with a number when it was taken before."""
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"


def headings(*streams: Any) -> dict[str, str]:
    """Anchor to text of every heading block in these streams, in reading order."""
    taken: dict[str, int] = {}
    return {
        count(taken, anchor(str(block.value))): str(block.value)
        for stream in streams
        for block in stream or []
        if block.block_type == "heading"
    }


def parts_of(page: Any) -> dict[str, str]:
    """Anchor to text of every heading in the streams of a page."""
    fields = (field for field in page._meta.get_fields() if isinstance(field, StreamField))
    return headings(*(getattr(page, field.name) for field in fields))
