"""Behind the private link: read, change, delete; nothing readable is left, and all goes in time."""

import datetime as dt
import json
import logging
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as site_settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from tests.volunteering.answering import (
    CANARIES,
    NOW,
    WORDS,
    change_call,
    send,
    text_of,
    the_call,
)
from volunteering.applications import desk, places
from volunteering.models import Application, ApplicationCount, CallPage
from volunteering.models.choices import ApplicationState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def call(db: None) -> CallPage:
    """The call of the demonstration, with a last day that does not move with today."""
    return change_call(apply_by=dt.date(2026, 12, 15))


@pytest.mark.parametrize("state", [s for s in ApplicationState if s != ApplicationState.WAITING])
def test_the_private_page_says_how_it_stands(
    client: Client, clock: Any, call: CallPage, django_user_model: Any, state: ApplicationState
) -> None:
    url = send(client, clock, call).url
    user = django_user_model.objects.get(username="organisation")
    desk.set_state(Application.objects.get(), state, user)
    page = client.get(url)
    assert page.status_code == 200
    assert "Zafferanella" in text_of(page)


# Changing, deleting, taking away ------------------------------------------------------------------


def test_she_changes_what_she_wrote(client: Client, clock: Any, call: CallPage) -> None:
    url = send(client, clock, call).url
    form = client.get(f"{url}modifica/").content.decode()
    assert "Zafferanella" in form
    assert 'name="adult"' not in form
    changed = {name: value for name, value in WORDS.items() if name != "adult"}
    refused = client.post(f"{url}modifica/", changed | {"contact": ""})
    assert refused.status_code == 422
    assert client.post(f"{url}modifica/", changed | {"name": "Nuova"}).status_code == 303
    assert "Nuova" in text_of(client.get(url))


def test_deleting_asks_once_and_leaves_nothing(client: Client, clock: Any, call: CallPage) -> None:
    url = send(client, clock, call).url
    assert client.get(f"{url}cancella/").status_code == 200
    assert Application.objects.count() == 1
    done = client.post(f"{url}cancella/", follow=True)
    assert done.status_code == 200
    assert not Application.objects.exists()
    assert places.taken(call.translation_key) == 0
    for path in ("", "modifica/", "cancella/", "dati.json"):
        assert client.get(f"{url}{path}").status_code == 404


def test_she_takes_a_copy_of_all_that_is_stored(client: Client, clock: Any, call: CallPage) -> None:
    response = client.get(f"{send(client, clock, call).url}dati.json")
    assert response["Content-Disposition"].startswith("attachment")
    data = json.loads(response.content)
    assert {name: data[name] for name in ("name", "contact", "text")} == {
        name: WORDS[name] for name in ("name", "contact", "text")
    }
    assert data["deleted_on"] == "2027-06-13"


def test_the_private_page_outlives_the_call(client: Client, clock: Any, call: CallPage) -> None:
    url = send(client, clock, call).url
    for page in CallPage.objects.filter(translation_key=call.translation_key):
        page.unpublish()
    assert "Zafferanella" in text_of(client.get(url))
    for page in CallPage.objects.filter(translation_key=call.translation_key):
        page.delete()
    assert client.get(url).status_code == 200
    client.post(f"{url}cancella/")
    assert not Application.objects.exists()


# Nothing readable is left ---------------------------------------------------------------------------


def test_no_canary_is_in_a_dump_an_index_or_a_log(
    client: Client, clock: Any, call: CallPage, demo_index: Path, caplog: Any
) -> None:
    with caplog.at_level(logging.DEBUG):
        url = send(client, clock, call).url
        client.get(url)
        client.post(f"{url}modifica/", WORDS | {"contact": ""})
    token = url.rstrip("/").rpartition("/")[2]
    connection.ensure_connection()
    dump = "\n".join(connection.connection.iterdump())
    assert str(call.translation_key).replace("-", "") in dump
    as_bytes = {word: word.encode().hex().upper() for word in (*CANARIES, token)}
    assert [w for w, raw in as_bytes.items() if w in dump or raw in dump.upper()] == []
    for file in (path for path in demo_index.rglob("*") if path.is_file()):
        assert [word for word in CANARIES if word.encode() in file.read_bytes()] == []
    log = "\n".join(record.getMessage() for record in caplog.records)
    assert [word for word in CANARIES if word in log] == []


def test_the_log_never_shows_a_private_link(client: Client, clock: Any, call: CallPage) -> None:
    from delivery.log_filters import HidePrivateLinks

    url = send(client, clock, call).url
    line = logging.LogRecord("django", 30, "", 0, "Not Found: %s", (f"{url}x/",), None)
    assert HidePrivateLinks().filter(line)
    assert line.getMessage() == "Not Found: /it/candidatura/…/x/"
    handlers: Any = site_settings.LOGGING["handlers"]
    assert handlers["console"]["filters"] == ["private"]


# In time ---------------------------------------------------------------------------------------------


def test_answers_go_180_days_after_closing_and_numbers_stay(
    client: Client, clock: Any, call: CallPage
) -> None:
    url = send(client, clock, call).url
    clock.move_to(dt.datetime(2027, 6, 12, 12, tzinfo=dt.UTC))
    call_command("purge_applications")
    assert client.get(url).status_code == 200
    clock.move_to(dt.datetime(2027, 6, 13, 12, tzinfo=dt.UTC))
    call_command("purge_applications")
    assert client.get(url).status_code == 404
    assert ApplicationCount.objects.get().number == 1


def test_another_last_day_moves_the_day_of_deletion(
    client: Client, clock: Any, call: CallPage
) -> None:
    send(client, clock, call)
    call.apply_by = dt.date(2026, 12, 20)
    call.save_revision().publish()
    assert Application.objects.get().purge_on == dt.date(2027, 6, 18)
    call = the_call()
    call.withdrawn = True
    call.save_revision().publish()
    assert Application.objects.get().purge_on == dt.date(2027, 5, 21)
    clock.shift(dt.timedelta(days=30))
    the_call().save_revision().publish()
    assert Application.objects.get().purge_on == dt.date(2027, 5, 21)


def test_places_added_by_the_editor_go_to_those_who_wait(client: Client, clock: Any) -> None:
    call = change_call(places_available=5, filled_count=5)
    send(client, clock, call)
    call = the_call()
    call.places_available = 6
    call.save_revision().publish()
    assert Application.objects.get().place_held


def test_the_clock_purges_once_a_day() -> None:
    assert (["purge_applications"], site_settings.DAY) in site_settings.CLOCK.values()
