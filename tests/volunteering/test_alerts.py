"""Calls by mail: asked twice, told once a day, stopped with a click, forgotten when not confirmed."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.test import Client

from volunteering.alerts import service
from volunteering.finding import changed
from volunteering.models import CallPage
from volunteering.models.alerts import CallAlert

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
CANARY = "canarino-giallo@example.org"


@pytest.fixture(autouse=True)
def clock(db: None) -> Any:
    """The calls of the demonstration are some days old."""
    CallPage.objects.update(first_published_at=NOW - dt.timedelta(days=3))
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def asked(
    client: Client, clock: Any, query: str = "near=Cuneo", language: str = "it", to: str = CANARY
) -> Any:
    """The answer to a filled form."""
    url = f"/{language}/volontariato/avvisi/?{query}"
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    stamp = soup.select_one("input[name=stamp]")
    assert stamp is not None
    clock.shift(10)
    return client.post(url, {"address": to, "stamp": stamp["value"]})


def link(message: Any, part: str) -> str:
    """The path of the first link of a mail that holds the part."""
    found = re.search(rf"https?://[^/\s]+(/\S*/avvisi/{part}/\S+)", message.body)
    assert found is not None, message.body
    return found.group(1)


def following(client: Client, clock: Any, **wanted: str) -> CallAlert:
    """A confirmed alert, asked for as a reader does."""
    asked(client, clock, **wanted)
    client.post(link(mail.outbox.pop(), "si"))
    return CallAlert.objects.latest("pk")


def html_of(message: Any) -> str:
    """The HTML alternative of a mail."""
    return str(message.alternatives[0][0])


def publish_again(slug: str, at: dt.datetime) -> CallPage:
    """A call of the demonstration as if it had just been published for the first time."""
    calls = CallPage.objects.filter(slug=slug)
    calls.update(first_published_at=at)
    return calls.get(locale__language_code="it")


def test_nobody_is_told_before_the_address_said_yes(client: Client, clock: Any) -> None:
    response = asked(client, clock)
    assert response.status_code == 302
    assert "sessionid" not in response.cookies
    page = client.get(response["Location"])
    assert page.status_code == 200
    assert CANARY not in page.content.decode()
    message = mail.outbox.pop()
    assert message.to == [CANARY]
    publish_again("conversazione-italiano", NOW + dt.timedelta(minutes=5))
    clock.shift(dt.timedelta(hours=1))
    call_command("call_alerts")
    assert mail.outbox == []
    assert client.get(link(message, "si")).status_code == 200
    assert not CallAlert.objects.confirmed().exists()  # looking is not confirming


def test_a_new_call_that_fits_is_told_once_and_one_that_does_not_is_not(
    client: Client, clock: Any
) -> None:
    following(client, clock, query="near=Cuneo")
    clock.shift(dt.timedelta(hours=1))
    call = publish_again("conversazione-italiano", NOW + dt.timedelta(minutes=30))
    publish_again("accompagnare-sportello", NOW + dt.timedelta(minutes=30))  # in Rome
    call_command("call_alerts")
    call_command("call_alerts")
    assert len(mail.outbox) == 1
    message = mail.outbox[0]
    assert call.title in message.body
    assert "Roma" not in message.body
    assert call.title in html_of(message)
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    clock.shift(dt.timedelta(days=1))
    call_command("call_alerts")
    assert len(mail.outbox) == 1


def test_an_address_with_two_alerts_gets_one_mail_a_day(client: Client, clock: Any) -> None:
    following(client, clock, query="near=Cuneo")
    following(client, clock, query="near=Roma")
    clock.shift(dt.timedelta(hours=1))
    publish_again("conversazione-italiano", NOW + dt.timedelta(minutes=30))
    publish_again("accompagnare-sportello", NOW + dt.timedelta(minutes=30))
    call_command("call_alerts")
    assert len(mail.outbox) == 1
    assert "Roma" in mail.outbox[0].body
    assert "Cuneo" in mail.outbox[0].body
    publish_again("raccolta-cibo", NOW + dt.timedelta(hours=2))
    clock.shift(dt.timedelta(hours=3))
    call_command("call_alerts")
    assert len(mail.outbox) == 1
    clock.shift(dt.timedelta(days=1))
    call_command("call_alerts")
    assert len(mail.outbox) == 2  # what came after the mail of the day is not lost


def test_a_call_that_opens_later_is_told_when_it_opens(client: Client, clock: Any) -> None:
    """Also to an address that was told of another call meanwhile."""
    following(client, clock, query="near=Cuneo")
    later = publish_again("conversazione-italiano", NOW + dt.timedelta(minutes=30))
    same = CallPage.objects.filter(translation_key=later.translation_key)
    same.update(opens_on=dt.date(2026, 11, 26), apply_by=dt.date(2026, 12, 20))
    other = publish_again("raccolta-cibo", NOW + dt.timedelta(minutes=30))
    changed()
    clock.shift(dt.timedelta(hours=1))
    call_command("call_alerts")
    assert other.title in mail.outbox[0].body
    assert later.title not in mail.outbox[0].body
    for _day in range(6):
        clock.shift(dt.timedelta(days=1))
        call_command("call_alerts")
    assert [later.title in message.body for message in mail.outbox] == [False, True]


def test_mails_speak_the_language_in_which_they_were_asked_for(client: Client, clock: Any) -> None:
    following(client, clock, query="near=Cuneo", language="ar")
    clock.shift(dt.timedelta(hours=1))
    publish_again("conversazione-italiano", NOW + dt.timedelta(minutes=30))
    call_command("call_alerts")
    html = html_of(mail.outbox[0])
    assert 'lang="ar" dir="rtl"' in html
    assert (
        CallPage.objects.get(slug="conversazione-italiano", locale__language_code="ar").title
        in html
    )


def test_plain_text_reads_from_the_right_too(client: Client, clock: Any) -> None:
    """An Italian name and hours stay whole in an Arabic line; an address has a line of its own."""
    following(client, clock, query="near=Cuneo", language="ar")
    clock.shift(dt.timedelta(hours=1))
    call = publish_again("conversazione-italiano", NOW + dt.timedelta(minutes=30))
    call_command("call_alerts")
    lines = mail.outbox[0].body.splitlines()
    assert any(line.startswith(f"  \u200f\u2068{call.host.name}\u2069 · ") for line in lines)
    assert any("\u206810:00–12:00\u2069" in line for line in lines)
    assert all(line.strip().startswith("http") for line in lines if "://" in line)


def test_each_part_of_a_mail_is_in_the_language_of_its_alert(client: Client, clock: Any) -> None:
    following(client, clock, query="near=Cuneo", language="it")
    following(client, clock, query="near=Cuneo", language="fr")
    clock.shift(dt.timedelta(hours=1))
    publish_again("conversazione-italiano", NOW + dt.timedelta(minutes=30))
    call_command("call_alerts")
    text, html = mail.outbox[0].body, html_of(mail.outbox[0])
    for italian, french in (("sabato", "samedi"), ("Ultimo giorno", "Candidatures jusqu’au")):
        assert text.index(italian) < text.index("/it/volontariato/avvisi/fine/")
        assert text.index(french) > text.index("/it/volontariato/avvisi/fine/")
        assert html.index(french) > html.index('<div lang="fr" dir="ltr">')


def test_the_link_of_a_mail_stops_by_a_click_and_forgets_the_address(
    client: Client, clock: Any
) -> None:
    alert = following(client, clock)
    stop = f"/it/volontariato/avvisi/fine/{service.stop_token(alert)}/"
    assert client.get(stop).status_code == 200
    assert CallAlert.objects.exists()  # machines open links too
    assert client.post(stop).status_code == 200
    assert not CallAlert.objects.exists()
    assert client.post(stop).status_code == 404


def test_all_alerts_of_an_address_stop_together_where_wanted(client: Client, clock: Any) -> None:
    following(client, clock, query="near=Cuneo")
    alert = following(client, clock, query="near=Roma")
    following(client, clock, to="altra@example.org")
    client.post(f"/it/volontariato/avvisi/fine/{service.stop_token(alert)}/", {"everything": "1"})
    assert CallAlert.objects.count() == 1


def test_what_is_not_confirmed_in_two_days_is_gone(client: Client, clock: Any) -> None:
    asked(client, clock)
    confirm = link(mail.outbox.pop(), "si")
    clock.shift(dt.timedelta(days=2, minutes=1))
    assert client.post(confirm).status_code == 404
    call_command("call_alerts")
    assert not CallAlert.objects.exists()


def test_asking_twice_makes_one_alert_and_tells_nobody_that_it_is_known(
    client: Client, clock: Any
) -> None:
    first, second = asked(client, clock), asked(client, clock)
    assert first["Location"] == second["Location"]
    assert CallAlert.objects.count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "address", ["", "nessuno", "a@b", "x" * 300 + "@example.org", "a@exa\nmple.org"]
)
def test_a_wrong_address_is_told_and_nothing_is_kept(
    client: Client, clock: Any, address: str
) -> None:
    response = asked(client, clock, to=address)
    assert response.status_code == 422
    assert not CallAlert.objects.exists()
    assert mail.outbox == []


def test_a_robot_and_a_flood_send_no_mails(client: Client, clock: Any) -> None:
    answers = {"address": CANARY, "stamp": "made-up"}
    assert client.post("/it/volontariato/avvisi/", answers).status_code == 422
    for number in range(service.MOST_ALERTS + 2):
        asked(client, clock, query=f"q=parola{number}")
    assert len(mail.outbox) == service.MOST_ALERTS


def test_links_that_are_not_ours_lead_nowhere_gently(client: Client) -> None:
    for part in ("si", "fine"):
        for token in ("1", "MToyOjM", "x" * 200, "è"):
            assert client.get(f"/it/volontariato/avvisi/{part}/{token}/").status_code == 404


def test_the_database_does_not_tell_the_address(client: Client, clock: Any) -> None:
    alert = following(client, clock)
    row = CallAlert.objects.filter(pk=alert.pk).values().get()
    assert CANARY.encode() not in b"".join(
        bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
        for value in row.values()
    )
