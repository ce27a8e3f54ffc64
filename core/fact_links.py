"""Facts inside running text: `<a id="7" linktype="fact">kit-postale</a>` is the value of fact 7.

What stands between the tags is the fact's code, the same in every language and whatever its value,
so that a new value makes no text another one. Each process keeps the values of all facts until
`core.generation` moves or the day ends: a page full of facts costs no query.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import LinkHandler, get_text_for_indexing
from wagtail.rich_text.rewriters import extract_attrs

from facts.models import Fact
from facts.values import MONEY, Value

LINKTYPE = "fact"
STORED = re.compile(rf'<a\b([^>]*\blinktype="{LINKTYPE}"[^>]*)>(.*?)</a>', re.DOTALL)
_SHOWN = re.compile(r'<a data-fact="(\d+)">.*?</a>', re.DOTALL)


@dataclass(frozen=True)
class Stated:
    """A fact as texts need it."""

    pk: int
    code: str
    name: str
    value: Value


@dataclass
class _Facts:
    stamp: tuple[int, int]
    day: datetime.date
    by_key: dict[int, Stated]
    by_code: dict[str, Stated]


_kept: list[_Facts] = []


def _facts() -> _Facts:
    from core import generation  # it needs the models, which need blocks, which need this

    stamp, day = generation.current(), timezone.localdate()
    if not _kept or _kept[0].stamp != stamp or _kept[0].day != day:
        _kept[:] = [_read(stamp, day)]
    return _kept[0]


def _read(stamp: tuple[int, int], day: datetime.date) -> _Facts:
    rows = [
        Stated(fact.pk, fact.code, fact.name, fact.current.value)
        for fact in Fact.objects.prefetch_related("values")
        if fact.current
    ]
    return _Facts(stamp, day, {row.pk: row for row in rows}, {row.code: row for row in rows})


def by_key(key: object) -> Stated | None:
    """The fact with this key; nothing for a key that names none."""
    text = str(key)
    return _facts().by_key.get(int(text)) if text.isascii() and text.isdigit() else None


def by_code(code: str) -> Stated | None:
    """The fact with this code, or nothing."""
    return _facts().by_code.get(code)


def of_money() -> list[Stated]:
    """Facts that are amounts, by name."""
    found = [row for row in _facts().by_key.values() if row.value.kind in MONEY]
    return sorted(found, key=lambda row: row.name)


class FactLinkHandler(LinkHandler):
    """A fact in a text is its value; a fact that is gone leaves the words that stand for it."""

    identifier = LINKTYPE

    @staticmethod
    def get_model() -> type[Fact]:
        return Fact

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        found = (by_key(attrs.get("id", "")) for attrs in attrs_list)
        return [f'<a data-fact="{fact.pk}">' if fact else "<a>" for fact in found]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[Any, str, str, str]]:
        key = attrs.get("id", "")
        if key.isascii() and key.isdigit():
            yield cls.get_model(), key, "", ""


def show(html: str) -> SafeString:
    """What Wagtail's rewriters made of a rich text, with the values in their places."""
    return mark_safe(_SHOWN.sub(_value, html) if "data-fact" in html else html)


def _value(match: re.Match[str]) -> str:
    fact = by_key(match[1])
    return fact.value.html() if fact else ""


def with_values(html: str) -> str:
    """A stored rich text with the values as words: what search and other plain texts read."""
    return STORED.sub(_words, html) if f'linktype="{LINKTYPE}"' in html else html


def _words(match: re.Match[str]) -> str:
    fact = by_key(extract_attrs(match[1]).get("id", ""))
    return escape(fact.value.plain()) if fact else match[2]


def words_of(html: str) -> str:
    """A stored rich text as search reads it."""
    return str(get_text_for_indexing(with_values(html)))
