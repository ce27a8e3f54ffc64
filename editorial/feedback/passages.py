"""The paragraphs of a page that a reader can name: each step, question, block or text of its own.

A passage is named by the part it stands in and its key, `steps~1f0c9a2b`: the key is the beginning
of its block's id, the same in every language, or the name of its field. Pages carry no marks for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField

from core import anchors, generation

SIGN = "~"
KEY_LENGTH = 8
SHOWN = 80  # signs of a passage in a list of choices
HEADING = "heading"
MOST_KEPT = 100  # lists of choices, some 10 KB each
Choices = tuple[list[Any], dict[str, str]]
_kept: dict[tuple[Any, ...], Choices] = {}


@dataclass(frozen=True, slots=True)
class Passage:
    """`part` is the anchor of the part it stands in; `block` the id of its block, or empty."""

    part: str
    field: str
    block: str
    words: str

    @property
    def name(self) -> str:
        """What the form sends."""
        return f"{self.part}{SIGN}{self.block[:KEY_LENGTH] or self.field}"


def key(name: str) -> str:
    """What is the same in all languages of a named passage; empty for a whole part."""
    return name.partition(SIGN)[2]


def of(page: Any) -> Iterator[Passage]:
    """The passages of a page that say something, in the order of its fields."""
    places = getattr(page, "feedback_places", {})
    taken: dict[str, int] = {}
    for field in page._meta.get_fields():
        part = places.get(field.name, "")
        value = getattr(page, field.name, None)
        if isinstance(field, RichTextField):
            if words := _plain(value or ""):
                yield Passage(part, field.name, "", words)
        elif isinstance(field, StreamField):
            for child in value or []:
                if child.block_type == HEADING:
                    part = anchors.count(taken, anchors.anchor(str(child.value)))
                    continue
                words = _plain(" ".join(child.block.get_searchable_content(child.value)))
                if words:
                    yield Passage(part, field.name, str(child.id or ""), words)


def _plain(text: str) -> str:
    return " ".join(strip_tags(text.replace("<", " <")).split())


def find(page: Any, name: str) -> Passage | None:
    """The passage that was named, as it is now; nothing when it is gone or a whole part was meant."""
    wanted = key(name)
    if not wanted or page is None:
        return None
    return next((passage for passage in of(page) if key(passage.name) == wanted), None)


def choices(page: Any) -> Choices:
    """(choices of a field, grouped by part; what each is called when it is kept).

    Kept for each version of a live page in each language, until something else that texts show
    changes (`core.generation`): reading them took a third of an answer, also of the thousandth of
    somebody who sends a thousand. The name of a term may be some seconds old.
    """
    version = (
        page.pk, page.live_revision_id, page.last_published_at, get_language(), generation.current(),
    )  # fmt: skip
    found = _kept.get(version)
    if found is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        found = _kept[version] = _choices(page)
    return found


def _choices(page: Any) -> Choices:
    parts = page.feedback_parts()
    groups: dict[str, list[tuple[str, str]]] = {anchor: [] for anchor in parts}
    alone: list[tuple[str, str]] = []
    names = dict(parts)
    for passage in of(page):
        inside = groups.get(passage.part)
        label = Truncator(passage.words).chars(SHOWN)
        (alone if inside is None else inside).append((passage.name, label))
        heading = parts.get(passage.part, "")
        names[passage.name] = f"{heading}: {label}" if heading else label
    whole = [(_("The text of the page"), alone)] if alone else []
    grouped = [(head, [(anchor, head), *groups[anchor]]) for anchor, head in parts.items()]
    return [*whole, *grouped], names
