"""Distances between comuni, without a map service."""

import pytest

from taxonomy import distance
from taxonomy.models import Place

CUNEO = (44.3845, 7.5427)


def test_cuneo_to_turin_is_about_eighty_kilometres() -> None:
    assert 75 < distance.haversine_km(*CUNEO, 45.0703, 7.6869) < 85


def test_the_box_holds_the_circle() -> None:
    south, north, west, east = distance.bounding_box(*CUNEO, 30)
    for lat, lon in ((44.3845, 7.91), (44.65, 7.5427)):
        if distance.haversine_km(*CUNEO, lat, lon) <= 30:
            assert south <= lat <= north
            assert west <= lon <= east


@pytest.mark.django_db
def test_eighty_one_comuni_lie_within_thirty_kilometres_of_cuneo() -> None:
    cuneo = Place.objects.get(kind="comune", code="D205")
    here = (cuneo.latitude or 0.0, cuneo.longitude or 0.0)
    located = Place.objects.filter(kind="comune", latitude__isnull=False)
    points = located.values_list("latitude", "longitude")
    near = [
        point
        for point in points
        if distance.haversine_km(*here, point[0] or 0.0, point[1] or 0.0) <= 30
    ]
    assert len(near) == 81
