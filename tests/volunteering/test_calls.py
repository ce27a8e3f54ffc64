"""Calls: the law before publication, and a state that is computed the same everywhere."""

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.models import Page

from core.models import BasePage
from directory.models import Organisation
from volunteering import rules
from volunteering.models import CallPage
from volunteering.models.choices import CallState

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def call() -> CallPage:
    return CallPage.objects.get(slug="conversazione-italiano", locale__language_code="it")


def test_an_insured_call_in_time_is_open(call: CallPage) -> None:
    assert call.state == CallState.OPEN
    assert rules.publication_problems(call) == []


def test_the_expired_insurance_of_the_demonstration_pauses_its_call() -> None:
    call = CallPage.objects.get(slug="traduzioni-da-casa", locale__language_code="it")
    assert call.live
    assert call.state == CallState.PAUSED


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"withdrawn": True}, CallState.WITHDRAWN),
        ({"apply_by": dt.date(2026, 11, 21)}, CallState.CLOSED),
        ({"apply_by": dt.date(2026, 11, 22)}, CallState.OPEN),
        ({"opens_on": dt.date(2026, 12, 1)}, CallState.UPCOMING),
        ({"places_available": 3, "filled_count": 3}, CallState.FULL),
        ({"places_available": 3, "filled_count": 2}, CallState.OPEN),
    ],
)
def test_page_and_database_agree_on_the_state(
    call: CallPage, change: dict[str, Any], state: CallState
) -> None:
    for name, value in change.items():
        setattr(call, name, value)
    call.save()
    fresh = CallPage.objects.get(pk=call.pk)
    assert fresh.state == state
    found = {s for s in CallState if CallPage.objects.in_state(s).filter(pk=call.pk).exists()}
    assert found == {state}


def test_a_call_stands_still_while_its_host_is_not_published(call: CallPage) -> None:
    """Nobody is asked for data that somebody unnamed would read (GDPR art. 13)."""
    Organisation.objects.filter(pk=call.host_id).update(live=False)
    call = CallPage.objects.get(pk=call.pk)
    assert call.state == CallState.PAUSED
    found = {s for s in CallState if CallPage.objects.in_state(s).filter(pk=call.pk).exists()}
    assert found == {CallState.PAUSED}
    assert len(rules.publication_problems(call)) == 1
    Organisation.objects.filter(pk=call.host_id).update(live=True)
    assert CallPage.objects.get(pk=call.pk).state == CallState.OPEN


def test_a_host_without_insurance_cannot_publish(call: CallPage) -> None:
    Organisation.objects.filter(pk=call.host_id).update(insurance_valid_until=dt.date(2026, 11, 1))
    call = CallPage.objects.get(pk=call.pk)
    assert len(rules.publication_problems(call)) == 1
    revision = call.save_revision()
    with pytest.raises(ValidationError):
        revision.publish()


@pytest.mark.parametrize(
    "change",
    [
        {"insurance_confirmed": False},
        {"apply_by": None, "end_value": None, "end_open": False},
        {"place": None, "mode": "on-site"},
        {"min_age": 16, "minors": "no"},
    ],
)
def test_what_is_missing_is_said(call: CallPage, change: dict[str, Any]) -> None:
    for name, value in change.items():
        setattr(call, name, value)
    assert len(rules.publication_problems(call)) == 1


def test_words_of_pay_are_pointed_out(call: CallPage) -> None:
    assert rules.warnings(call) == []
    call.expenses_note = "Un rimborso forfettario di fine mese."
    assert len(rules.warnings(call)) == 1


def test_a_closed_call_stays_reachable_and_leaves_the_lists(client: Any, call: CallPage) -> None:
    index = Page.objects.get(slug="volontariato", locale__language_code="it").specific
    around = f"{index.url}?near=Cuneo"
    assert call.title in client.get(around).content.decode()
    call.apply_by = dt.date(2026, 11, 1)
    call.save()
    assert call.title not in client.get(around).content.decode()
    html = client.get(call.url).content.decode()
    assert 'name="robots" content="noindex' in html
    assert issubclass(CallPage, BasePage)


def test_a_call_is_passed_on_and_taken_away_without_a_tracker(client: Any, call: CallPage) -> None:
    soup = BeautifulSoup(client.get(call.url).content, "html.parser")
    links = [str(link["href"]) for link in soup.select(".tools a")]
    assert [link.partition("?")[0] for link in links] == [
        "https://wa.me/", "mailto:", f"/it/qr/{call.pk}.svg",
    ]  # fmt: skip
    for link in links[:2]:
        assert f"{call.title} {call.full_url}" in unquote(link)
    subject = parse_qs(urlsplit(links[1]).query)["subject"]
    assert subject == [call.title]
