"""The listed calls of a language in the process's memory, as sets of bits.

Reading them costs four queries whatever their number; asking costs none. Calls stand in the order
of their deadlines; position 0 is the lowest bit. A snapshot holds while the stamp of
`finding.changes`, the day and a minute last: the state of a call depends on the day, on its
host's insurance and on the places taken.
"""

import datetime
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.utils import timezone
from wagtail.models import Locale

from core import access, bitmaps, locales
from search.gazetteer import gazetteer
from taxonomy.distance import haversine_km
from volunteering.finding.changes import STAMP
from volunteering.finding.facets import AGES, ITALIAN_LEVELS, LISTED
from volunteering.models.calls import CallPage, CallSlot
from volunteering.models.states import state_condition

SECONDS = 60
FARTHEST_KM = 50
MOST_NEAR = 64  # places whose distances are kept


@dataclass
class Snapshot:
    """What filters and counts need of the listed calls.

    `sets` maps a facet's parameter and value to the calls that have it, `slots` a weekday and part
    of the day; `comuni` the code of a comune to the calls there.
    """

    day: datetime.date
    locale_id: int
    ids: list[int] = field(default_factory=list)
    positions: dict[str, int] = field(default_factory=dict)
    sets: dict[str, dict[str, int]] = field(default_factory=dict)
    slots: dict[tuple[int, str], int] = field(default_factory=dict)
    points: dict[tuple[float, float], int] = field(default_factory=dict)
    _near: dict[tuple[float, float], list[tuple[float, int]]] = field(default_factory=dict)

    @property
    def everything(self) -> int:
        return (1 << len(self.ids)) - 1

    def having(self, param: str, values: Iterable[str]) -> int:
        """The calls with any of these values."""
        known, bits = self.sets.get(param, {}), 0
        for value in values:
            bits |= known.get(value, 0)
        return bits

    def in_slots(self, days: Iterable[int], parts: Iterable[str]) -> int:
        """The calls with a slot on one of these days in one of these parts."""
        bits, parts = 0, list(parts)
        for day in days:
            for part in parts:
                bits |= self.slots.get((day, part), 0)
        return bits

    def rings(self, latitude: float, longitude: float) -> list[tuple[float, int]]:
        """(kilometres, calls there) up to `FARTHEST_KM`, nearest first."""
        key = (latitude, longitude)
        if key not in self._near:
            if len(self._near) >= MOST_NEAR:
                self._near.clear()
            measured = (
                (haversine_km(latitude, longitude, *point), bits)
                for point, bits in self.points.items()
            )
            self._near[key] = sorted(row for row in measured if row[0] <= FARTHEST_KM)
        return self._near[key]


@dataclass(frozen=True)
class _Kept:
    mark: tuple[int, datetime.date]
    until: float
    snapshot: Snapshot


_kept: dict[int, _Kept] = {}
_locks: defaultdict[int, threading.Lock] = defaultdict(threading.Lock)


def of(locale: Locale) -> Snapshot:
    """The calls of a language as they are listed now; read when something changed."""
    mark = (STAMP.current(), timezone.localdate())
    kept = _kept.get(locale.pk)
    if kept is None or kept.mark != mark or kept.until < time.monotonic():
        with _locks[locale.pk]:
            kept = _kept.get(locale.pk)
            if kept is None or kept.mark != mark or kept.until < time.monotonic():
                until = time.monotonic() + SECONDS
                # The calls of the source language are asked for beside those of any other.
                for read in _read(list({locale, locales.source()}), mark[1]):
                    _kept[read.locale_id] = _Kept(mark, until, read)
                kept = _kept[locale.pk]
    return kept.snapshot


def forget() -> None:
    """Read the calls again at the next question."""
    _kept.clear()


def listed(*wanted: Locale) -> QuerySet:
    """Live and public calls of languages that are not over; never an alias of another one."""
    rows = access.public(CallPage.objects.all())
    found: QuerySet = CallPage.listed(rows.filter(locale__in=wanted, alias_of__isnull=True))
    return found


def _read(wanted: list[Locale], day: datetime.date) -> list[Snapshot]:
    """The calls of some languages; four queries, whatever their number."""
    states = [When(state_condition(state, day), then=Value(str(state))) for state in LISTED]
    rows = listed(*wanted).annotate(now=Case(*states, default=Value(""), output_field=CharField()))
    rows = rows.order_by(F("apply_by").asc(nulls_last=True), "title", "pk")
    found = {locale.pk: _Reading(Snapshot(day, locale.pk)) for locale in wanted}
    for locale_id, *row in rows.values_list("locale_id", *FIELDS):
        found[locale_id].add(row)
    where = {
        pk: (reading, position)
        for reading in found.values()
        for position, pk in enumerate(reading.snapshot.ids)
    }
    for param, through, name in RELATED:
        for pk, value in through._default_manager.values_list("callpage_id", name):
            if pk in where:
                reading, position = where[pk]
                reading.values[param][value].append(position)
    for pk, weekday, part in CallSlot.objects.values_list("page_id", "weekday", "part"):
        if pk in where:
            reading, position = where[pk]
            reading.slots[(weekday, part)].append(position)
    return [reading.done() for reading in found.values()]


class _Reading:
    """A snapshot while its calls are read: positions in lists instead of bits."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.values: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.points: dict[tuple[float, float], list[int]] = defaultdict(list)
        self.slots: dict[tuple[int, str], list[int]] = defaultdict(list)

    def add(self, row: Sequence[Any]) -> None:
        """Take a call in, with the values of `FIELDS`."""
        pk, key, latitude, longitude, comune, region, *stated = row
        position = len(self.snapshot.ids)
        self.snapshot.ids.append(pk)
        self.snapshot.positions[str(key)] = position
        for param, value in zip(STATED, stated, strict=True):
            self.values[param][value or ""].append(position)
        self.values["region"][region or ""].append(position)
        spot = gazetteer().comuni.get(comune or "")
        self.values["province"][spot.province if spot else ""].append(position)
        if latitude is not None and longitude is not None:
            self.points[(latitude, longitude)].append(position)

    def done(self) -> Snapshot:
        found, size = self.snapshot, len(self.snapshot.ids)
        found.points = {point: bitmaps.from_rows(rows, size) for point, rows in self.points.items()}
        found.slots = {slot: bitmaps.from_rows(rows, size) for slot, rows in self.slots.items()}
        found.sets = {
            param: {value: bitmaps.from_rows(rows, size) for value, rows in values.items() if value}
            for param, values in self.values.items()
        }
        _derive(found)
        return found


STATED = (
    "category", "italian", "mode", "commitment", "minors", "expenses", "certificate", "step-free",
    "state",
)  # fmt: skip
FIELDS = (
    "pk", "translation_key", "latitude", "longitude", "place__code", "place__region_code",
    "call_category__code", "italian_level", "mode", "commitment", "minors", "expenses",
    "certificate", "step_free", "now",
)  # fmt: skip
# Relations to many values: parameter, table, what stands for a value.
RELATED: tuple[tuple[str, Any, str], ...] = (
    ("open-to", CallPage.open_to.through, "term__code"),
    ("language", CallPage.languages_useful.through, "language__code"),
)


def _derive(found: Snapshot) -> None:
    """Values that include others: a level of Italian those below, an age the wider ranges."""
    stated, so_far, levels = found.sets.get("italian", {}), 0, {}
    for level in ITALIAN_LEVELS:
        so_far |= stated.get(level, 0)
        levels[level] = so_far
    found.sets["italian"] = levels
    found.sets["age"] = {age: found.having("minors", choices) for age, choices in AGES.items()}
