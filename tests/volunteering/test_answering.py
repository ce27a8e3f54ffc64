"""Answering a call: a minute, any language, no account; minors leave nothing."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse

from core.models import PrivacyNotice
from directory.models import Organisation
from directory.models.organisations import OrganisationContact
from taxonomy.models import Language
from tests.volunteering.answering import (
    CANARIES,
    NOW,
    WORDS,
    change_call,
    opened,
    send,
    text_of,
    the_call,
)
from volunteering.applications import service
from volunteering.models import Application, CallPage
from volunteering.models.choices import CallState, Minors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def call(db: None) -> CallPage:
    """The call of the demonstration, with a last day that does not move with today."""
    return change_call(apply_by=dt.date(2026, 12, 15))


def test_somebody_answers_in_french_and_reads_her_answer_by_her_link(
    client: Client, clock: Any
) -> None:
    response = send(client, clock, the_call("fr"))
    assert response.status_code == 303
    assert response.url.startswith("/fr/candidatura/")
    assert not response.cookies
    page = client.get(response.url)
    assert all(word in text_of(page) for word in (*CANARIES, "samedi"))
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert not page.cookies
    application = Application.objects.get()
    assert (application.language, application.call) == ("fr", the_call())
    assert application.notice_version == "1.0"


def html_of(message: Any) -> str:
    """The HTML alternative of a mail."""
    return str(message.alternatives[0][0])


def test_the_host_is_told_by_a_link_without_a_word_of_the_answer(
    client: Client, clock: Any, call: CallPage
) -> None:
    send(client, clock, call)
    [message] = mail.outbox
    assert message.to == [call.contacts[0].mailbox]
    for text in (message.body, html_of(message)):
        assert f"{reverse('calls_desk:applications')}?call={call.translation_key}" in text
        assert call.title in text
        assert not any(word in f"{message.subject} {text}" for word in CANARIES)


def test_a_host_that_speaks_arabic_is_told_from_the_right(
    client: Client, clock: Any, call: CallPage
) -> None:
    host = call.host
    host.languages.set([Language.objects.get(code="ar")])
    host.save()
    send(client, clock, call)
    [message] = mail.outbox
    assert '<html lang="ar" dir="rtl">' in html_of(message)
    assert f"\u2068{call.title}\u2069" in message.body, "an Italian title in an Arabic sentence"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"contact": ""},
        {"contact_kind": ""},
        {"contact_kind": "mailbox", "contact": "not a mailbox"},
        {"contact_kind": "phone", "contact": "abc"},
        {"contact_kind": "messaging", "contact": "two words"},
        {"slots": ["9-never"]},
        {"language": "xx"},
        {"adult": ""},
        {"text": "x" * 501},
        {"name": "x" * 61},
        {"website_address": "http://x"},
        {"stamp": "forged"},
        {"stamp": ""},
    ],
    ids=str,
)
def test_a_refused_form_says_what_to_do_and_keeps_every_word(
    client: Client, clock: Any, call: CallPage, wrong: dict[str, Any]
) -> None:
    response = send(client, clock, call, **wrong)
    assert response.status_code == 422
    html = response.content.decode()
    assert 'class="alert danger"' in html
    kept = {name: value for name, value in WORDS.items() if name not in wrong}
    assert all(kept[name] in html for name in ("name", "contact", "text") if name in kept)
    assert not Application.objects.exists()


def test_a_robot_faster_than_a_person_is_not_kept(client: Client, call: CallPage) -> None:
    assert client.post(call.form_url, WORDS | opened(client, call)).status_code == 422
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("phone", "333 123 4567", "+393331234567"),
        ("phone", "٣٣٣١٢٣٤٥٦٧", "+393331234567"),
        ("phone", "+33 6 12 34 56 78", "+33612345678"),
        ("messaging", "333 1234567", "+393331234567"),
        ("messaging", "https://t.me/amal_k", "https://t.me/amal_k"),
        ("mailbox", "amal@example.org", "amal@example.org"),
    ],
)
def test_contacts_are_taken_as_people_write_them(
    client: Client, clock: Any, kind: str, written: str, kept: str
) -> None:
    url = send(client, clock, the_call(), contact_kind=kind, contact=written).url
    assert kept in text_of(client.get(url))


def test_a_form_sent_twice_is_one_answer(client: Client, clock: Any, call: CallPage) -> None:
    words = WORDS | opened(client, call)
    clock.shift(10)
    first, second = [client.post(call.form_url, words).headers["Location"] for _ in range(2)]
    assert first == second
    assert Application.objects.count() == 1
    assert len(mail.outbox) == 1


def test_under_18_nothing_is_stored_and_the_parents_get_a_sheet(client: Client, clock: Any) -> None:
    call = change_call(minors="16-17", min_age=16)
    response = send(client, clock, the_call("fr"), adult="no")
    assert response.status_code == 303
    page = client.get(response.url)
    soup = BeautifulSoup(page.content, "html.parser")
    assert len(soup.select("section.sheet")) == 2
    assert soup.select('[lang="it"] section.sheet')
    assert call.contacts[0].mailbox in text_of(page)
    assert not Application.objects.exists()
    assert not mail.outbox


def test_under_18_an_activity_for_adults_says_so_kindly(
    client: Client, clock: Any, call: CallPage
) -> None:
    page = client.get(send(client, clock, call, adult="no", name="").url)
    soup = BeautifulSoup(page.content, "html.parser")
    assert not soup.select("section.sheet")
    assert soup.select_one(f'main a[href="{call.list_url}"]')


def test_who_is_under_18_need_not_write_anything_first(client: Client, call: CallPage) -> None:
    """The form leads to the sheet; so does a call that takes minors, however one applies."""
    sheet = f"{call.form_url}minori/"
    assert f'href="{sheet}"' in client.get(call.form_url).content.decode()
    assert f'href="{sheet}"' not in client.get(call.url).content.decode()
    for mode in ("form", "mailbox"):
        change_call(minors=Minors.FROM_16, apply_mode=mode)
        assert f'href="{sheet}"' in client.get(call.url).content.decode()
    assert client.get(sheet).status_code == 200


def test_too_many_answers_within_an_hour_lose_nothing(
    client: Client, clock: Any, call: CallPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "ANSWERS_AN_HOUR", 1)
    assert send(client, clock, call).status_code == 303
    refused = send(client, clock, call, contact="@another")
    assert refused.status_code == 429
    assert "Zafferanella" in refused.content.decode()
    clock.shift(dt.timedelta(hours=1))
    assert send(client, clock, call, contact="@another").status_code == 303


# When the form is there ---------------------------------------------------------------------------


def test_a_full_call_offers_its_waiting_list(client: Client, clock: Any) -> None:
    call = change_call(places_available=5, filled_count=5)
    assert call.state == CallState.FULL
    assert call.form_url in client.get(call.url).content.decode()
    page = client.get(send(client, clock, call).url)
    assert Application.objects.get().waiting_position == 1
    assert "1" in text_of(page)


@pytest.mark.parametrize(
    "values",
    [
        {"withdrawn": True},
        {"apply_by": dt.date(2026, 11, 1)},
        {"opens_on": dt.date(2027, 1, 1)},
        {"apply_mode": "mailbox"},
        {"privacy_notice": None},
    ],
    ids=str,
)
def test_no_form_where_no_answer_may_be_taken(
    client: Client, clock: Any, values: dict[str, Any]
) -> None:
    hidden = opened(client, the_call())
    call = change_call(**values)
    clock.shift(10)
    assert call.form_url not in client.get(call.url).content.decode()
    assert client.get(call.form_url).headers["Location"] == call.url
    late = client.post(call.form_url, WORDS | hidden)
    assert late.status_code == 422
    assert "Zafferanella" in late.content.decode()
    assert not Application.objects.exists()


@pytest.mark.parametrize("language", ["it", "ar"])
def test_while_the_host_is_not_published_nobody_is_asked_and_nothing_names_it(
    client: Client, clock: Any, language: str
) -> None:
    """The call says so kindly; who answered before still sees by her link who has her answer."""
    call = change_call(minors="16-17", min_age=16)
    versions = Organisation.objects.filter(translation_key=call.host.translation_key)
    versions.update(name="Ospite Nascosto")
    OrganisationContact.objects.filter(organisation__in=versions).update(
        mailbox="nascosta@example.org"
    )
    call = the_call(language)
    link = send(client, clock, call).url
    hidden = opened(client, call)
    minors = f"{call.form_url}minori/"
    assert all("Nascosto" in read(client, path) for path in (call.url, call.form_url, minors))
    versions.update(live=False)
    page = read(client, call.url)
    assert call.form_url not in page
    assert call.list_url in page
    assert client.get(call.form_url).headers["Location"] == call.url
    assert client.get(minors).headers["Location"] == call.url
    clock.shift(10)
    late = client.post(call.form_url, WORDS | hidden | {"name": "Rosmarina"})
    assert late.status_code == 422
    assert "Rosmarina" in late.content.decode()
    for shown in (page, late.content.decode()):
        assert "Nascosto" not in shown
        assert "nascosta@" not in shown
    assert Application.objects.count() == 1
    assert "Nascosto" in read(client, link)
    versions.update(live=True)
    assert client.get(call.form_url).status_code == 200


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_without_a_key_the_call_shows_its_contacts_instead(
    client: Client, call: CallPage, settings: Any
) -> None:
    settings.APPLICATIONS_PUBLIC_KEY = ""
    html = client.get(call.url).content.decode()
    assert call.form_url not in html
    assert f"mailto:{call.contacts[0].mailbox}" in html


def test_purpose_version_and_day_of_deletion_stand_before_the_button(
    client: Client, call: CallPage
) -> None:
    html = client.get(call.form_url).content.decode()
    notice = call.privacy_notice
    assert isinstance(notice, PrivacyNotice)
    before = html[: html.rindex('type="submit"')]
    assert notice.purpose in before
    assert notice.retention_text in before
    assert "13 giugno 2027" in before
