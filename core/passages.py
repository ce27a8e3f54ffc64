"""Every text of a page that readers read, with its place: to look at it, and to mend it there.

`core.running_text` gives what is stored, whatever it is; here blocks say which of it is text. Values
that are the same in every language (`SharedValueMixin`), addresses, choices and numbers are none.
"""

import dataclasses
import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils.text import capfirst
from wagtail import blocks
from wagtail.blocks.base import Block
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField

from core import fact_links
from core.blocks.fields import SharedValueMixin

Path = tuple[int | str, ...]
# The tags after which another line begins.
_LINE_END = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>|\n")
_TAG = re.compile(r"<[^>]*>")
_ENTITY = re.compile(r"&(?:#x?[0-9a-fA-F]+|\w+);")
_LINKTYPE = re.compile(r'\blinktype="([^"]*)"')


@dataclass(frozen=True)
class Passage:
    """One text: a field, or a text inside a block.

    `path` leads to it in what the field stores; `place` is Wagtail's path of content, to which the
    form of the page scrolls; `beside` is what stands in the same block, by name.
    """

    field: str
    path: Path
    place: str
    label: str
    name: str
    text: str
    rich: bool = False
    features: tuple[str, ...] = ()
    beside: Mapping[str, Any] = dataclasses.field(default_factory=dict, compare=False)

    @property
    def lines(self) -> list[str]:
        """What readers read, paragraph by paragraph; facts with their values."""
        return lines(self.text) if self.rich else self.text.splitlines()


@dataclass(frozen=True)
class Run:
    """Words between two tags. `starts[i]` says where character `i` begins in the stored text."""

    words: str
    starts: Sequence[int]
    links: tuple[str, ...] = ()  # kinds of the links it stands in


def lines(stored: str) -> list[str]:
    """The paragraphs and items of a rich text as plain text."""
    parts = _LINE_END.split(fact_links.with_values(stored))
    plain = (" ".join(html.unescape(_TAG.sub("", part)).split()) for part in parts)
    return [part for part in plain if part]


def runs(passage: Passage) -> Iterator[Run]:
    """The pieces of a passage between tags, in order; a plain text is one."""
    if not passage.rich:
        yield Run(passage.text, range(len(passage.text) + 1))
        return
    links: list[str] = []
    end = 0
    for tag in [*_TAG.finditer(passage.text), None]:
        start = tag.start() if tag else len(passage.text)
        if start > end:
            yield _decoded(passage.text, end, start, tuple(links))
        if tag is None:
            return
        end = tag.end()
        if tag[0].startswith("</a"):
            links = links[:-1]
        elif tag[0].startswith("<a"):
            kind = _LINKTYPE.search(tag[0])
            links = [*links, kind[1] if kind else "url"]


def _decoded(stored: str, start: int, end: int, links: tuple[str, ...]) -> Run:
    if "&" not in (piece := stored[start:end]):
        return Run(piece, range(start, end + 1), links)
    words, starts, position = [], [], start
    while position < end:
        entity = _ENTITY.match(stored, position, end)
        said = html.unescape(entity[0]) if entity else stored[position]
        words.append(said)
        starts += [position] * len(said)
        position = entity.end() if entity else position + 1
    return Run("".join(words), [*starts, end], links)


def passages(page: Any) -> Iterator[Passage]:
    """The texts of a page in the order of its form: its own fields, then its streams."""
    names = page.declared("translated_fields") if hasattr(page, "declared") else ()
    for name in dict.fromkeys(names):
        own = page._meta.get_field(name)
        label = capfirst(str(getattr(own, "verbose_name", name)))
        if isinstance(own, StreamField):
            raw = getattr(page, name).get_prep_value()
            yield from _inside(own.stream_block, raw, Passage(name, (), name, label, name, ""))
        elif isinstance(own, RichTextField):
            features = tuple(own.features or ())
            text = getattr(page, name) or ""
            yield Passage(name, (), name, label, name, text, rich=True, features=features)
        elif isinstance(own, models.CharField | models.TextField):
            yield Passage(name, (), name, label, name, str(getattr(page, name) or ""))


def _step(above: Passage, key: Sequence[int | str], place: str, label: str, name: str) -> Passage:
    """The place one level further in."""
    words = f"{above.label} › {label}" if label and label != above.label else above.label
    where = f"{above.place}.{place}" if place else above.place
    return Passage(above.field, (*above.path, *key), where, words, name, "", beside=above.beside)


def _inside(block: Block, raw: Any, at: Passage) -> Iterator[Passage]:
    if raw is None or isinstance(block, SharedValueMixin):
        return
    for kind, walk in _WALKS:
        if isinstance(block, kind):
            yield from walk(block, raw, at)
            return


def _stream(block: Any, raw: Any, at: Passage) -> Iterator[Passage]:
    for number, row in enumerate(raw):
        child = block.child_blocks.get(row["type"])
        if child is not None:
            step = _step(at, (number, "value"), row.get("id") or "", str(child.label), row["type"])
            yield from _inside(child, row["value"], step)


def _list(block: Any, raw: Any, at: Passage) -> Iterator[Passage]:
    for number, row in enumerate(raw):
        item = isinstance(row, dict) and "value" in row
        key: Path = (number, "value") if item else (number,)
        step = _step(at, key, (row.get("id") or "") if item else "", "", at.name)
        yield from _inside(block.child_block, row["value"] if item else row, step)


def _struct(block: Any, raw: Any, at: Passage) -> Iterator[Passage]:
    for name, child in block.child_blocks.items():
        step = replace(_step(at, (name,), name, str(child.label), name), beside=raw)
        yield from _inside(child, raw.get(name), step)


def _table(block: Any, raw: Any, at: Passage) -> Iterator[Passage]:
    """Caption, headings and cells of a table, all at the place of the table."""
    places: list[Path] = [("caption",)] if raw.get("caption") else []
    places += [("columns", number, "heading") for number in range(len(raw.get("columns", ())))]
    for number, row in enumerate(raw.get("rows", ())):
        places += [("rows", number, "values", cell) for cell in range(len(row["values"]))]
    for path in places:
        text = _at(raw, path)
        if isinstance(text, str):
            yield replace(at, path=(*at.path, *path), text=text)


def _rich(block: Any, raw: Any, at: Passage) -> Iterator[Passage]:
    yield replace(at, text=raw, rich=True, features=tuple(block.features or ()))


def _words(block: Any, raw: Any, at: Passage) -> Iterator[Passage]:
    yield replace(at, text=str(raw))


_WALKS: list[tuple[Any, Callable[[Any, Any, Passage], Iterator[Passage]]]] = [
    (blocks.StreamBlock, _stream), (blocks.ListBlock, _list), (blocks.StructBlock, _struct),
    (TypedTableBlock, _table), (blocks.RichTextBlock, _rich),
    (blocks.CharBlock | blocks.TextBlock, _words),
]  # fmt: skip


def _at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def write(page: Any, passage: Passage, text: str) -> None:
    """Put another text in the place of a passage of this page; nothing is saved."""
    if not passage.path:
        setattr(page, passage.field, text)
        return
    raw = deepcopy(getattr(page, passage.field).get_prep_value())
    *above, last = passage.path
    _at(raw, tuple(above))[last] = text
    stream = page._meta.get_field(passage.field).stream_block
    setattr(page, passage.field, stream.to_python(raw))
