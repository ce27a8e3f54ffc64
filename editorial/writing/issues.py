"""What the writing aids found: one thing to look at, and how it is mended where that is certain."""

import hashlib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.passages import Passage, Run

# So much of a sentence is shown before and after what was found.
AROUND = 60
_BLANK = {" ": "␣", "\u00a0": "⍽", "\u202f": "⍽"}


class Kind(StrEnum):
    """What an issue is about, in the order in which they are shown."""

    TYPOGRAPHY = "typography"
    AMOUNT = "amount"
    LINK = "link"
    PICTURE = "picture"
    LANGUAGE = "language"
    SENTENCE = "sentence"


ORDER = {kind: number for number, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Edit:
    """Characters `start` to `end` of the stored text are to be `text` (as it is stored)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Issue:
    """One thing to look at. With `edits` it can be mended with one click.

    `before`, `was`, `after` show it in its sentence; `now` is what would stand there.
    """

    kind: Kind
    passage: Passage
    title: str
    advice: str = ""
    before: str = ""
    was: str = ""
    now: str | None = None
    after: str = ""
    edits: tuple[Edit, ...] = ()
    action: str = ""
    key: str = field(init=False)

    def __post_init__(self) -> None:
        where = [self.passage.field, *map(str, self.passage.path), self.passage.text]
        what = [self.kind, self.title, *(f"{e.start}-{e.end}-{e.text}" for e in self.edits)]
        digest = hashlib.sha256("\x00".join([*where, *what, self.was]).encode("utf-8", "replace"))
        object.__setattr__(self, "key", digest.hexdigest()[:24])

    @property
    def shown(self) -> SafeString | str:
        """The sentence with what is wrong and what it would be."""
        if not self.was:
            return ""
        if self.now is None:
            return format_html("{}<mark>{}</mark>{}", self.before, self.was, self.after)
        return format_html(
            "{}<del>{}</del> <ins>{}</ins>{}",
            self.before, visible(self.was), visible(self.now), self.after,
        )  # fmt: skip


def visible(text: str) -> str:
    """Blanks that would not be seen get a sign where they begin, end or follow each other."""
    edges = text != text.strip() or "  " in text or not text.strip()
    return "".join(_BLANK.get(sign, sign) for sign in text) if edges else text


def around(words: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a piece of text, cut at words."""
    before, after = words[max(0, start - AROUND) : start], words[end : end + AROUND]
    if start > AROUND and " " in before:
        before = "…" + before.partition(" ")[2]
    if end + AROUND < len(words) and " " in after:
        after = after.rpartition(" ")[0] + "…"
    return before, after


class Spot(NamedTuple):
    """Characters `start` to `end` of a run of a passage."""

    passage: Passage
    run: Run
    start: int
    end: int


def found(kind: Kind, spot: Spot, title: str, *, advice: str = "") -> Issue:
    """An issue with a spot of a text, for somebody to mend."""
    words = spot.run.words
    before, after = around(words, spot.start, spot.end)
    was = words[spot.start : spot.end]
    return Issue(kind, spot.passage, title, advice, before, was, None, after)


def mendable(issue: Issue, spot: Spot, now: str, stored: str, action: str) -> Issue:
    """The same issue with what is to stand there: as readers see it, and as it is stored."""
    starts = spot.run.starts
    edits = (Edit(starts[spot.start], starts[spot.end], stored),)
    return replace(issue, now=now, edits=edits, action=action)


def mended(text: str, edits: list[Edit]) -> str:
    """A stored text with edits made, the last ones first; one that overlaps another is left out."""
    limit = len(text)
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        if edit.end <= limit:
            text = text[: edit.start] + edit.text + text[edit.end :]
            limit = edit.start
    return text
