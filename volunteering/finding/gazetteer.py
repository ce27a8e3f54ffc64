"""Names of places to places: any comune, province or region, in any language of the site.

Read once a process (three queries) and kept: places change once a year, by `load_places`, after
which the processes are started anew or read again within `SECONDS`.
"""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import get_language

from search import spelling
from search.analysis import analyzer
from search.analysis.folding import fold
from taxonomy.models import Language, Place

SECONDS = 3600
MOST_CANDIDATES = 8
SHORTEST_START = 3
_BRACKETS = re.compile(r"^(?P<name>.+?)[\s,]*[(,]\s*(?P<sign>[a-z]{2})\s*\)?$")
_SEPARATORS = re.compile(r"[\s\W_]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A comune (with its point in degrees), a province or a region."""

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

    def label(self, language: str | None = None) -> str:
        """What readers of a language call it; its Italian name where it has no other."""
        return self.names.get(language or get_language() or "it") or self.name

    @property
    def label_language(self) -> str:
        """The language in which `label()` answers."""
        language = get_language() or "it"
        return language if self.names.get(language) else "it"


@dataclass(eq=False)
class Gazetteer:
    """All places of Italy by their folded names."""

    read: float = 0.0
    comuni: dict[str, Spot] = field(default_factory=dict)
    provinces: dict[str, Spot] = field(default_factory=dict)
    regions: dict[str, Spot] = field(default_factory=dict)
    languages: dict[str, dict[str, str]] = field(default_factory=dict)
    by_name: dict[str, list[Spot]] = field(default_factory=dict)
    by_other_name: dict[str, list[Spot]] = field(default_factory=dict)
    by_stem: dict[str, list[Spot]] = field(default_factory=dict)

    def canonical(self, spot: Spot) -> str:
        """The shortest text that means this comune and no other, the same in every language."""
        alone = self.find(spot.name) == [spot]
        return spot.name if alone or not spot.sign else f"{spot.name} ({spot.sign})"

    def find(self, text: str) -> list[Spot]:
        """The places a text names, comuni before provinces before regions; none when unknown.

        Several of one kind mean that the name is ambiguous.
        """
        text = fold(text).strip()
        match = _BRACKETS.match(text)
        if match:
            signed = self._named(key(match["name"]))
            found = [spot for spot in signed if spot.sign.lower() == match["sign"]]
            if found:
                return _nearest_kind(found)
        return _nearest_kind(self._named(key(text)))

    def _named(self, folded: str) -> list[Spot]:
        if not folded:
            return []
        return (
            self.by_name.get(folded)
            or self.by_other_name.get(folded)
            or self.by_stem.get(_stem(folded), [])
        )

    def similar(self, text: str) -> list[Spot]:
        """Comuni that may have been meant: those that begin so, else those one slip away."""
        folded = key(text)
        if len(folded) < SHORTEST_START:
            return []
        names = self.by_name | self.by_other_name
        words = set(folded.split())
        found = [n for n in names if n.startswith(folded) or words <= set(n.split())]
        if not found:
            meant = spelling.repair(folded, list(names), self._populations)
            found = [meant] if meant else []
        spots = {spot.code: spot for name in found for spot in names[name] if spot.kind == "comune"}
        return sorted(spots.values(), key=lambda spot: -spot.population)[:MOST_CANDIDATES]

    def _populations(self, names: Iterable[str]) -> dict[str, int]:
        return {name: max(spot.population for spot in self._named(name)) for name in names}


def key(text: str) -> str:
    """The spelling under which names are compared: no case, accents, hyphens, apostrophes."""
    return _SEPARATORS.sub(" ", fold(text)).strip()


def _stem(folded: str) -> str:
    """A name without its ending, for languages that decline names (Ukrainian: біля Риму)."""
    return " ".join(analyzer("uk").terms(folded)[0])


def _nearest_kind(spots: list[Spot]) -> list[Spot]:
    for kind in ("comune", "province", "region"):
        found = [spot for spot in spots if spot.kind == kind]
        if found:
            return found
    return []


_kept: list[Gazetteer] = []


def gazetteer() -> Gazetteer:
    """The places of this process, read anew after an hour."""
    if not _kept or time.monotonic() - _kept[0].read > SECONDS:
        _kept[:] = [_read()]
    return _kept[0]


def forget() -> None:
    """Read the places again at the next question."""
    _kept.clear()


FIELDS = (
    "kind", "code", "name", "names", "abbreviation", "region_code", "latitude", "longitude",
    "population",
)  # fmt: skip


def _read() -> Gazetteer:
    found = Gazetteer(read=time.monotonic())
    found.languages = dict(Language.objects.values_list("code", "names"))
    codes = {}
    areas = Place.objects.filter(kind__in=[Place.Kind.PROVINCE, Place.Kind.REGION])
    for pk, *values in areas.order_by("name").values_list("pk", *FIELDS):
        spot = _spot(values)
        if spot.region.isdigit():  # regions abroad have letters
            codes[pk] = spot.code
            (found.provinces if spot.kind == "province" else found.regions)[spot.code] = spot
    comuni = Place.objects.filter(kind=Place.Kind.COMUNE, latitude__isnull=False)
    for parent, other, *values in comuni.order_by("code").values_list(
        "parent_id", "name_other", *FIELDS
    ):
        spot = _spot(values, codes.get(parent, ""))
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


def _spot(values: list[Any], province: str = "") -> Spot:
    kind, code, name, names, sign, region, latitude, longitude, population = values
    province = code if kind == "province" else province
    return Spot(
        kind, code, name, names, sign, province, region, latitude, longitude, population or 0
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
