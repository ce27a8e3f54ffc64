"""The texts of a page as wagtail-localize takes them out, and what differs between two readings."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")

# A content path with the strings that stand there, in reading order.
Texts = dict[str, list[str]]


class Kind(StrEnum):
    """What happened to a text."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


def of(page: Any) -> Texts:
    """The translatable texts of a page: content path to strings, both in reading order.

    The strings are in wagtail-localize's form (`String.data`: inline HTML, addresses of links left
    out). Synchronised fields, numbers, dates, choices and facts are no part of them.
    """
    found: Texts = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found.setdefault(segment.path, []).append(segment.string.data)
    return found


def differences(was: list[str], now: list[str]) -> Iterator[tuple[Kind, str, str]]:
    """(kind, old, new) of each string that differs between two readings of one place."""
    pairs = SequenceMatcher(a=was, b=now, autojunk=False).get_opcodes()
    for name, start, end, other_start, other_end in pairs:
        if name == "equal":
            continue
        old, new = was[start:end], now[other_start:other_end]
        both = min(len(old), len(new))
        for before, after in zip(old[:both], new[:both], strict=True):
            yield Kind.CHANGED, before, after
        for before in old[both:]:
            yield Kind.REMOVED, before, ""
        for after in new[both:]:
            yield Kind.ADDED, "", after


def changed_paths(before: Texts, now: Texts) -> list[str]:
    """The places whose strings differ, in the order of the new reading, removed ones last."""
    places = dict.fromkeys([*now, *before])
    return [path for path in places if before.get(path, []) != now.get(path, [])]


def words(strings: Iterable[str]) -> int:
    """How many words there are to translate."""
    return sum(len(_WORD.findall(_TAG.sub(" ", text))) for text in strings)


def plain(text: str) -> str:
    """A string without marks, its spaces made one: what is compared between page and memory."""
    from wagtail_localize.strings import StringValue

    return " ".join(StringValue(text).render_text().split())
