"""“Within 25 km of Cuneo”: from what a reader writes to a comune, and from there to a circle.

A circle is the set of places of the index that lie in it, by the coordinates of the comuni: both
engines filter by it as by any other value. What belongs to a whole province or region is within
it when the comune in the middle is.
"""

import time
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.search_entries import lineage
from search.analysis.folding import fold
from taxonomy import distance
from taxonomy.models import Place

DISTANCES = (10, 25, 50)  # km
MIDDLE = 25
KINDS = (Place.Kind.COMUNE, Place.Kind.CITY)
SHORTEST, LONGEST = 2, 80  # letters of a name that is looked for
MOST_CANDIDATES = 6
SLIPS = 2
KEPT_SECONDS = 600


class Circle(NamedTuple):
    """The comune in the middle, and value of the index → its distance in km, up to the widest."""

    middle: Place
    distances: dict[str, float]

    def within(self, km: int) -> frozenset[str]:
        """The values of the index in a circle."""
        return frozenset(value for value, away in self.distances.items() if away <= km)

    def nearest(self, values: Iterable[str]) -> str | None:
        """The nearest of some comuni; nothing when none of them lies in the widest circle."""
        known = [
            value
            for value in values
            if value in self.distances and value.startswith(("comune:", "city:"))
        ]
        return min(known, key=lambda value: self.distances[value], default=None)

    def km(self, values: Iterable[str]) -> int | None:
        """How far the nearest of some comuni is, in whole kilometres."""
        value = self.nearest(values)
        return None if value is None else round(self.distances[value])


def full_name(place: Place) -> str:
    """A place with the letters of its province, which tell those of one name apart."""
    letters = place.abbreviation or (place.parent.abbreviation if place.parent else "")
    return f"{place.label()} ({letters})" if letters else place.label()


def value_of(place: Place) -> str:
    """A place as the index names it: comune:L219."""
    return f"{place.kind}:{place.code}"


def circle(place: Place) -> Circle:
    """All comuni, and cities abroad, within the widest distance of one of them."""
    return Circle(place, dict(_circle(place.pk, _now())))


@lru_cache(maxsize=128)
def _circle(pk: int, _stamp: int) -> dict[str, float]:
    middle = Place.objects.select_related("parent").get(pk=pk)
    found = {value_of(above): 0.0 for above in lineage(middle)}
    if middle.latitude is None or middle.longitude is None:
        return found
    here = middle.latitude, middle.longitude
    south, north, west, east = distance.bounding_box(*here, DISTANCES[-1])
    rows = Place.objects.filter(
        kind__in=KINDS, latitude__range=(south, north), longitude__range=(west, east)
    )
    for kind, code, latitude, longitude in rows.values_list(
        "kind", "code", "latitude", "longitude"
    ):
        away = distance.haversine_km(*here, latitude or 0.0, longitude or 0.0)
        if away <= DISTANCES[-1]:
            found[f"{kind}:{code}"] = away
    return found


class Named(NamedTuple):
    """What a name led to: one place, or those that might be meant (none: nothing like it)."""

    place: Place | None
    candidates: list[Place]


def find(text: str) -> Named:
    """The comune, or city abroad, of a name in any of the site's languages, or of a code.

    A name may carry the letters of its province, as in “Castro (BG)”.
    """
    text = text.strip()[:LONGEST]
    by_name = _names(_now())
    codes = Place.objects.select_related("parent").filter(
        Q(code__iexact=text) | Q(istat_code=text), kind__in=KINDS
    )
    found = list(codes[:2]) if text.isascii() and text else []
    if not found:
        found = _places(by_name.get(_folded(text), ()))
    if len(found) == 1:
        return Named(found[0], [])
    return Named(None, found or _places(_similar(_folded(text), by_name)))


def _similar(name: str, by_name: dict[str, list[int]]) -> list[int]:
    """Places whose names begin so, else those within two slips."""
    if len(name) < SHORTEST:
        return []
    alike = [known for known in by_name if known.startswith(name)]
    if not alike:
        slips = SLIPS if len(name) > SLIPS * 2 else 1
        near = process.extract(
            name, by_name.keys(), scorer=OSA.distance, score_cutoff=slips, limit=MOST_CANDIDATES
        )
        alike = [known for known, _slips, _key in near]
    return [pk for known in alike for pk in by_name[known]]


def _places(pks: Iterable[int]) -> list[Place]:
    """The places with these ids, the most populous first."""
    rows = Place.objects.filter(pk__in=list(dict.fromkeys(pks))[:500]).select_related("parent")
    return sorted(rows, key=lambda place: (-(place.population or 0), place.name))[:MOST_CANDIDATES]


def _folded(text: str) -> str:
    return " ".join(fold(text).replace("’", "'").replace("-", " ").split())


def _now() -> int:
    return int(time.monotonic() // KEPT_SECONDS)


@lru_cache(maxsize=1)
def _names(_stamp: int) -> dict[str, list[int]]:
    """Folded name → ids, for every language there is; with the province's letters as well."""
    rows = Place.objects.filter(kind__in=KINDS, valid_until=None).values_list(
        "pk", "name", "name_other", "names", "abbreviation", "parent__abbreviation"
    )
    found: dict[str, list[int]] = {}
    for pk, name, other, names, own_letters, letters in rows:
        folded = {_folded(each) for each in (name, other, *names.values()) if each}
        folded.add(_folded(f"{name} ({own_letters or letters})"))
        for each in folded:
            found.setdefault(each, []).append(pk)
    return found


@receiver([post_save, post_delete], sender=Place, dispatch_uid="search.near")
def forget(**_kwargs: object) -> None:
    """Places changed: this process reads them again, the others within ten minutes."""
    _names.cache_clear()
    _circle.cache_clear()
