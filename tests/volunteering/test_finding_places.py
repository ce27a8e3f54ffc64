"""Places as readers name them, and the drawn map."""

from typing import Any

import brotli
import pytest
import time_machine
from django.utils import translation

from search import gazetteer
from taxonomy.models import Place
from tests.volunteering.calls import BOVES, NOW, ROMA, listing, make, nothing_else, state, titles
from volunteering.finding import drawing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False):
        nothing_else()
        yield


@pytest.mark.parametrize(
    "typed",
    [
        "near=Torino", "near=torino", "near=Turin", "near=تورينو", "near=Турин", "near=都灵",
        "near=Turín", "near=Torino (TO)", "near=torino, to", "q=vicino a Torino", "q=near Turin",
        "q=près de Turin", "q=cerca de Turín", "q=lângă Torino", "q=بالقرب من تورينو",
        "q=قرب تورينو", "q=біля Турина", "q=поблизу Турин", "q=都灵附近", "q=在都灵附近",
    ],
)  # fmt: skip
def test_a_place_is_known_in_every_language(typed: str) -> None:
    assert state(typed).to_query() == "near=Torino"


def test_words_around_a_place_remain_words() -> None:
    found = state("q=animali vicino a San Mauro Torinese il sabato")
    assert (found.words, found.near) == ("animali il sabato", "San Mauro Torinese")
    assert state("q=在都灵附近教意大利语").words == "教意大利语"
    assert state("q=vicino a chi soffre").to_query() == "q=vicino+a+chi+soffre"
    assert state("q=vicino a Torino&near=Cuneo").near == "Cuneo"


def test_a_name_of_two_comuni_asks_which() -> None:
    found = listing("near=San Teodoro")
    assert found.state.spot is None
    assert found.total == 0
    assert sorted(link.label for link in found.candidates) == [
        "San Teodoro (Gallura Nord-Est Sardegna)", "San Teodoro (Messina)",
    ]  # fmt: skip
    for link in found.candidates:
        assert state(link.url[1:]).spot


def test_a_slip_in_a_name_offers_the_right_one() -> None:
    assert [link.label for link in listing("near=Cuneoo").candidates] == ["Cuneo (Cuneo)"]
    assert listing("near=Borgo Dalmazzo").candidates[0].label == "Borgo San Dalmazzo (Cuneo)"
    assert listing("near=Qwrtz").candidates == []


def test_a_region_or_a_province_becomes_a_filter() -> None:
    make("Qui")
    make("Là", ROMA)
    assert state("near=Piedmont").to_query() == "region=01"
    assert state("near=ピエモンテ").near
    assert titles("near=Lazio") == ["Là"]
    assert state("near=Reggio Calabria").to_query() == "province=080"


def test_a_comune_whose_point_is_not_known_becomes_its_province() -> None:
    """No circle can be drawn around it, and to show all of Italy would be no answer."""
    province = Place.objects.get(kind="province", code="081")
    Place.objects.create(kind="comune", code="Z997", name="Senzapunto", parent=province)
    assert state("near=Senzapunto").to_query() == "province=081"


def test_every_comune_has_an_address_of_its_own() -> None:
    """The canonical name of each of the 7,894 leads back to it alone."""
    known = gazetteer.gazetteer()
    wrong = [
        spot.name for spot in known.comuni.values() if known.find(known.canonical(spot)) != [spot]
    ]
    assert len(known.comuni) > 7_800
    assert wrong == []


# The map -----------------------------------------------------------------------------------------


def test_a_mark_stands_in_each_province_with_calls_and_leads_to_them() -> None:
    make("Uno")
    make("Due", BOVES)
    make("Tre", ROMA)
    make("Da casa", None)
    marks = {each.label: each for each in listing("").marks}
    assert {name: each.mark.count for name, each in marks.items()} == {"Cuneo": 2, "Roma": 1}
    assert marks["Cuneo"].mark.x < marks["Roma"].mark.x
    assert marks["Cuneo"].mark.y < marks["Roma"].mark.y
    assert marks["Cuneo"].mark.radius >= marks["Roma"].mark.radius
    assert sorted(titles(marks["Cuneo"].url[1:])) == ["Due", "Uno"]
    circle = listing("near=Cuneo&km=50").circle
    assert circle
    assert circle.radius == 12  # 50 km on a drawing of 26 units for 111 km
    with translation.override("ar"):
        assert {each.label for each in listing("").marks} == {"كونيو", "روما"}


def test_the_country_is_drawn_in_less_than_a_kilobyte() -> None:
    """The dots lie within the drawing, in some 500 places, and compress well."""
    path = drawing.dots()
    runs = [tuple(map(int, run.replace("h", " ").split())) for run in path[1:].split("M")]
    assert all(x >= 0 and x + length <= drawing.WIDTH for x, _y, length in runs)
    assert all(0 <= y <= drawing.HEIGHT for _x, y, _length in runs)
    assert 300 < sum(length // drawing.STEP + 1 for _x, _y, length in runs) < 700
    assert len(brotli.compress(path.encode())) < 1000
