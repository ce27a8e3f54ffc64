"""Finding a call: what each filter means, what is counted, what is offered when nothing fits."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from core import locales
from directory.models import Organisation
from tests.volunteering.calls import (
    BOVES,
    CUNEO,
    FOSSANO,
    NOW,
    ROMA,
    TORINO,
    listing,
    make,
    nothing_else,
    state,
    titles,
)
from volunteering.finding import changed
from volunteering.finding.listing import PER_PAGE
from volunteering.finding.matching import Matcher, find
from volunteering.models import CallPage

pytestmark = pytest.mark.django_db
J3 = "near=Cuneo&days=weekend&italian=none"
DAY = NOW.date()


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False):
        nothing_else()
        yield


def counts(query: str, param: str) -> dict[str, int]:
    matcher = Matcher(state(query), locales.source())
    return {value: count for value, count in matcher.counts(param).items() if count}


@pytest.fixture
def around_cuneo() -> None:
    """Calls for journey J3: three fit, each of the others fails in one thing."""
    later = DAY + dt.timedelta(days=40)
    soon = DAY + dt.timedelta(days=5)
    weekend: dict[str, Any] = {"slots": ("5-morning",), "italian_level": "none"}
    make("Fossano domenica", FOSSANO, slots=("6-afternoon",), italian_level="none")
    make("Cuneo più tardi", CUNEO, apply_by=later, **weekend)
    make("Cuneo presto", CUNEO, apply_by=soon, **weekend)
    make("Torino è lontana", TORINO, **weekend)
    make("Di martedì", CUNEO, slots=("1-morning",), italian_level="none")
    make("Orario non detto", CUNEO, italian_level="none")
    make("Serve il B1", CUNEO, slots=("5-morning",), italian_level="B1")
    make("Italiano non detto", CUNEO, slots=("5-morning",))
    make("Da casa", None, **weekend)
    make("Completa", BOVES, places_available=2, filled_count=2, **weekend)
    make("Apre dopo", BOVES, opens_on=DAY + dt.timedelta(days=1), **weekend)
    make("Chiusa", BOVES, apply_by=DAY - dt.timedelta(days=1), **weekend)


@pytest.mark.usefixtures("around_cuneo")
def test_weekends_near_cuneo_without_italian() -> None:
    """J3: by distance, then by deadline; what is not stated does not fit."""
    assert titles(J3) == ["Cuneo presto", "Cuneo più tardi", "Fossano domenica"]
    found = find(state(J3), locales.source())
    assert [match.km is not None and round(match.km) for match in found] == [0, 0, 22]
    assert titles(f"{J3}&km=10") == ["Cuneo presto", "Cuneo più tardi"]
    assert titles(f"{J3}&order=deadline") == titles(J3)
    assert titles("italian=none&days=weekend&order=distance")[0] == "Cuneo presto"


@pytest.mark.usefixtures("around_cuneo")
def test_counts_are_what_a_further_tick_finds() -> None:
    """With all other filters applied and the facet's own left out."""
    assert counts(J3, "italian") == {"none": 3, "A1": 3, "A2": 3, "B1": 4, "B2": 4}
    assert counts(J3, "days") == {"weekend": 3, "weekdays": 1, "1": 1, "5": 2, "6": 1}
    assert counts(J3, "state") == {"open": 3, "upcoming": 1, "full": 1}
    assert counts(J3, "part") == {"morning": 2, "afternoon": 1}
    for param in ("days", "part", "state", "mode", "category"):
        for value, count in counts(J3, param).items():
            wider = state(J3).choosing(param, [value])
            assert len(find(wider, locales.source())) == count, (param, value)
    radii = {option.value: option.count for option in listing(J3).radii}
    assert radii == {"10": 2, "25": 3, "50": 3}


def test_a_day_and_a_part_are_one_slot() -> None:
    make("Sabato mattina", slots=("5-morning",))
    make("Sabato sera e lunedì mattina", slots=("5-evening", "0-morning"))
    make("Sere feriali", slots=("2-evening",))
    assert titles("days=5&part=morning") == ["Sabato mattina"]
    assert titles("days=weekend&part=evening") == ["Sabato sera e lunedì mattina"]
    assert titles("days=weekdays&part=evening") == ["Sere feriali"]
    assert counts("days=5", "part") == {"morning": 1, "evening": 1}
    assert titles("days=5&days=2") == [
        "Sabato mattina", "Sabato sera e lunedì mattina", "Sere feriali",
    ]  # fmt: skip


def test_italian_is_at_most_what_i_speak() -> None:
    for level in ("none", "A1", "A2", "B1", "B2", ""):
        make(f"Livello {level or 'non detto'}", italian_level=level)
    assert titles("italian=none") == ["Livello none"]
    assert titles("italian=A2") == ["Livello A1", "Livello A2", "Livello none"]
    assert len(titles("italian=B2")) == 5
    assert titles("italian=A1&italian=none") == titles("italian=A1")
    assert len(titles("")) == 6


def test_who_is_sixteen_finds_the_wider_ranges_too() -> None:
    make("Dai 18", minors="no")
    make("Dai 16", minors="16-17", min_age=16)
    make("Dai 14", minors="14-17", min_age=14)
    assert titles("age=14") == ["Dai 14"]
    assert titles("age=16") == ["Dai 14", "Dai 16"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("open-to=asylum-seekers", ["A"]),
        ("open-to=asylum-seekers&open-to=families", ["A", "B"]),
        ("language=ar", ["A"]),
        ("expenses=receipts", ["A"]),
        ("certificate=hours&certificate=badge", ["A", "B"]),
        ("step-free=yes", ["A"]),
        ("mode=remote", ["C"]),
        ("commitment=one-off", ["B"]),
        ("category=transport", ["B"]),
        ("region=01", ["A"]),
        ("region=01&region=12", ["A", "B"]),
        ("province=004", ["A"]),
        ("region=01&open-to=families", []),
    ],
)
def test_each_filter_finds_what_states_it(query: str, found: list[str]) -> None:
    make(
        "A", open_to=("asylum-seekers",), languages=("ar", "uk"), expenses="receipts",
        certificate="hours", step_free="yes",
    )  # fmt: skip
    make("B", ROMA, open_to=("families",), certificate="badge", commitment="one-off",
         category="transport", step_free="partly")  # fmt: skip
    make("C", None)
    assert titles(query) == found


def test_only_open_calls_unless_the_reader_widens() -> None:
    make("Aperta")
    make("Dopo", opens_on=DAY + dt.timedelta(days=3))
    assert titles("") == titles("state=open") == ["Aperta"]
    assert titles("state=open&state=upcoming") == ["Aperta", "Dopo"]
    assert titles("state=upcoming") == ["Dopo"]
    assert titles("state=closed") == ["Aperta"]
    assert state("state=open").to_query() == ""


# The list follows what happens -------------------------------------------------------------------


def test_a_full_call_leaves_the_open_ones_at_once() -> None:
    call = make("Due posti", places_available=2, filled_count=1)
    assert titles("") == ["Due posti"]
    call.filled_count = 2
    call.save(update_fields=["filled_count"])
    assert titles("") == []
    assert titles("state=full") == ["Due posti"]


def test_the_end_of_an_insurance_pauses_and_its_renewal_opens() -> None:
    make("Assicurata")
    host = Organisation.objects.get(slug="ponte-di-voci", locale__language_code="it")
    until = host.insurance_valid_until
    host.insurance_valid_until = DAY - dt.timedelta(days=1)
    host.save()
    assert titles("") == []
    assert titles("state=paused") == ["Assicurata"]
    host.insurance_valid_until = until
    host.save()
    assert titles("") == ["Assicurata"]


def test_a_deadline_passes_by_itself() -> None:
    make("Fino a oggi", apply_by=DAY)
    assert titles("") == ["Fino a oggi"]
    with time_machine.travel(NOW + dt.timedelta(days=1), tick=False):
        assert titles("") == []


def test_unpublished_moved_and_deleted_calls_leave() -> None:
    one, two = make("Una"), make("Due")
    assert titles("") == ["Due", "Una"]
    one.unpublish()
    assert titles("") == ["Due"]
    two.delete()
    assert titles("") == []


# When little is found ----------------------------------------------------------------------------


@pytest.mark.usefixtures("around_cuneo")
def test_nothing_found_offers_the_nearest_ways_out() -> None:
    """J3: 50 km, other days, from home, each with the number that its link then finds."""
    make("A 40 km", "L219", slots=("2-evening",), italian_level="none", latitude=44.75,
         longitude=7.55)  # fmt: skip
    found = listing(f"{J3}&km=10&part=evening")
    assert found.total == 0
    labels = [link.label for link in found.relaxations]
    assert "In qualsiasi momento della giornata" in labels
    for link in found.relaxations:
        assert link.count == len(find(state(link.url[1:]), locales.source())) > 0, link
    wider = listing("near=Cuneo&km=10&days=2&italian=none")
    assert ["Entro 50 km", 1] in [[link.label, link.count] for link in wider.relaxations]
    home = listing("near=Roma&days=weekend&italian=none")
    assert ["Da casa", 1] in [[link.label, link.count] for link in home.relaxations]


# Addresses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("", ""),
        ("q=&near=&km=25&italian=&days=&order=", ""),
        ("km=50", ""),
        ("near=Cuneo&km=50", "near=Cuneo&km=50"),
        ("near=Cuneo&km=7", "near=Cuneo"),
        ("days=5&days=weekend&days=5&near=cuneo", "near=Cuneo&days=weekend&days=5"),
        ("italian=A2&italian=none", "italian=A2"),
        ("order=deadline", ""),
        ("order=distance", ""),
        ("near=Cuneo&order=deadline", "near=Cuneo&order=deadline"),
        ("near=Cuneo&order=distance", "near=Cuneo"),
        ("category=nothing&mode=x&page=4&utm_source=z", ""),
    ],
)
def test_an_address_has_one_form(typed: str, canonical: str) -> None:
    assert state(typed).to_query() == canonical
    assert state(canonical).to_query() == canonical


def test_a_state_is_said_in_the_language_of_its_reader() -> None:
    found = state(J3)
    assert found.describe() == "Cuneo, entro 25 km, fine settimana, non serve sapere l’italiano"
    with translation.override("fr"):
        assert found.describe().startswith("Coni, ")
    assert state("").describe() == "Tutte le attività aperte"


HOSTILE = [
    "page=-1", "page=999999", "page=x", "page=" + "9" * 400, "km=NaN", "km=-5", "near=%00",
    "near=" + "a" * 5000, "near=%FF%FE", "q=%00%00", 'q="', "q=*", "q=" + "%EF%B7%BA" * 200,
    "near=(", "near=(to)", "near=,", "q=near", "q=vicino a ", "q=附近", "days=9", "days=-1",
    "order=%27", "state=%3Cscript%3E", "&".join(f"category=x{n}" for n in range(900)), "near[]=x",
    "italian=Z9", "q=%ED%A0%80", "near=' OR 1=1 --", "region=&province=",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_no_address_breaks_the_list(client: Any, query: str) -> None:
    response = client.get(f"/it/volontariato/?{query}", follow=True)
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().split("</head>")[1]


# Following ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("around_cuneo")
def test_a_state_is_followed_as_a_feed_and_a_calendar(client: Any) -> None:
    """J3: the links of the page carry its filters, and hold what the page holds."""
    html = client.get(f"/it/volontariato/?{J3}").content.decode()
    for path in ("/it/feed/call.atom", "/it/calendar/call.ics"):
        assert f'href="{path}?{J3.replace("&", "&amp;")}"' in html
    atom = client.get(f"/it/feed/call.atom?{J3}").content.decode()
    assert "fine settimana" in atom.split("<entry>")[0]
    assert sorted(atom.split("<title>")[n + 2].split("<")[0] for n in range(3)) == sorted(
        titles(J3)
    )
    calendar = client.get(f"/it/calendar/call.ics?{J3}").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20261127" in calendar


def test_calls_without_a_translation_are_named_where_they_are_read(client: Any) -> None:
    """A reader in French is told how many more calls fit her filters, and led to them."""
    make("Solo in italiano", CUNEO, slots=("5-morning",))
    make("Anche questo", FOSSANO, slots=("6-morning",))
    make("Non di sabato", CUNEO, slots=("1-morning",))
    both = make("In due lingue", CUNEO, slots=("5-morning",))
    own = make("En français", CUNEO, slots=("5-morning",), language="fr")
    CallPage.objects.filter(pk=own.pk).update(translation_key=both.translation_key)
    changed()
    text = client.get("/fr/volontariato/?near=Cuneo&days=weekend").content.decode()
    assert "2 autres activités, décrites seulement dans cette langue : Italien" in text
    assert 'href="/it/volontariato/?near=Cuneo&amp;days=weekend#results"' in text
    assert "décrites seulement" not in client.get("/fr/volontariato/?near=Lecce").content.decode()
    assert listing("near=Cuneo&days=weekend").elsewhere == []


def test_a_reader_gets_them_in_the_languages_she_named(client: Any) -> None:
    """After her own language, each once, marked, with the filters; more than a page holds by a link."""
    make("En français", CUNEO, slots=("5-morning",), language="fr")
    both = make("In due lingue", CUNEO, slots=("5-morning",))
    english = make("In two languages", CUNEO, slots=("5-morning",), language="en")
    CallPage.objects.filter(pk=english.pk).update(translation_key=both.translation_key)
    make("Solo in italiano", FOSSANO, slots=("6-morning",))
    make("Non di sabato", CUNEO, slots=("1-morning",))
    changed()
    url = "/fr/volontariato/?near=Cuneo&days=weekend"
    plain = client.get(url).content.decode()
    assert "In two languages" not in plain
    assert "Solo in italiano" not in plain
    text = client.get(f"{url}&also=en,it").content.decode()
    heading = '<h3 class="it-card-title" lang="en" dir="ltr"><a href="'
    assert f'{heading}{english.url}?also=en,it">In two languages</a> ' in text
    assert text.index("En français") < text.index("In two languages") < text.index("Solo in ital")
    assert "In due lingue" not in text
    assert "Non di sabato" not in text
    assert text.count('<h3 class="it-card-title"') == 3
    for number in range(PER_PAGE):
        make(f"Altro {number}", CUNEO, slots=("5-morning",))
    changed()
    text = client.get(f"{url}&also=it").content.decode()
    assert text.count('<h3 class="it-card-title"') == 1 + PER_PAGE
    assert f"{PER_PAGE + 2} autres activités" in text
    for number in range(PER_PAGE):
        make(f"Autre {number}", CUNEO, slots=("5-morning",), language="fr")
    changed()
    first = client.get(f"{url}&also=it").content.decode()
    assert 'lang="it" dir="ltr"><a' not in first
    assert "Altro" in client.get(f"{url}&also=it&page=2").content.decode()


# What it costs -----------------------------------------------------------------------------------


def queries(client: Any, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_languages_of_a_reader_cost_three_queries_each(client: Any) -> None:
    make("Uno", CUNEO)
    make("One", CUNEO, language="en")
    for number in range(5):
        make(f"Una {number}", CUNEO, language="es")
    url = "/fr/volontariato/?near=Cuneo"
    plain = min(queries(client, url) for _ in range(2))
    assert min(queries(client, f"{url}&also=en,es,it") for _ in range(2)) <= plain + 3 * 3


@pytest.mark.parametrize("language", ["it", "fr"])
@pytest.mark.parametrize("query", ["", "near=Cuneo&days=weekend", "near=Cuneo&days=0&age=14"])
def test_ten_queries_at_most_whatever_is_asked(client: Any, query: str, language: str) -> None:
    """The same for one call and for six; reading all calls anew costs four more."""
    url = f"/{language}/volontariato/?{query}"
    make("Uno", slots=("5-morning",), open_to=("anyone",), languages=("ar",))
    client.get(url)
    assert (one := queries(client, url)) <= 10
    for number in range(5):
        make(f"Altro {number}", slots=("6-morning",), open_to=("families",), languages=("uk",))
    assert queries(client, url) <= one + 4
    assert queries(client, url) == one
