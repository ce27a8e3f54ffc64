"""An organisation finds its calls, and makes a new one from an earlier one."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.desk import signed_in, turned_away
from tests.volunteering.desk import five_hosts
from volunteering.applications import service
from volunteering.applications.answers import Answer
from volunteering.models import Application, CallPage

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
LIST = "/admin/desk/calls/"


@pytest.fixture(autouse=True)
def clock(db: None) -> Any:
    with time_machine.travel(NOW, tick=False):
        five_hosts()
        yield


@pytest.fixture
def staff(client: Client) -> Client:
    return signed_in(client, "organisation")


def call(slug: str = "conversazione-italiano") -> CallPage:
    return CallPage.objects.get(slug=slug, locale__language_code="it")


def test_only_own_calls_stand_in_the_list(staff: Client) -> None:
    html = staff.get(LIST).content.decode()
    assert call().title in html
    assert call("raccolta-cibo").title not in html
    assert f"{LIST}{call().pk}/repeat/" in html


def test_a_call_is_repeated_as_a_draft_with_days_of_its_own(staff: Client) -> None:
    old = call()
    service.submit(old, Answer("Amal", "phone", "333 0000000", "it"), "stamp")
    CallPage.objects.filter(pk=old.pk).update(filled_count=1)
    address = f"{LIST}{old.pk}/repeat/"
    assert old.title in staff.get(address).content.decode()
    response = staff.post(
        address, {"title": old.title, "apply_by": "2027-03-01", "places_available": "5"}
    )
    new = CallPage.objects.exclude(pk=old.pk).get(title=old.title, locale=old.locale)
    assert response["Location"] == f"/admin/pages/{new.pk}/edit/"
    assert staff.get(response["Location"]).status_code == 200, "its maker may go on with it"
    assert not new.live
    assert (new.apply_by, new.places_available, new.filled_count) == (dt.date(2027, 3, 1), 5, 0)
    assert new.translation_key != old.translation_key
    assert new.get_parent().pk == old.get_parent().pk
    assert new.slug != old.slug
    assert [slot.weekday for slot in new.slots.all()] == [slot.weekday for slot in old.slots.all()]
    assert set(new.open_to.all()) == set(old.open_to.all())
    assert not Application.objects.for_call(new).exists()
    staff.post(address, {"title": old.title, "apply_by": "2027-03-01"})
    assert CallPage.objects.filter(title=old.title, locale=old.locale).count() == 3


@pytest.mark.parametrize(
    "data",
    [
        {"title": "", "apply_by": "2027-03-01"},
        {"title": "x", "apply_by": "2026-11-01"},
        {"title": "x", "apply_by": "domani"},
        {"title": "x", "apply_by": "2027-03-01", "opens_on": "2027-04-01"},
        {"title": "x", "apply_by": "2027-03-01", "places_available": "0"},
    ],
)
def test_days_that_make_no_sense_are_refused(staff: Client, data: dict[str, str]) -> None:
    before = CallPage.objects.count()
    response = staff.post(f"{LIST}{call().pk}/repeat/", data)
    assert response.status_code == 200
    assert "error-message" in response.content.decode()
    assert CallPage.objects.count() == before


def test_the_calls_of_others_are_not_repeated(client: Client) -> None:
    for name, slug in (("organisation", "raccolta-cibo"), ("publisher", "conversazione-italiano")):
        signed_in(client, name)
        for part in ("repeat", "poster"):
            address = f"{LIST}{call(slug).pk}/{part}/"
            assert turned_away(client.get(address))
            assert turned_away(client.post(address, {"title": "x", "apply_by": "2027-03-01"}))
    assert turned_away(signed_in(client, "translator-ar").get(LIST))
