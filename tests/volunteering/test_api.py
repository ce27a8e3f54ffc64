"""The JSON of calls: the page's filters, every state by its id, nothing of applicants."""

import datetime as dt
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from volunteering.finding import snapshot
from volunteering.finding.matching import find
from volunteering.finding.state import CallFilter
from volunteering.models import CallFolderPage, CallPage, CallSlot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_index")]
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def call() -> CallPage:
    return CallPage.objects.get(slug="conversazione-italiano", locale__language_code="it")


def get(client: Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/calls/{query}")
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


QUERIES = [
    "", "days=weekend", "near=Cuneo&km=50", "near=Torino&km=10", "italian=none", "q=italiano",
    "state=open&state=paused", "mode=remote&state=paused", "language=ar", "region=01",
    "days=5&part=morning&open-to=asylum-seekers", "order=deadline&near=Cuneo",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_filters_are_the_page_s(client: Client, query: str) -> None:
    body = get(client, f"?{query}&per_page=100")
    matches = find(CallFilter.from_query(QueryDict(query)), Locale.objects.get(language_code="it"))
    keys = dict(CallPage.objects.values_list("pk", "translation_key"))
    assert [row["id"] for row in body["results"]] == [str(keys[each.call_id]) for each in matches]
    assert body["total"] == len(matches)
    measured = [None if each.km is None else round(each.km) for each in matches]
    assert [row.get("distance_km") for row in body["results"]] == measured


def test_a_call_as_data(client: Client, call: CallPage) -> None:
    record = get(client, f"{call.translation_key}?lang=fr")
    assert record["lang"] == "fr"
    assert urlsplit(record["url"]).path.startswith("/fr/")
    assert client.get(urlsplit(record["url"]).path).status_code == 200
    assert record["state"] == "open"
    assert record["licence"].startswith("https://creativecommons.org/")
    assert record["organisation"]["name"] == call.host.name
    assert record["place"]["latitude"] == call.place.latitude  # type: ignore[union-attr]
    assert {slot["day"] for slot in record["slots"]} <= {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
    assert dt.datetime.fromisoformat(record["updated"]).tzinfo is not None
    listed = get(client, "?lang=fr")["results"]
    assert record["title"] in [row["title"] for row in listed]


def test_nothing_is_said_of_applicants(client: Client, call: CallPage) -> None:
    CallPage.objects.filter(pk=call.pk).update(places_available=10, filled_count=4)
    text = json.dumps(get(client, str(call.translation_key)))
    assert not any(word in text for word in ("filled", "taken", "held", "left", "waiting", "appli"))


@pytest.mark.parametrize(
    ("change", "state"),
    [({"apply_by": dt.date(2026, 11, 1)}, "closed"), ({"withdrawn": True}, "withdrawn")],
)
def test_what_is_over_is_told_by_its_id_and_leaves_the_list(
    client: Client, call: CallPage, change: dict[str, Any], state: str
) -> None:
    CallPage.objects.filter(translation_key=call.translation_key).update(**change)
    snapshot.forget()
    assert get(client, str(call.translation_key))["state"] == state
    every = get(client, "?state=open&state=full&state=paused&state=upcoming")["results"]
    assert str(call.translation_key) not in [row["id"] for row in every]


def test_drafts_and_restricted_calls_are_nowhere(client: Client, call: CallPage) -> None:
    folder = CallFolderPage.objects.parent_of(call).get()
    PageViewRestriction.objects.create(page=folder, restriction_type="login")
    snapshot.forget()
    ids = [row["id"] for row in get(client)["results"]]
    assert str(call.translation_key) not in ids
    PageViewRestriction.objects.all().delete()
    CallPage.objects.filter(translation_key=call.translation_key).update(live=False)
    assert client.get(f"/api/calls/{call.translation_key}").status_code == 404


def test_pages_follow_each_other(client: Client) -> None:
    every = get(client, "?state=open&state=paused&per_page=100")
    body = get(client, "?state=open&state=paused&per_page=7")
    ids = []
    while True:
        ids += [row["id"] for row in body["results"]]
        if body["next"] is None:
            break
        parts = urlsplit(body["next"])
        body = json.loads(client.get(f"{parts.path}?{parts.query}").content)
    assert ids == [row["id"] for row in every["results"]]
    assert get(client, "?page=99")["results"] == []


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("colour=red", "colour"), ("lang=xx", "lang"), ("page=0", "page"), ("page=x", "page"),
        ("per_page=101", "per_page"), ("days=someday", "days"), ("state=closed", "state"),
        ("italian=C2", "italian"), ("km=30&near=Cuneo", "km"), ("km=25", "near"),
        ("near=Atlantide", "near"), ("near=Samone", "Samone"), ("order=best", "order"),
        ("order=distance", "near"), ("q=" + "x" * 300, "q must"),
        ("category=%F0%9F%8E%89", "category"), ("near=Cuneo&near=Alba", "near may be given once"),
        ("page=1&page=2", "page may be given once"), ("lang=it&lang=ar", "lang may be given once"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_reason(
    client: Client, query: str, word: str
) -> None:
    answer = client.get(f"/api/calls/?{query}")
    assert answer.status_code == 400, answer.content
    assert word in json.loads(answer.content)["error"]


@pytest.mark.parametrize("key", ["1", "x" * 400, "%00", "7c1f5f0e-0000-4000-8000-000000000000"])
def test_an_unknown_id_is_not_found(client: Client, key: str) -> None:
    assert client.get(f"/api/calls/{key}").status_code == 404


def test_the_answer_is_for_everybody_and_kept(client: Client) -> None:
    answer = client.get("/api/calls/")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert not {"Cookie", "Accept-Language"} & set(answer.get("Vary", "").split(", "))
    again = client.get("/api/calls/", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_a_page_costs_the_same_for_one_and_for_many(client: Client, call: CallPage) -> None:
    def cost() -> int:
        snapshot.forget()
        get(client)
        with CaptureQueriesContext(connection) as captured:
            get(client)
        return len(captured)

    CallPage.objects.exclude(pk=call.pk).update(live=False)
    one = cost()
    assert len(get(client)["results"]) == 1
    for number in range(5):
        copy = call.copy(update_attrs={"slug": f"copia-{number}", "title": f"Copia {number}"})
        CallPage.objects.filter(pk=copy.pk).update(live=True)
        CallSlot.objects.create(page=copy, weekday=1, part="morning")
    assert cost() == one <= 12
    assert len(get(client)["results"]) == 6
