"""Names of places, as the distance filters of the search and of the calls know them."""

import pytest

from search import gazetteer, near
from search.gazetteer import MIDDLES
from taxonomy.models import Place

pytestmark = pytest.mark.django_db


def named(text: str, ranks: gazetteer.Ranks = gazetteer.ITALY) -> list[tuple[str, str]]:
    return [(spot.kind, spot.code) for spot in gazetteer.gazetteer().find(text, ranks)]


def test_who_looks_for_calls_is_not_sent_abroad_and_who_searches_may_be() -> None:
    Place.objects.create(kind="city", code="test-riga", name="Rigonia", names={"en": "Rigonia-Sea"})
    assert named("rigonia") == named("Rigonia Sea") == []
    assert named("rigonia sea", MIDDLES) == [("city", "test-riga")]
    assert near.find("Rigonia").place == Place.objects.get(code="test-riga")


def test_a_comune_hides_the_province_and_region_of_its_name() -> None:
    assert named("Cuneo") == [("comune", "D205")]
    assert named("Piedmont") == [("region", "01")]
    assert named("Piedmont", MIDDLES) == []


def test_a_name_of_ones_own_comes_before_what_others_call_a_place() -> None:
    Place.objects.create(kind="city", code="test-abroad", name="Lontana", names={"fr": "Cuneo"})
    assert named("Cuneo", MIDDLES) == [("comune", "D205")]


def test_a_place_that_is_saved_or_deleted_is_known_at_once() -> None:
    assert named("Vattelapesca") == []
    place = Place.objects.create(kind="comune", code="Z999", name="Vattelapesca")
    assert named("Vattelapesca") == [("comune", "Z999")]
    place.delete()
    assert named("Vattelapesca") == []


def test_a_comune_that_is_no_more_is_found_by_its_code_alone() -> None:
    Place.objects.create(kind="comune", code="Z998", name="Scomparsa", valid_until="2020-01-01")
    assert named("Scomparsa") == []
    assert near.find("Scomparsa").place is None
    assert near.find("Z998").place == Place.objects.get(code="Z998")
