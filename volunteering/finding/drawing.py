"""A map of Italy without a map service: rows of dots where comuni are, a mark for each province.

Plate carrée, true to scale at 42.5° north. Everything comes from the coordinates of the comuni;
nothing is mirrored where text runs from right to left.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sqrt

from search.gazetteer import Gazetteer, Spot, gazetteer
from volunteering.finding.matching import Matcher

WEST, NORTH, TRUE_LATITUDE = 6.5, 47.2, 42.5
UNIT = 26.0  # of the drawing for a degree of latitude
KM_OF_A_DEGREE = 111.2
WIDTH, HEIGHT = 232, 306
STEP = 6  # between dots; the stroke's dash pattern in call_map.html must agree
SMALLEST, LARGEST = 3.0, 13.0


@dataclass(frozen=True)
class Mark:
    """A province on the map: its middle, the radius of its circle, its calls."""

    spot: Spot
    x: int
    y: int
    radius: int
    count: int


@dataclass(frozen=True)
class Circle:
    """What the reader looks around in."""

    x: int
    y: int
    radius: int


def point(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a place lies on the drawing."""
    x = (longitude - WEST) * cos(radians(TRUE_LATITUDE)) * UNIT
    return x, (NORTH - latitude) * UNIT


def dots() -> str:
    """The country as an SVG path: a horizontal line for each run of dots, drawn dashed."""
    return _dots(gazetteer())


@lru_cache(maxsize=1)
def _dots(places: Gazetteer) -> str:
    rows: dict[int, set[int]] = defaultdict(set)
    for spot in places.comuni.values():
        x, y = point(spot.latitude or 0.0, spot.longitude or 0.0)
        row = round(y / STEP)
        rows[row].add(round((x - row % 2 * STEP / 2) / STEP))
    return "".join(
        f"M{first * STEP + row % 2 * STEP // 2} {row * STEP}h{(last - first) * STEP}"
        for row in sorted(rows)
        for first, last in _runs(rows[row])
    )


def _runs(columns: set[int]) -> list[tuple[int, int]]:
    """First and last of each row of neighbours; a gap of one (a lake, a ridge) is closed."""
    found: list[tuple[int, int]] = []
    for column in sorted(columns):
        if found and column <= found[-1][1] + 2:
            found[-1] = (found[-1][0], column)
        else:
            found.append((column, column))
    return found


@lru_cache(maxsize=1)
def _middles(places: Gazetteer) -> dict[str, tuple[float, float]]:
    """The middle of each province: the mean of its comuni."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for spot in places.comuni.values():
        points[spot.province].append(point(spot.latitude or 0.0, spot.longitude or 0.0))
    return {
        code: (sum(x for x, _y in all_) / len(all_), sum(y for _x, y in all_) / len(all_))
        for code, all_ in points.items()
    }


def marks(matcher: Matcher) -> list[Mark]:
    """The provinces with calls that meet all other filters, the largest marks first."""
    places = gazetteer()
    middles, found = _middles(places), []
    for code, count in matcher.counts("province").items():
        if count and code in middles:
            x, y = middles[code]
            radius = min(SMALLEST + sqrt(count), LARGEST)
            found.append(Mark(places.provinces[code], round(x), round(y), round(radius), count))
    return sorted(found, key=lambda mark: -mark.count)


def around(matcher: Matcher) -> Circle | None:
    """The circle in which the reader looks, if a place was given."""
    spot = matcher.state.spot
    if spot is None or spot.latitude is None or spot.longitude is None:
        return None
    x, y = point(spot.latitude, spot.longitude)
    return Circle(round(x), round(y), round(matcher.state.km / KM_OF_A_DEGREE * UNIT))
