"""Answers: sealed for those who may read, places given once and in order, gone when erased."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import User
from volunteering.applications import desk, places, retention, sealing, service
from volunteering.applications.answers import Answer
from volunteering.models import AccessLog, Application, ApplicationCount, CallPage
from volunteering.models.choices import AccessKind, ApplicationState, CallState, CountKind

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def call() -> CallPage:
    """A call in two languages with two places, one of which the host gave elsewhere."""
    key = CallPage.objects.get(
        slug="conversazione-italiano", locale__language_code="it"
    ).translation_key
    CallPage.objects.filter(translation_key=key).update(places_available=3, filled_count=1)
    return fresh(key)


def fresh(key: Any, language: str = "it") -> CallPage:
    return CallPage.objects.get(translation_key=key, locale__language_code=language)


def an_answer(name: str = "Amal", **change: Any) -> Answer:
    values = {"contact_kind": "phone", "contact": f"333 {name}", "language": "ar"} | change
    return Answer(name=name, **values)


def send(call: CallPage, name: str) -> service.Receipt:
    return service.submit(call, an_answer(name), stamp=f"stamp-{name}")


@pytest.fixture
def staff() -> User:
    return User.objects.get(username="organisation")


# Who can read ----------------------------------------------------------------------------------


def test_the_writer_reads_her_answer_with_her_link_alone(call: CallPage, settings: Any) -> None:
    token = service.submit(call, an_answer(text="Parlo tigrino."), "stamp").token
    settings.APPLICATIONS_PRIVATE_KEYS = []
    found = service.find(token)
    assert found is not None
    assert service.read_own(found, token) == an_answer(text="Parlo tigrino.")
    assert service.find(token[:-1] + "_") is None
    with pytest.raises(sealing.UnreadableError):
        service.read_own(found, "another token")


def test_the_staff_reads_it_with_the_private_key_and_that_is_logged(
    call: CallPage, staff: User
) -> None:
    application = send(call, "Amal").application
    assert desk.read(application, staff) == an_answer("Amal")
    entry = AccessLog.objects.get()
    assert (entry.application, entry.user, entry.what) == (application, staff, AccessKind.READ)


def test_without_the_private_key_nobody_reads(call: CallPage, staff: User, settings: Any) -> None:
    application = send(call, "Amal").application
    settings.APPLICATIONS_PRIVATE_KEYS = []
    assert not desk.can_read()
    with pytest.raises(sealing.MissingKeyError):
        desk.read(application, staff)
    settings.APPLICATIONS_PRIVATE_KEYS = [sealing.new_pair()[1]]
    with pytest.raises(sealing.UnreadableError):
        desk.read(application, staff)


def test_after_a_change_of_keys_old_answers_open_with_the_old_one(
    call: CallPage, staff: User, settings: Any
) -> None:
    old = send(call, "Amal").application
    public, private = sealing.new_pair()
    settings.APPLICATIONS_PUBLIC_KEY = public
    settings.APPLICATIONS_PRIVATE_KEYS = [private, *settings.APPLICATIONS_PRIVATE_KEYS]
    new = send(call, "Bo").application
    assert [desk.read(each, staff).name for each in (old, new)] == ["Amal", "Bo"]


def test_nothing_is_stored_where_nothing_can_be_sealed(call: CallPage, settings: Any) -> None:
    settings.APPLICATIONS_PUBLIC_KEY = ""
    with pytest.raises(sealing.MissingKeyError):
        send(call, "Amal")
    assert not Application.objects.exists()


def test_a_dump_does_not_tell_how_much_was_written(call: CallPage) -> None:
    short = service.submit(call, an_answer("A"), "one").application
    long = service.submit(call, an_answer("B", text="x" * 300), "two").application
    assert len(short.sealed) == len(long.sealed)
    assert len(short.own_copy) == len(long.own_copy)


def test_notes_are_sealed_and_go_with_the_answer(call: CallPage, staff: User) -> None:
    application = send(call, "Amal").application
    note = desk.add_note(application, staff, "Chiamata il 3: libera il sabato.")
    assert b"sabato" not in bytes(note.sealed)
    assert [entry.text for entry in desk.notes(application)] == ["Chiamata il 3: libera il sabato."]
    service.erase(application)
    assert not type(note).objects.exists()


# Places ----------------------------------------------------------------------------------------


def test_places_are_shared_by_all_languages_and_given_in_order(call: CallPage) -> None:
    key = call.translation_key
    first = send(fresh(key, "en"), "Ana").application
    second = send(call, "Bo").application
    third = send(call, "Chi").application
    fourth = send(fresh(key, "en"), "Dan").application
    assert [a.place_held for a in (first, second, third, fourth)] == [True, True, False, False]
    assert [a.state for a in (second, third)] == [ApplicationState.NEW, ApplicationState.WAITING]
    assert [a.waiting_position for a in (first, third, fourth)] == [None, 1, 2]
    assert fresh(key).state == fresh(key, "en").state == CallState.FULL
    assert fresh(key).places_left == 0


def test_a_full_call_is_found_among_the_full_ones_without_a_query_each(
    call: CallPage, django_assert_num_queries: Any
) -> None:
    send(call, "Ana"), send(call, "Bo")
    found = CallPage.objects.filter(locale__language_code="it").select_related("host")
    assert call.pk in {page.pk for page in found.in_state(CallState.FULL)}
    assert call.pk not in {page.pk for page in found.in_state(CallState.OPEN)}
    with django_assert_num_queries(1):
        assert CallState.FULL in [page.state for page in found]


def test_the_list_of_calls_learns_at_once_that_one_is_full(client: Any, call: CallPage) -> None:
    send(call, "Ana"), send(call, "Bo")
    for path in ("?state=full&open-to=asylum-seekers", "?state=full&days=weekend"):
        html = client.get(f"/it/volontariato/{path}").content.decode()
        assert call.title in html


def test_a_freed_place_goes_to_the_first_who_waits(call: CallPage, staff: User) -> None:
    names = ("Ana", "Bo", "Chi", "Dan", "Eva")
    ana, bo, chi, dan, eva = (send(call, name).application for name in names)
    service.erase(ana)
    desk.set_state(bo, ApplicationState.NOT_NOW, staff)
    for one, held in ((chi, True), (dan, True), (eva, False)):
        one.refresh_from_db()
        assert one.place_held is held
    assert chi.state == ApplicationState.NEW
    assert eva.waiting_position == 1
    assert places.taken(call.translation_key) == 2


def test_more_places_are_given_to_those_who_wait_before_anybody_new(call: CallPage) -> None:
    for name in ("Ana", "Bo"):
        send(call, name)
    waits = send(call, "Chi").application
    CallPage.objects.filter(pk=call.pk).update(places_available=4)
    late = send(call, "Dan").application
    waits.refresh_from_db()
    assert (waits.place_held, late.place_held) == (True, False)


def test_fewer_places_take_nothing_from_anybody(call: CallPage) -> None:
    first = send(call, "Ana").application
    CallPage.objects.filter(pk=call.pk).update(places_available=1)
    second = send(call, "Bo").application
    first.refresh_from_db()
    assert (first.place_held, second.place_held) == (True, False)


def test_without_a_stated_number_everybody_has_a_place(call: CallPage) -> None:
    CallPage.objects.filter(pk=call.pk).update(places_available=None)
    assert all(send(call, str(number)).application.place_held for number in range(5))
    assert fresh(call.translation_key).state == CallState.OPEN


def test_a_form_sent_twice_makes_one_answer_with_the_last_words(call: CallPage) -> None:
    first = service.submit(call, an_answer(text="Prima"), "stamp")
    again = service.submit(call, an_answer(text="Dopo"), "stamp")
    assert (again.token, again.is_new) == (first.token, False)
    assert Application.objects.count() == 1
    assert service.read_own(again.application, again.token).text == "Dopo"


def test_a_copy_of_the_form_never_shows_one_persons_answer_to_another(call: CallPage) -> None:
    one = service.submit(call, an_answer("Ana"), "stamp kept by a cache")
    other = service.submit(call, an_answer("Bo"), "stamp kept by a cache")
    assert one.token != other.token
    assert Application.objects.count() == 2


def test_a_changed_answer_keeps_its_place_and_both_readers_see_it(
    call: CallPage, staff: User
) -> None:
    receipt = send(call, "Ana")
    service.change(receipt.application, receipt.token, an_answer("Anna", contact="333 1"))
    found = service.find(receipt.token)
    assert found is not None
    assert found.place_held
    assert desk.read(found, staff).name == service.read_own(found, receipt.token).name == "Anna"


# What the desk decides ---------------------------------------------------------------------------


def test_nobody_is_accepted_beyond_the_places(call: CallPage, staff: User) -> None:
    _ana, _bo, chi = (send(call, name).application for name in ("Ana", "Bo", "Chi"))
    contacted = desk.set_state(chi, ApplicationState.CONTACTED, staff)
    assert contacted.state == ApplicationState.CONTACTED
    assert contacted.waiting_position == 1
    with pytest.raises(desk.NoPlaceLeftError):
        desk.set_state(chi, ApplicationState.ACCEPTED, staff)
    chi.refresh_from_db()
    assert chi.state == ApplicationState.CONTACTED


def test_who_was_told_no_by_mistake_comes_back_to_where_she_stood(
    call: CallPage, staff: User
) -> None:
    ana, _bo, chi = (send(call, name).application for name in ("Ana", "Bo", "Chi"))
    late = send(call, "Dan").application
    desk.set_state(ana, ApplicationState.NOT_NOW, staff)
    back = desk.set_state(ana, ApplicationState.NEW, staff)
    chi.refresh_from_db()
    assert chi.place_held
    assert (back.state, back.waiting_position) == (ApplicationState.WAITING, 1)
    assert late.waiting_position == 2
    with pytest.raises(ValueError, match="waiting"):
        desk.set_state(ana, ApplicationState.WAITING, staff)


def test_terms_of_deletion_follow_what_is_decided(call: CallPage, staff: User) -> None:
    application = send(call, "Ana").application
    assert call.apply_by is not None
    assert application.purge_on == call.apply_by + dt.timedelta(days=180)
    refused = desk.set_state(application, ApplicationState.NOT_NOW, staff)
    assert refused.purge_on == NOW.date() + dt.timedelta(days=30)
    again = desk.set_state(application, ApplicationState.NEW, staff)
    assert again.purge_on == call.apply_by + dt.timedelta(days=180)


def test_a_call_without_a_last_day_keeps_an_answer_180_days(call: CallPage) -> None:
    CallPage.objects.filter(pk=call.pk).update(apply_by=None, end_value=None, end_open=True)
    assert send(call, "Ana").application.purge_on == NOW.date() + dt.timedelta(days=180)


def test_numbers_stay_when_answers_are_gone(call: CallPage, staff: User, clock: Any) -> None:
    for name in ("Ana", "Bo"):
        send(call, name)
    clock.shift(dt.timedelta(days=3, hours=2))
    for application in Application.objects.all():
        desk.set_state(application, ApplicationState.CONTACTED, staff)
        desk.set_state(application, ApplicationState.ACCEPTED, staff)
        service.erase(application)
    counted = {(row.kind, row.days): row.number for row in ApplicationCount.objects.all()}
    assert counted == {
        (CountKind.RECEIVED, 0): 2,
        (CountKind.ANSWERED, 3): 2,
        (CountKind.ACCEPTED, 0): 2,
    }


def answering_time(client: Client, call: CallPage) -> str:
    """What a call that says nothing itself of what comes next tells of its host's answers."""
    soup = BeautifulSoup(client.get(call.url).content, "html.parser")
    said = soup.select_one("section[aria-labelledby=next]")
    return " ".join(said.get_text(" ").split()) if said else ""


def test_how_fast_a_host_answers_is_said_from_five_cases_on(
    client: Client, call: CallPage, staff: User, clock: Any
) -> None:
    CallPage.objects.filter(pk=call.pk).update(
        places_available=None, what_happens_next=[], selection_days=None,
        apply_by=NOW.date() + dt.timedelta(days=60),
    )  # fmt: skip
    sent = [send(call, str(number)).application for number in range(5)]
    for days, application in enumerate(sent[:4]):
        clock.move_to(NOW + dt.timedelta(days=days * days, minutes=1))
        desk.set_state(application, ApplicationState.CONTACTED, staff)
    assert retention.median_days(call.host) is None
    assert answering_time(client, call) == ""
    clock.move_to(NOW + dt.timedelta(days=40))
    desk.set_state(sent[4], ApplicationState.CONTACTED, staff)
    assert retention.median_days(call.host) == 4
    assert "entro 4 giorni" in answering_time(client, call)
    clock.move_to(NOW + dt.timedelta(days=500))
    assert retention.median_days(call.host) is None


def test_answers_of_the_same_day_are_within_a_day(
    client: Client, call: CallPage, staff: User
) -> None:
    CallPage.objects.filter(pk=call.pk).update(places_available=None)
    for number in range(5):
        desk.set_state(send(call, str(number)).application, ApplicationState.CONTACTED, staff)
    assert retention.median_days(call.host) == 0
    assert "entro 1 giorno" in answering_time(client, call)
