"""“My work”: one list of what waits for a user, to which each app contributes its own kinds.

An app registers a source when it starts (`AppConfig.ready`); the dashboard and the list of all
work read them through `gather`. No app knows another's work.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any, Protocol

from django.utils.functional import Promise

logger = logging.getLogger(__name__)
Text = str | Promise


class Urgency(IntEnum):
    """Classes of work, worst first: a small thing returned is never buried under large ones."""

    RETURNED = 0
    LATE_GRAVE = 1
    LAW_CHANGED = 2
    LATE = 3
    WAITING = 4
    NEW = 5


RED = (Urgency.RETURNED, Urgency.LATE_GRAVE, Urgency.LAW_CHANGED, Urgency.LATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One row: one reason, one button.

    `kind` says what it is (“To approve”), `reason` one sentence why, `due` since or until when,
    `note` something short below it; `action` is the word on the button that leads to `url`.
    `lang` is the code of the title's language, `reason_lang` that of a reason
    in words of somebody's own. Within a class of urgency more `weight` comes first
    (readers × risk), then what has waited longest. `nudge` is where a form goes that reminds those
    for whom somebody waits; empty while it is too early.
    """

    kind: Text
    title: str
    url: str
    action: Text
    urgency: Urgency
    since: datetime
    reason: Text = ""
    due: Text = ""
    reason_lang: str = ""
    note: Text = ""
    weight: float = 0.0
    lang: str = ""
    nudge: str = ""

    @property
    def tone(self) -> str:
        """The bar at the row's start: red for harm and lateness, brown where somebody waits."""
        if self.urgency in RED:
            return "late"
        return "waiting" if self.urgency is Urgency.WAITING else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of the summary line: `label` says what of, in its plural; red when `late`."""

    number: int
    label: Text
    url: str
    icon: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What one source has for a user: its first rows, how many there are, its numbers, and what
    the user waits for from others."""

    rows: list[Work] = field(default_factory=list)
    total: int = 0
    counts: list[Count] = field(default_factory=list)
    waiting: list[Work] = field(default_factory=list)


class Source(Protocol):
    """A kind of work. Costs a fixed number of queries, whatever there is to do."""

    name: Text

    def share(self, user: Any, most: int) -> Share:
        """At most `most` rows for a user, worst first; nothing for whom it is not."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Everything that waits for a user; `failed` names the sources that could not be read."""

    rows: list[Work]
    total: int
    counts: list[Count]
    waiting: list[Work]
    failed: list[Text]


_sources: list[Source] = []


def register(source: Source) -> None:
    """Have a source asked. Twice the same type counts once."""
    if not any(type(known) is type(source) for known in _sources):
        _sources.append(source)


def gather(user: Any, most: int, sources: Iterable[Source] | None = None) -> Queue:
    """Ask every source; one that fails is named and does not hide the others."""
    rows: list[Work] = []
    counts: list[Count] = []
    waiting: list[Work] = []
    failed: list[Text] = []
    total = 0
    for source in _sources if sources is None else sources:
        try:
            share = source.share(user, most)
        except Exception:
            logger.exception("work of %s cannot be read", type(source).__name__)
            failed.append(source.name)
            continue
        rows += share.rows
        total += share.total
        counts += [count for count in share.counts if count.number]
        waiting += share.waiting
    rows.sort(key=order)
    waiting.sort(key=lambda row: row.since)
    return Queue(rows[:most], total, counts, waiting[:most], failed)


def order(row: Work) -> tuple[int, float, datetime]:
    """Class first, then weight, then age."""
    return row.urgency, -row.weight, row.since
