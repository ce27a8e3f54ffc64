"""With the clock moved: reminders of insurance go out, once each, and calls pause and open again."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import ModelLogEntry, PageLogEntry

from directory.models import Organisation
from taxonomy.models import Language
from tests.volunteering.desk import five_hosts
from volunteering.models import CallPage, InsuranceReminder
from volunteering.models.choices import CallState

pytestmark = pytest.mark.django_db
END = dt.date(2026, 12, 15)


@pytest.fixture(autouse=True)
def quiet(db: None) -> None:
    """Only the organisation under test has anything to hear."""
    five_hosts()
    Organisation.objects.filter(slug__in=["parole-in-viaggio", "il-cortile"]).update(live=False)
    CallPage.objects.update(apply_mode="mailbox")


@pytest.fixture
def host() -> Organisation:
    """The host of a call that takes applications until February, insured until December."""
    CallPage.objects.filter(slug="conversazione-italiano").update(apply_by=dt.date(2027, 2, 1))
    call = CallPage.objects.get(slug="conversazione-italiano", locale__language_code="it")
    Organisation.objects.filter(pk=call.host_id).update(insurance_valid_until=END)
    return Organisation.objects.get(pk=call.host_id)


def state() -> CallState:
    found = CallPage.objects.get(slug="conversazione-italiano", locale__language_code="it")
    return found.state


def run(day: dt.date) -> list[str]:
    """What goes out on a day, though the clock comes by three times: the kinds of notice."""
    before = set(InsuranceReminder.objects.filter(waits=False).values_list("pk", flat=True))
    with time_machine.travel(dt.datetime.combine(day, dt.time(9)), tick=False):
        for _hour in range(3):
            call_command("remind_organisations")
    after = InsuranceReminder.objects.filter(waits=False).exclude(pk__in=before)
    return list(after.order_by("pk").values_list("kind", flat=True))


def letter() -> tuple[Any, str, str]:
    """The one letter that went out, its plain text and its HTML."""
    [message] = mail.outbox
    assert isinstance(message, mail.EmailMultiAlternatives)
    return message, str(message.body), str(message.alternatives[0][0])


def days_before(number: int) -> dt.date:
    return END - dt.timedelta(days=number)


def test_the_year_of_an_insurance(host: Organisation) -> None:
    told = {
        number: run(days_before(number)) for number in (60, 31, 30, 29, 8, 7, 6, 0, -1, -2, -30)
    }
    assert {number: kinds for number, kinds in told.items() if kinds} == {
        30: ["30-days"], 7: ["7-days"], -1: ["paused"],
    }  # fmt: skip
    assert len(mail.outbox) == 3
    assert {tuple(message.to) for message in mail.outbox} == {
        ("volontari-pontedivoci@example.org",)
    }
    renewed = END.replace(year=2027)
    Organisation.objects.filter(pk=host.pk).update(insurance_valid_until=renewed)
    assert run(days_before(-40)) == ["resumed"]
    assert run(days_before(-41)) == []
    CallPage.objects.filter(host=host).update(apply_by=renewed.replace(year=2028))
    assert run(renewed - dt.timedelta(days=30)) == ["30-days"], "a new declaration begins anew"


def test_a_clock_that_stood_still_does_not_send_two_at_once(host: Organisation) -> None:
    assert run(days_before(5)) == ["7-days"]


def test_calls_pause_and_open_again_and_their_history_says_so(host: Organisation) -> None:
    for day, expected in ((END, CallState.OPEN), (days_before(-1), CallState.PAUSED)):
        with time_machine.travel(dt.datetime.combine(day, dt.time(9)), tick=False):
            assert state() == expected
        run(day)
    Organisation.objects.filter(pk=host.pk).update(insurance_valid_until=END.replace(year=2027))
    with time_machine.travel(dt.datetime.combine(days_before(-3), dt.time(9)), tick=False):
        assert state() == CallState.OPEN
    run(days_before(-3))
    actions = ["volunteering.insurance_paused", "volunteering.insurance_resumed"]
    for model in (ModelLogEntry, PageLogEntry):
        rows = model.objects.filter(action__in=actions).order_by("pk")
        assert list(rows.values_list("action", flat=True)) == actions


def test_the_letter_says_what_to_do_and_names_nobody(host: Organisation) -> None:
    run(days_before(30))
    message, text, html = letter()
    assert (
        message.subject == "L’assicurazione dei vostri volontari finisce il giorno 15 dicembre 2026"
    )
    for words in (host.name, "15 dicembre 2026", "/admin/"):
        assert words in text
        assert words in html
    assert '<html lang="it" dir="ltr">' in html
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "style" not in html
    assert "<img" not in html


def test_who_speaks_no_italian_reads_it_in_a_language_of_theirs_too(host: Organisation) -> None:
    host.languages.set([Language.objects.get(code="ar")])
    host.save()
    run(days_before(7))
    _message, text, html = letter()
    assert '<html lang="ar" dir="rtl">' in html
    assert '<div lang="it" dir="ltr">' in html
    assert f"\u2068{host.name}\u2069" in text, "a name in a sentence that runs the other way"
    assert "L’assicurazione" in text


def test_a_mail_server_that_is_away_delays_and_loses_nothing(
    host: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as away:
        away.setattr("volunteering.mails.EmailMultiAlternatives.send", refuse)
        with pytest.raises(CommandError, match="1 notices"):
            run(days_before(30))
    assert run(days_before(29)) == ["30-days"]
    assert len(mail.outbox) == 1


def test_what_is_true_no_more_is_not_sent(host: Organisation) -> None:
    InsuranceReminder.objects.create(
        organisation=host, kind="7-days", valid_until=END, created_on=days_before(7)
    )
    Organisation.objects.filter(pk=host.pk).update(insurance_valid_until=END.replace(year=2027))
    run(days_before(6))
    assert mail.outbox == []
    assert InsuranceReminder.objects.get().sent_on is None


def test_without_a_mailbox_the_pause_is_noted_and_reminders_wait(host: Organisation) -> None:
    host.contacts.all().delete()
    assert run(days_before(30)) == []
    run(days_before(-1))
    assert list(InsuranceReminder.objects.values_list("kind", "sent_on")) == [("paused", None)]
    assert mail.outbox == []
