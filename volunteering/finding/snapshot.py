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
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.utils import timezone
from wagtail.models import Locale

from core import access, bitmaps
from taxonomy.distance import haversine_km
from volunteering.finding.changes import STAMP
from volunteering.finding.facets import AGES, ITALIAN_LEVELS, LISTED
from volunteering.finding.gazetteer import gazetteer
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
                kept = _Kept(mark, time.monotonic() + SECONDS, _read(locale, mark[1]))
                _kept[locale.pk] = kept
    return kept.snapshot


def forget() -> None:
    """Read the calls again at the next question."""
    _kept.clear()


def listed(locale: Locale) -> QuerySet:
    """Live and public calls of a language that are not over; never an alias of another one."""
    rows = access.public(CallPage.objects.all())
    found: QuerySet = CallPage.listed(rows.filter(locale_id=locale.pk, alias_of__isnull=True))
    return found


def _read(locale: Locale, day: datetime.date) -> Snapshot:
    states = [When(state_condition(state, day), then=Value(str(state))) for state in LISTED]
    rows = listed(locale).annotate(now=Case(*states, default=Value(""), output_field=CharField()))
    rows = rows.order_by(F("apply_by").asc(nulls_last=True), "title", "pk")
    found = Snapshot(day)
    places: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    points: dict[tuple[float, float], list[int]] = defaultdict(list)
    for position, row in enumerate(rows.values_list(*FIELDS)):
        pk, key, latitude, longitude, comune, region, *stated = row
        found.ids.append(pk)
        found.positions[str(key)] = position
        for param, value in zip(STATED, stated, strict=True):
            places[param][value or ""].append(position)
        places["region"][region or ""].append(position)
        spot = gazetteer().comuni.get(comune or "")
        places["province"][spot.province if spot else ""].append(position)
        if latitude is not None and longitude is not None:
            points[(latitude, longitude)].append(position)
    where = {pk: position for position, pk in enumerate(found.ids)}
    _rows_into(places["open-to"], CallPage.open_to.through, "term__code", where)
    _rows_into(places["language"], CallPage.languages_useful.through, "language__code", where)
    slots: dict[tuple[int, str], list[int]] = defaultdict(list)
    for pk, weekday, part in CallSlot.objects.values_list("page_id", "weekday", "part"):
        if pk in where:
            slots[(weekday, part)].append(where[pk])
    size = len(found.ids)
    found.points = {point: bitmaps.from_rows(rows, size) for point, rows in points.items()}
    found.slots = {slot: bitmaps.from_rows(rows, size) for slot, rows in slots.items()}
    found.sets = {
        param: {value: bitmaps.from_rows(rows, size) for value, rows in values.items() if value}
        for param, values in places.items()
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


def _rows_into(
    values: dict[str, list[int]], through: type, name: str, where: dict[int, int]
) -> None:
    """Add the rows of a many-to-many relation: value → positions of calls."""
    rows = through._default_manager.values_list("callpage_id", name)  # type: ignore[attr-defined]
    for pk, value in rows:
        if pk in where:
            values[value].append(where[pk])


def _derive(found: Snapshot) -> None:
    """Values that include others: a level of Italian those below, an age the wider ranges."""
    stated, so_far, levels = found.sets.get("italian", {}), 0, {}
    for level in ITALIAN_LEVELS:
        so_far |= stated.get(level, 0)
        levels[level] = so_far
    found.sets["italian"] = levels
    found.sets["age"] = {age: found.having("minors", choices) for age, choices in AGES.items()}
