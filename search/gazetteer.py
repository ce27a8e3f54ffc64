"""Names of places to places: any comune, province or region, and cities abroad, in any language.

The one list of names of the site: the distance filters of the search and of the calls ask it.
Read once a process (two queries) and kept: places change once a year, by `load_places`, after
which the processes are started anew or read again within `SECONDS`. A process that saves a place
itself reads them again at once.
"""

import re
import time
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from search import spelling
from search.analysis import analyzer
from search.analysis.folding import fold
from taxonomy.models import Called, Place

SECONDS = 3600
MOST_CANDIDATES = 8
SHORTEST_START = 2

COMUNE, PROVINCE, REGION, CITY = "comune", "province", "region", "city"
ITALY = ((COMUNE,), (PROVINCE,), (REGION,))
"""Kinds of places to look for, a rank each: one that is found hides those of later ranks."""
MIDDLES = ((COMUNE, CITY),)
"""What a circle can be drawn around; comuni and cities abroad are of one rank."""

Ranks = tuple[tuple[str, ...], ...]
_BRACKETS = re.compile(r"^(?P<name>.+?)[\s,]*[(,]\s*(?P<sign>[a-z]{2})\s*\)?$")
_SEPARATORS = re.compile(r"[\s\W_]+")


@dataclass(frozen=True, slots=True)
class Spot(Called):
    """A comune or a city abroad (with its point in degrees), a province or a region."""

    pk: int
    kind: str
    code: str
    name: str
    names: dict[str, str]
    sign: str
    province: str
    region: str
    latitude: float | None
    longitude: float | None
    population: int


@dataclass(eq=False)
class Gazetteer:
    """All places of Italy, and cities abroad, by their folded names.

    `comuni` are those whose point is known; a name also finds the others.
    """

    read: float = 0.0
    comuni: dict[str, Spot] = field(default_factory=dict)
    provinces: dict[str, Spot] = field(default_factory=dict)
    regions: dict[str, Spot] = field(default_factory=dict)
    by_name: dict[str, list[Spot]] = field(default_factory=dict)
    by_other_name: dict[str, list[Spot]] = field(default_factory=dict)
    by_stem: dict[str, list[Spot]] = field(default_factory=dict)

    def canonical(self, spot: Spot) -> str:
        """The shortest text that means this comune and no other, the same in every language."""
        alone = self.find(spot.name) == [spot]
        return spot.name if alone or not spot.sign else f"{spot.name} ({spot.sign})"

    def find(self, text: str, ranks: Ranks = ITALY) -> list[Spot]:
        """The places a text names, of the first rank that has any; none when unknown.

        A name may carry the letters of its province, as in “Castro (BG)”. Several places mean
        that it is ambiguous.
        """
        text = fold(text).strip()
        kinds = {kind for rank in ranks for kind in rank}
        match = _BRACKETS.match(text)
        if match:
            signed = self._named(key(match["name"]), kinds)
            found = [spot for spot in signed if spot.sign.lower() == match["sign"]]
            if found:
                return _first_rank(found, ranks)
        return _first_rank(self._named(key(text), kinds), ranks)

    def _named(self, folded: str, kinds: Container[str]) -> list[Spot]:
        if not folded:
            return []
        for names, name in (
            (self.by_name, folded),
            (self.by_other_name, folded),
            (self.by_stem, _stem(folded)),
        ):
            found = [spot for spot in names.get(name, ()) if spot.kind in kinds]
            if found:
                return found
        return []

    def similar(self, text: str, ranks: Ranks = ((COMUNE,),)) -> list[Spot]:
        """Places that may have been meant: those that begin so, else the fewest slips away."""
        folded = key(text)
        if len(folded) < SHORTEST_START:
            return []
        kinds = {kind for rank in ranks for kind in rank}
        known: dict[str, list[Spot]] = {}
        for names in (self.by_name, self.by_other_name):
            for name, spots in names.items():
                if meant := [spot for spot in spots if spot.kind in kinds]:
                    known.setdefault(name, []).extend(meant)
        words = set(folded.split())
        alike = [n for n in known if n.startswith(folded) or words <= set(n.split())]
        alike = alike or spelling.nearest(folded, list(known))
        found = {spot.pk: spot for name in alike for spot in known[name]}
        return sorted(found.values(), key=lambda s: (-s.population, s.name))[:MOST_CANDIDATES]


def key(text: str) -> str:
    """The spelling under which names are compared: no case, accents, hyphens, apostrophes."""
    return _SEPARATORS.sub(" ", fold(text)).strip()


def _stem(folded: str) -> str:
    """A name without its ending, for languages that decline names (Ukrainian: біля Риму)."""
    return " ".join(analyzer("uk").terms(folded)[0])


def _first_rank(spots: list[Spot], ranks: Ranks) -> list[Spot]:
    for rank in ranks:
        found = [spot for spot in spots if spot.kind in rank]
        if found:
            return found
    return []


_kept: list[Gazetteer] = []


def gazetteer() -> Gazetteer:
    """The places of this process, read anew after an hour."""
    if not _kept or time.monotonic() - _kept[0].read > SECONDS:
        _kept[:] = [_read()]
    return _kept[0]


@receiver([post_save, post_delete], sender=Place, dispatch_uid="search.gazetteer")
def forget(**_kwargs: object) -> None:
    """Places changed: read them again at the next question."""
    _kept.clear()


FIELDS = (
    "pk", "kind", "code", "name", "names", "abbreviation", "region_code", "latitude", "longitude",
    "population",
)  # fmt: skip


def _read() -> Gazetteer:
    found = Gazetteer(read=time.monotonic())
    codes = {}
    areas = Place.objects.filter(kind__in=(PROVINCE, REGION)).order_by("name")
    for values in areas.values_list(*FIELDS):
        spot = _spot(values)
        if spot.region.isdigit():  # regions abroad have letters
            codes[spot.pk] = spot.code
            (found.provinces if spot.kind == PROVINCE else found.regions)[spot.code] = spot
    middles = Place.objects.filter(kind__in=(COMUNE, CITY), valid_until=None).order_by("code")
    for parent, other, *values in middles.values_list("parent_id", "name_other", *FIELDS):
        spot = _spot(values, codes.get(parent, ""))
        if spot.kind == COMUNE and spot.latitude is not None:
            found.comuni[spot.code] = spot
        _enter(found, spot, other)
    for spot in found.provinces.values():
        found.provinces[spot.code] = _as_its_capital(found, spot)
    for spot in (*found.provinces.values(), *found.regions.values()):
        _enter(found, spot)
    return found


def _as_its_capital(found: Gazetteer, province: Spot) -> Spot:
    """A province without names in other languages has those of the comune it is called after."""
    capitals = found.by_name.get(key(province.name), [])
    names = next((spot.names for spot in capitals if spot.province == province.code), {})
    return replace(province, names=province.names or names)


def _spot(values: Sequence[Any], province: str = "") -> Spot:
    pk, kind, code, name, names, sign, region, latitude, longitude, population = values
    province = code if kind == PROVINCE else province
    return Spot(
        pk, kind, code, name, names, sign, province, region, latitude, longitude, population or 0
    )


def _enter(found: Gazetteer, spot: Spot, other: str = "") -> None:
    """File a place under its names; both halves of “Bolzano/Bozen” count."""
    own = {key(part) for part in (spot.name, *spot.name.split("/"), other) if part}
    for name in own:
        found.by_name.setdefault(name, []).append(spot)
    for name in {key(name) for name in spot.names.values()} - own:
        found.by_other_name.setdefault(name, []).append(spot)
    if "uk" in spot.names:
        found.by_stem.setdefault(_stem(key(spot.names["uk"])), []).append(spot)
