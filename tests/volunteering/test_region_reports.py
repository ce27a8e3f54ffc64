"""The region sees which calls nobody answers, and how many answered where and when."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.desk import signed_in, turned_away
from tests.volunteering.desk import five_hosts
from volunteering.applications import service
from volunteering.applications.answers import Answer
from volunteering.models import CallPage

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
UNANSWERED, NUMBERS = "/admin/desk/unanswered/", "/admin/desk/numbers/"


@pytest.fixture(autouse=True)
def clock(db: None) -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        five_hosts()
        yield traveller


@pytest.fixture
def call() -> CallPage:
    """The only call with the site's form, open for three weeks."""
    CallPage.objects.update(apply_mode="mailbox")
    CallPage.objects.filter(slug="conversazione-italiano").update(
        apply_mode="form", first_published_at=NOW - dt.timedelta(days=21), title="=1+1"
    )
    return CallPage.objects.get(slug="conversazione-italiano", locale__language_code="it")


@pytest.fixture
def officer(client: Client) -> Client:
    return signed_in(client, "officer")


def answer(call: CallPage, name: str = "Amal") -> None:
    given = Answer(name=name, contact_kind="phone", contact="333 0000000", language="it")
    service.submit(call, given, f"stamp-{name}")


def sheet(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(f"{address}export=csv")
    return list(csv.DictReader(io.StringIO(b"".join(response).decode())))


def test_a_call_stands_in_the_list_until_somebody_answers(officer: Client, call: CallPage) -> None:
    assert "=1+1" in officer.get(UNANSWERED).content.decode()
    [row] = sheet(officer, f"{UNANSWERED}?")
    assert list(row.values())[:5] == [
        "'=1+1", "Ponte di Voci ODV (ente dimostrativo)", "Cuneo", "Cuneo", "2026-11-01",
    ]  # fmt: skip
    answer(call)
    assert sheet(officer, f"{UNANSWERED}?") == []
    assert "=1+1" not in officer.get(UNANSWERED).content.decode()


@pytest.mark.parametrize(("days", "number"), [("7", 1), ("", 1), ("30", 0), ("x", 1)])
def test_how_long_is_chosen(officer: Client, call: CallPage, days: str, number: int) -> None:
    assert len(sheet(officer, f"{UNANSWERED}?days={days}&")) == number


def test_a_call_that_opened_later_counts_from_that_day(officer: Client, call: CallPage) -> None:
    CallPage.objects.filter(pk=call.pk).update(opens_on=NOW.date() - dt.timedelta(days=3))
    assert sheet(officer, f"{UNANSWERED}?") == []


def test_answers_are_summed_by_month_and_comune(
    officer: Client, call: CallPage, clock: Any
) -> None:
    answer(call)
    answer(call, "Bea")
    clock.move_to(NOW + dt.timedelta(days=12))
    answer(call, "Cora")
    rows = [list(row.values()) for row in sheet(signed_in(officer, "officer"), f"{NUMBERS}?")]
    assert rows == [
        ["2026-12", "Cuneo", "Cuneo", "1", "0", "0"], ["2026-11", "Cuneo", "Cuneo", "2", "0", "0"],
    ]  # fmt: skip
    assert sheet(officer, f"{NUMBERS}?year=2025&") == []
    assert "novembre 2026" in officer.get(NUMBERS).content.decode()


@pytest.mark.parametrize("address", [UNANSWERED, NUMBERS])
@pytest.mark.parametrize(
    "query", ["province=x", "p=99", "ordering=x", "days=999", "year=x", "year=99999999999"]
)
def test_a_wrong_address_is_answered(officer: Client, address: str, query: str) -> None:
    assert officer.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize(
    "address", [UNANSWERED, f"{UNANSWERED}results/", NUMBERS, f"{NUMBERS}results/"]
)
def test_others_do_not_see_them(client: Client, call: CallPage, address: str) -> None:
    for name in ("organisation", "translator-ar"):
        assert turned_away(signed_in(client, name).get(address))
        assert turned_away(client.get(f"{address}?export=csv"))
    html = signed_in(client, "publisher").get("/admin/").content.decode()
    assert UNANSWERED in html
