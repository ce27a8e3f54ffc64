"""With the clock moved: organisations hear of answers that wait and of calls that end, once each."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from accounts.models import User
from directory.models import Organisation
from tests.volunteering.desk import five_hosts
from volunteering.applications import desk, service
from volunteering.applications.answers import Answer
from volunteering.models import Application, CallNotice, CallPage
from volunteering.models.choices import ApplicationState

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
CLOSES = dt.date(2026, 12, 15)
CANARIES = ("Zefirina", "zefirina@example.org", "Canto nel coro")


@pytest.fixture(autouse=True)
def clock(db: None) -> Any:
    """Of all organisations only that of the call has anything to hear."""
    with time_machine.travel(NOW, tick=False) as traveller:
        five_hosts()
        Organisation.objects.filter(slug__in=["parole-in-viaggio", "il-cortile"]).update(live=False)
        others = CallPage.objects.exclude(slug="conversazione-italiano")
        others.update(apply_mode="mailbox", live=False)
        yield traveller


@pytest.fixture
def call() -> CallPage:
    CallPage.objects.filter(slug="conversazione-italiano").update(
        places_available=2, filled_count=0, apply_mode="form", apply_by=CLOSES
    )
    return CallPage.objects.get(slug="conversazione-italiano", locale__language_code="it")


def answer(call: CallPage, name: str = "Zefirina") -> Application:
    given = Answer(
        name=name, contact_kind="mailbox", contact="zefirina@example.org", language="fr",
        text="Canto nel coro",
    )  # fmt: skip
    return service.submit(call, given, f"stamp-{name}").application


def run(clock: Any, moment: dt.datetime) -> list[str]:
    """What is sent at a moment, though the clock comes by three times."""
    before = len(mail.outbox)
    clock.move_to(moment)
    known = set(CallNotice.objects.values_list("pk", flat=True))
    for _time in range(3):
        call_command("remind_organisations")
    new = CallNotice.objects.exclude(pk__in=known).order_by("pk")
    assert len(mail.outbox) - before == new.filter(waits=False).count()
    return list(new.values_list("kind", flat=True))


def days(number: int) -> dt.datetime:
    return NOW + dt.timedelta(days=number)


def test_who_waits_is_mentioned_after_three_days_and_after_seven(
    clock: Any, call: CallPage
) -> None:
    answer(call)
    told = {number: run(clock, days(number)) for number in (0, 1, 2, 3, 4, 6, 7, 8, 20)}
    assert {number: kinds for number, kinds in told.items() if kinds} == {
        3: ["3-days"], 7: ["7-days"],
    }  # fmt: skip
    for message in mail.outbox:
        assert isinstance(message, mail.EmailMultiAlternatives)
        text = f"{message.subject}{message.body}{message.alternatives[0][0]!s}"
        assert not [canary for canary in CANARIES if canary in text], "a link, never the data"
        assert f"/admin/desk/applications/?call={call.translation_key}" in text


def test_who_got_a_word_is_not_mentioned(clock: Any, call: CallPage) -> None:
    first, second = answer(call), answer(call, "Amal")
    staff = User.objects.get(username="organisation")
    desk.set_state(first, ApplicationState.CONTACTED, staff)
    assert run(clock, days(3)) == ["full", "3-days"] or run(clock, days(3)) == []
    [notice] = CallNotice.objects.filter(kind="3-days")
    assert list(notice.applications.all()) == [second]


def test_a_clock_that_stood_still_tells_once(clock: Any, call: CallPage) -> None:
    answer(call)
    assert run(clock, days(10)) == ["7-days"]
    assert run(clock, days(11)) == []


def test_a_notice_whose_reason_is_gone_is_not_sent(clock: Any, call: CallPage) -> None:
    first = answer(call)
    call.host.contacts.all().delete()
    assert run(clock, days(3)) == ["3-days"]
    desk.set_state(first, ApplicationState.NOT_NOW, User.objects.get(username="organisation"))
    call.host.contacts.create(mailbox="volontari@example.org")
    assert run(clock, days(4)) == []
    assert CallNotice.objects.get().sent_on is None
    assert mail.outbox == []


def test_the_end_of_a_call_is_told_once_with_who_still_waits(clock: Any, call: CallPage) -> None:
    first = answer(call)
    desk.set_state(first, ApplicationState.CONTACTED, User.objects.get(username="organisation"))
    answer(call, "Amal")
    run(clock, days(1))
    mail.outbox.clear()
    last = dt.datetime.combine(CLOSES, dt.time(20), tzinfo=dt.UTC)
    assert "closed" not in run(clock, last)
    assert run(clock, last + dt.timedelta(days=1)) == ["closed"]
    assert run(clock, last + dt.timedelta(days=2)) == []
    body = str(mail.outbox[-1].body)
    assert "1 persona aspetta ancora una parola" in body
    CallPage.objects.filter(pk=call.pk).update(apply_by=CLOSES + dt.timedelta(days=20))
    assert run(clock, last + dt.timedelta(days=21)) == ["closed"], "a new deadline, a new end"


def test_a_full_call_is_told_once_for_each_number_of_places(clock: Any, call: CallPage) -> None:
    answer(call)
    assert run(clock, days(0)) == []
    answer(call, "Amal")
    assert run(clock, days(0)) == ["full"]
    assert run(clock, days(1)) == []
    CallPage.objects.filter(pk=call.pk).update(places_available=3)
    answer(call, "Bea")
    assert run(clock, days(1)) == ["full"]


def test_calls_that_ended_long_ago_are_left_in_peace(clock: Any, call: CallPage) -> None:
    assert run(clock, days(60)) == []
