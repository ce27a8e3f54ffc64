"""What an address asks for: kinds of filters, circles around a comune, dates, what is preset."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone, translation

from directory import hours
from events.models import EventPage
from search import asking, groups, near
from search.listing import SearchListing
from search.service import Ask, answer
from taxonomy.models import Place
from volunteering.facets import free_times
from volunteering.models import CallSlot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_engine")]
THURSDAY = datetime.datetime(2026, 12, 3, 10, 20, tzinfo=datetime.UTC)


def listing(query: str, language: str = "it") -> SearchListing:
    with translation.override(language):
        return SearchListing(QueryDict(query), language)


def shown(found: SearchListing, param: str) -> dict[str, int]:
    """Value → number of a filter; nothing when it is not shown."""
    facets = {facet.param: facet for facet in found.shown_facets}
    return {o.value: o.count for o in facets[param].options} if param in facets else {}


def test_every_number_is_what_a_tick_gives() -> None:
    """Each value of each filter of each kind, alone: periods, levels and all the others."""
    for kind in ("call", "event", "project", "guide", "service-point"):
        everything = listing(f"type={kind}&state=any")
        for facet in everything.shown_facets:
            for option in facet.options:
                if option.selected or facet.near or facet.param == "type":
                    continue
                ticked = listing(f"type={kind}&state=any&{facet.param}={option.value}")
                assert ticked.total == option.count > 0, (kind, facet.param, option.value)
                assert option.label != option.value or facet.param in {"year", "italian"}


def test_a_chosen_province_says_how_many_it_has() -> None:
    """An address may name a province without its region."""
    found = listing("audience=association&place=province:001")
    assert shown(found, "place")["province:001"] == found.total > 0


def test_each_kind_has_its_filters() -> None:
    expected = {
        "call": {"slot", "commitment", "italian", "open-to", "mode"},
        "event": {"when", "event-kind"},
        "project": {"status", "role", "programme", "beneficiary"},
        "service-point": {"service", "spoken", "open"},
    }
    for kind, names in expected.items():
        found = listing(f"type={kind}&state=any")
        assert names <= {facet.param for facet in found.shown_facets} | {"open", "when"}, kind


def test_who_looks_at_calls_alone_sees_the_open_ones_and_can_widen() -> None:
    """The preset is a chip like any other; without it the address says so."""
    preset = listing("type=call")
    assert preset.asked_for.filters["state"] == ("open",)
    (chip,) = [chip for chip in preset.chips if "state=any" in chip.url]
    widened = listing(chip.url.lstrip("?"))
    calls = {"type": ("call",)}
    assert widened.total == answer(Ask("", "it", filters=calls)).total >= preset.total
    assert preset.total == answer(Ask("", "it", filters=calls | {"state": ("open",)})).total > 0
    assert "state" not in widened.asked_for.filters
    assert "state=any" in widened.url()
    assert listing("type=call&state=any&state=paused").asked_for.filters["state"] == ("paused",)
    assert "state" not in listing("type=call&type=guide").asked_for.filters
    assert "state" not in listing("type=call&type=guide").url()


def test_italian_is_asked_for_at_most() -> None:
    numbers = list(shown(listing("type=call&state=any"), "italian").values())
    assert numbers == sorted(numbers)
    assert answer(Ask("", "it", filters={"type": ("call",), "italian": ("none",)})).total


def test_times_of_a_call_are_those_somebody_must_be_free() -> None:
    saturday_evening = CallSlot(weekday=5, part="evening")
    assert free_times([saturday_evening]) == ["evening", "weekend"]
    assert free_times([CallSlot(weekday=0, part="morning")]) == ["weekday"]
    assert free_times([CallSlot(weekday=4, part="evening")]) == ["evening"]
    assert free_times([]) == []


def test_open_now_follows_the_usual_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted for the moment of the question, in the time of the site."""
    numbers = {}
    for hour in (10, 23):
        moment = THURSDAY.replace(hour=hour)
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        numbers[hour] = shown(listing("type=service-point"), "open").get("now", 0)
    assert numbers[10] > 0 == numbers[23]


def test_a_quarter_of_an_hour_open_in_part_is_not_open() -> None:
    day = THURSDAY.date()

    class Row:
        weekday, valid_from, valid_to = 3, None, day
        opens_at, closes_at = datetime.time(9, 5), datetime.time(10, 20)

    assert hours.open_quarters([Row()], day) == ["3-0915", "3-0930", "3-0945", "3-1000"]
    assert hours.open_quarters([Row()], day + datetime.timedelta(days=1)) == []
    assert hours.quarter_at(THURSDAY.replace(hour=9, minute=29)) == "3-0915"


def test_dates_of_events(monkeypatch: pytest.MonkeyPatch) -> None:
    """From–to in any order, and the periods that begin today."""
    event = EventPage.objects.filter(locale__language_code="it").first()
    assert event is not None
    day = timezone.localdate(event.start)
    around = f"from={day + datetime.timedelta(days=1)}&to={day - datetime.timedelta(days=1)}"
    found = listing(f"type=event&{around}")
    assert event.url in {each.url for each in found.results}
    assert any(chip.label.startswith("Periodo:") for chip in found.chips)
    other = f"from={day + datetime.timedelta(days=900)}"
    assert listing(f"type=event&{other}").total == 0
    monkeypatch.setattr(timezone, "now", lambda: event.start)
    assert shown(listing("type=event"), "when")["week"] >= 1
    assert min(groups.coming_days()["week"]) == day.isoformat()


def test_a_date_that_is_none_is_said(client: Client) -> None:
    assert asking.read(QueryDict("from=morgen"), "it").span.bad == "morgen"
    page = client.get("/it/cerca/", {"q": "corso", "from": "2026-13-45"})
    assert "2026-13-45" in page.content.decode()
    assert asking.read(QueryDict("from=0001-01-01&to=9999-12-31"), "it").ask().filters["when"]
    assert asking.read(QueryDict("to=0001-01-01"), "it").ask().filters["when"]
    assert asking.read(QueryDict("from=9999-12-31"), "it").ask().filters["when"]


@pytest.mark.parametrize(
    "name",
    ["Torino", "turin", "TORINO ", "Турин", "تورينو", "都灵", "L219", "001272", "Torino (TO)"],
)
def test_a_comune_has_many_names(name: str) -> None:
    found = near.find(name)
    assert found.place is not None
    assert (found.place.kind, found.place.code) == ("comune", "L219")


def test_a_name_of_several_places_or_of_none_gives_candidates() -> None:
    several = near.find("castro")
    assert several.place is None
    assert {place.abbreviation for place in several.candidates} == {"BG", "LE"}
    assert near.find("Castro (LE)").place in several.candidates
    assert "Torino" in {place.name for place in near.find("Torinno").candidates}
    assert "Cuneo" in {place.name for place in near.find("Cune").candidates}
    assert near.find("Xqwzyk Vvvv") == (None, [])


def test_a_circle_holds_what_lies_in_it() -> None:
    """By the coordinates of the comuni; wider circles hold the narrower ones."""
    turin = near.find("Torino").place
    assert turin is not None
    circle = near.circle(turin)
    sizes = [len(circle.within(km)) for km in near.DISTANCES]
    assert sizes == sorted(set(sizes))
    moncalieri, cuneo = (Place.objects.get(kind="comune", name=n) for n in ("Moncalieri", "Cuneo"))
    assert near.value_of(moncalieri) in circle.within(10)
    assert near.value_of(cuneo) not in circle.within(50)
    assert circle.km([near.value_of(cuneo)]) is None
    assert circle.km([near.value_of(turin), near.value_of(moncalieri)]) == 0


def test_near_finds_what_has_a_place_there_and_says_how_far() -> None:
    """The order stays by relevance; each number is what the circle holds."""
    found = listing("near=Cuneo&km=10")
    assert 0 < found.total < listing("").total
    assert listing("near=Asti&km=10").total < listing("near=Asti&km=50").total
    assert all(each.km is not None and each.km <= 10 for each in found.results if each.where)
    assert any(each.where == "Cuneo" and each.km == 0 for each in found.results)
    numbers = shown(found, "km")
    assert numbers["10"] == found.total
    assert numbers["50"] == listing("near=Cuneo&km=50").total
    assert [chip.label for chip in found.chips] == ["Entro 10 km da Cuneo"]
    assert "near" not in found.chips[0].url
    words = listing("q=sportello&near=Roma")
    everywhere = [each.key for each in listing("q=sportello").results]
    keys = [each.key for each in words.results if each.key in everywhere]
    assert keys == [key for key in everywhere if key in keys]


def test_an_empty_circle_offers_the_next_one_that_is_not() -> None:
    """Savigliano is some 30 km from Cuneo."""
    found = listing("type=service-point&near=Savigliano&km=10")
    assert found.total == 0
    first = found.relaxations[0]
    assert "50 km" in first.label
    assert listing(first.url.lstrip("?")).total == first.count > 0


def test_an_unknown_place_is_said_with_those_that_may_be_meant(client: Client) -> None:
    page = client.get("/it/cerca/", {"q": "sportello", "near": "Castro"}).content.decode()
    assert "Castro (BG)" in page
    assert "near=M261" in page
    page = client.get("/it/cerca/", {"q": "sportello", "near": "<i>Xqwzyk"}).content.decode()
    assert "&lt;i&gt;Xqwzyk" in page
    assert "Intanto vedi" in page


def test_the_json_answers_know_circles_and_dates(client: Client) -> None:
    body = json.loads(client.get("/api/search/", {"near": "Cuneo", "km": "25"}).content)
    assert body["total"] == listing("near=Cuneo&km=25").total
    assert {row["km"] for row in body["results"]} <= {None, *range(26)}
    assert body["facets"]["near"]["25"] == body["total"]
    calls = json.loads(client.get("/api/search/", {"type": "call"}).content)
    assert calls["total"] == listing("type=call&state=any").total


@pytest.mark.parametrize(
    ("params", "word"),
    [
        ({"near": "Castro"}, "several"),
        ({"near": "Xqwzyk"}, "no place"),
        ({"near": "Torino", "km": "7"}, "km"),
        ({"km": "10"}, "near"),
        ({"from": "tomorrow"}, "date"),
        ({"from": "2020-01-01", "to": "2026-01-01"}, "apart"),
    ],
)
def test_the_json_refuses_what_cannot_be_meant(
    client: Client, params: dict[str, Any], word: str
) -> None:
    refused = client.get("/api/search/", params)
    assert refused.status_code == 400
    body = json.loads(refused.content)
    assert word in body["error"]
    if word == "several":
        assert {row["code"] for row in body["candidates"]} == {"C337", "M261"}


def test_lists_are_found_by_their_names(demo_index: Path) -> None:
    """What stands in the menu is found, in every language, and gives way to what it lists."""
    first = {
        "it": ("volontariato", "eventi", "notizie", "progetti", "glossario"),
        "en": ("volunteering", "events", "news", "projects"),
        "zh-hans": ("志愿服务",),
        "ar": ("التطوع",),
    }
    for language, names in first.items():
        for name in names:
            found = answer(Ask(name, language)).results[0]
            assert found.kind == "section", (language, name, found.url)
    assert answer(Ask("volontariatto", "it")).results[0].kind == "section"
    assert answer(Ask("permessi", "it")).results[0].kind != "section"
    assert answer(Ask("scuola dei figli", "it")).results[0].kind != "section"


def test_words_taken_as_typed_stay_so_when_a_filter_is_ticked(client: Client) -> None:
    """Else the slip that a reader insists on would be put right again."""
    field = '<input type="hidden" name="exact" value="1">'
    assert field in client.get("/it/cerca/", {"q": "permeso", "exact": "1"}).content.decode()
    assert field not in client.get("/it/cerca/", {"q": "permeso"}).content.decode()


def test_past_the_last_page_is_the_last_page() -> None:
    """A saved address may name a page that is no more: never a number of results and none of them."""
    last = listing("q=permesso").answer.pages
    found = listing("q=permesso&page=49")
    assert found.number == last > 1
    assert [r.key for r in found.results] == [
        r.key for r in listing(f"q=permesso&page={last}").results
    ]
    assert found.results
    assert not found.next_url
