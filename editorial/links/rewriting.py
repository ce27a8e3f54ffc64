"""Another address in the place of one, in whatever is stored: fields, rich texts, streams, rows."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags

from editorial.links.gathering import HREF, WHOLE, stored_stream

_ANCHOR = re.compile(r"<a\s[^>]*>.*?</a>", re.DOTALL | re.IGNORECASE)
# What a block calls the words beside its address, and the page it may lead to instead.
WORDS = ("title", "label", "text", "name", "value")
PAGE = "page"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link is to lead: an address, or a page of the site by its key in the source language.

    `url` is also what is written where only an address can stand.
    """

    url: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of an address: its field, and the words that readers see there."""

    field: str
    words: str


def leads_to(text: str, old: str) -> bool:
    """Whether an address is the old one, whatever part of the page it names behind “#”."""
    return text.strip().partition("#")[0] == old


def rewritten(value: Any, old: str, new: Target) -> Any:
    """A stored value with the new address where the old one stood; the same value where it did not."""
    if isinstance(value, dict):
        return _struct(value, old, new)
    if isinstance(value, list | tuple):
        return [rewritten(item, old, new) for item in value]
    return _text(value, old, new) if isinstance(value, str) else value


def _struct(value: dict[str, Any], old: str, new: Target) -> dict[str, Any]:
    """A block, or the fields of a page; a block that can lead to a page of the site does so."""
    can_lead = new.page is not None and PAGE in value and not value[PAGE]
    done: dict[str, Any] = {}
    for name, item in value.items():
        whole = isinstance(item, str) and WHOLE.match(item) and leads_to(item, old)
        if whole and can_lead and name != PAGE:
            done |= {name: "", PAGE: new.page}
        elif name not in done:
            done[name] = rewritten(item, old, new)
    return done


def _text(text: str, old: str, new: Target) -> str:
    inside = stored_stream(text) if text[:1] in {"[", "{"} else None
    if isinstance(inside, list | dict):
        done = rewritten(inside, old, new)
        return text if done == inside else json.dumps(done)
    if WHOLE.match(text):
        return _moved(text, new) if leads_to(text, old) else text

    def put(match: re.Match[str]) -> str:
        address = html.unescape(match[1] or match[2] or "")
        if not leads_to(address, old):
            return match[0]
        if new.page is not None:
            return f' id="{new.page}" linktype="page"'
        return f' href="{html.escape(_moved(address, new))}"'

    return HREF.sub(put, text)


def _moved(address: str, new: Target) -> str:
    """The new address; the part of the page stays named unless the new one names another."""
    _url, mark, part = address.strip().partition("#")
    return new.url if "#" in new.url or not mark else f"{new.url}#{part}"


def spots(value: Any, old: str, field: str = "", words: str = "") -> Iterator[Spot]:
    """Every place of an address in stored values, in their order, with the words beside it."""
    if isinstance(value, dict):
        own = next((w for n in WORDS if isinstance(w := value.get(n), str) and w), "")
        beside = words if WHOLE.match(own) else strip_tags(own)[:120]
        for name, item in value.items():
            yield from spots(item, old, field or name, beside)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from spots(item, old, field, words)
    elif isinstance(value, str):
        yield from _spots_in(value, old, field, words)


def _spots_in(text: str, old: str, field: str, words: str) -> Iterator[Spot]:
    inside = stored_stream(text) if text[:1] in {"[", "{"} else None
    if isinstance(inside, list | dict):
        yield from spots(inside, old, field)
    elif not WHOLE.match(text):
        yield from _anchors(text, old, field)
    elif leads_to(text, old):
        yield Spot(field, words)


def _anchors(text: str, old: str, field: str) -> Iterator[Spot]:
    for anchor in _ANCHOR.findall(text):
        found = HREF.search(anchor)
        if found and leads_to(html.unescape(found[1] or found[2] or ""), old):
            yield Spot(field, " ".join(html.unescape(strip_tags(anchor)).split()))
