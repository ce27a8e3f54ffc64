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

from core.search_entries import lineage
from search.gazetteer import MIDDLES, gazetteer
from taxonomy import distance
from taxonomy.models import Place

DISTANCES = (10, 25, 50)  # km
MIDDLE = 25
KINDS = (Place.Kind.COMUNE, Place.Kind.CITY)
LONGEST = 80  # letters of a name that is looked for
MOST_CANDIDATES = 6
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
    """The comune, or city abroad, of a name in any of the site's languages, or of a code."""
    text = text.strip()[:LONGEST]
    codes = Place.objects.select_related("parent").filter(
        Q(code__iexact=text) | Q(istat_code=text), kind__in=KINDS
    )
    found = list(codes[:2]) if text.isascii() and text else []
    known = gazetteer()
    if not found:
        found = _places(spot.pk for spot in known.find(text, MIDDLES))
    if len(found) == 1:
        return Named(found[0], [])
    return Named(None, found or _places(spot.pk for spot in known.similar(text, MIDDLES)))


def _places(pks: Iterable[int]) -> list[Place]:
    """The places with these ids, the most populous first."""
    rows = Place.objects.filter(pk__in=list(dict.fromkeys(pks))[:500]).select_related("parent")
    return sorted(rows, key=lambda place: (-(place.population or 0), place.name))[:MOST_CANDIDATES]


def _now() -> int:
    return int(time.monotonic() // KEPT_SECONDS)


@receiver([post_save, post_delete], sender=Place, dispatch_uid="search.near")
def forget(**_kwargs: object) -> None:
    """Places changed: this process reads them again, the others within ten minutes."""
    _circle.cache_clear()
