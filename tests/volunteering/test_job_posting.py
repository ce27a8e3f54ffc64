"""JobPosting: only where the operator wants it, only for open calls, complete and without pay."""

import datetime as dt
import json
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from core.models import SiteSettings
from volunteering.models import CallPage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def call() -> CallPage:
    return CallPage.objects.get(slug="conversazione-italiano", locale__language_code="it")


@pytest.fixture
def switched_on() -> None:
    for row in SiteSettings.objects.all():
        row.job_posting_markup = True
        row.save()


def node(client: Client, call: CallPage) -> dict[str, Any]:
    soup = BeautifulSoup(client.get(call.url).content, "html.parser")
    script = soup.find("script", type="application/ld+json")
    assert script is not None
    return json.loads(script.get_text())["@graph"][0]


def test_it_is_off_by_default(client: Client, call: CallPage) -> None:
    assert node(client, call)["@type"] == "WebPage"


@pytest.mark.usefixtures("switched_on")
def test_an_open_call_has_what_search_engines_require(client: Client, call: CallPage) -> None:
    CallPage.objects.filter(pk=call.pk).update(apply_by=dt.date(2026, 12, 31))
    data = node(client, call)
    assert (data["@type"], data["employmentType"]) == ("JobPosting", "VOLUNTEER")
    assert data["title"] == call.title
    assert data["description"].startswith("<p>")
    assert data["hiringOrganization"]["name"] == call.host.name
    assert dt.date.fromisoformat(data["datePosted"])
    assert data["validThrough"] == "2026-12-31T23:59:59+01:00"
    assert data["jobLocation"]["address"]["addressCountry"] == "IT"
    assert "baseSalary" not in data


@pytest.mark.usefixtures("switched_on")
def test_work_from_home_says_from_where(client: Client, call: CallPage) -> None:
    CallPage.objects.filter(pk=call.pk).update(mode="remote", place=None)
    data = node(client, call)
    assert data["jobLocationType"] == "TELECOMMUTE"
    assert data["applicantLocationRequirements"]["@type"] == "Country"
    assert "jobLocation" not in data


@pytest.mark.usefixtures("switched_on")
@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn": True},
        {"apply_by": dt.date(2026, 11, 21)},
        {"places_available": 2, "filled_count": 2},
        {"opens_on": dt.date(2026, 12, 1)},
        {"place": None, "mode": "on-site"},
    ],
)
def test_what_is_not_open_or_not_complete_is_a_page(
    client: Client, call: CallPage, change: dict[str, Any]
) -> None:
    CallPage.objects.filter(pk=call.pk).update(**change)
    assert node(client, call)["@type"] == "WebPage"


@pytest.mark.usefixtures("switched_on")
def test_a_paused_call_is_a_page(client: Client) -> None:
    paused = CallPage.objects.get(slug="traduzioni-da-casa", locale__language_code="it")
    assert node(client, paused)["@type"] == "WebPage"
