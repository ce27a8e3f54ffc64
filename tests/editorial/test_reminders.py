"""With the clock moved: 30 days, 7 days, the day itself, each once; the digest once a week."""

import datetime
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core import mail
from django.core.management import CommandError, call_command
from wagtail.users.models import UserProfile

from accounts.models import User
from editorial.models import DeskNotice
from guides.models import GuidePage

pytestmark = pytest.mark.django_db
DUE = datetime.date(2027, 4, 30)


def run() -> list[Any]:
    """The mails of one run of the clock."""
    mail.outbox.clear()
    call_command("remind_colleagues", stdout=StringIO())
    return list(mail.outbox)


def reminders() -> list[Any]:
    """Without the digest."""
    return [letter for letter in run() if "verificare" in letter.subject]


@pytest.fixture
def guide(db: None) -> GuidePage:
    """The only guide that will be due."""
    rows = GuidePage.objects.filter(locale__language_code="it")
    rows.update(next_review=datetime.date(2030, 1, 1), law_changed_on=None)
    page = rows.filter(live=True)[0]
    GuidePage.objects.filter(pk=page.pk).update(next_review=DUE)
    return page


def at(time_machine: Any, days_before: int, hour: int = 9) -> None:
    moment = datetime.datetime.combine(
        DUE - datetime.timedelta(days=days_before), datetime.time(hour), tzinfo=datetime.UTC
    )
    time_machine.move_to(moment, tick=False)


def test_thirty_days_seven_days_and_on_the_day_each_once(
    guide: GuidePage, time_machine: Any
) -> None:
    told = []
    for days in (31, 30, 30, 29, 8, 7, 7, 3, 0, 0, -1, -5):
        at(time_machine, days)
        told += [(days, letter.to) for letter in reminders()]
    assert told == [(days, ["officer@example.org"]) for days in (30, 7, 0)]


def test_the_reminder_names_the_page_its_day_and_the_way_there(
    guide: GuidePage, time_machine: Any
) -> None:
    user = User.objects.get(username="officer")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})
    at(time_machine, 7)
    letter = next(letter for letter in run() if "verify" in letter.subject)
    assert guide.title in letter.body
    assert "2027" in letter.body
    assert "/admin/desk/verification/" in letter.body
    assert 'lang="en"' in letter.alternatives[0][0]


def test_a_page_signed_in_between_is_not_spoken_of(
    guide: GuidePage, time_machine: Any, settings: Any
) -> None:
    at(time_machine, 7)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(CommandError, match="could not be sent"):
        run()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    GuidePage.objects.filter(pk=guide.pk).update(next_review=datetime.date(2028, 1, 1))
    assert not reminders()
    assert not DeskNotice.objects.filter(waits=True).exists()


def test_what_could_not_be_sent_goes_with_the_next_run(
    guide: GuidePage, time_machine: Any, settings: Any
) -> None:
    at(time_machine, 30)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(CommandError):
        run()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(reminders()) == 1
    assert not reminders()


def digests() -> list[str]:
    return sorted(letter.to[0] for letter in run() if "aspett" in letter.subject)


def test_the_digest_comes_once_a_week_to_those_for_whom_something_waits(
    guide: GuidePage, time_machine: Any
) -> None:
    GuidePage.objects.filter(pk=guide.pk).update(next_review=datetime.date(2027, 1, 1))
    monday = datetime.datetime(2027, 3, 1, 3, 0, tzinfo=datetime.UTC)
    time_machine.move_to(monday, tick=False)
    assert digests() == []
    time_machine.move_to(monday + datetime.timedelta(hours=5), tick=False)
    first = digests()
    assert "officer@example.org" in first
    assert "editor@example.org" not in first
    assert digests() == []
    time_machine.move_to(monday + datetime.timedelta(days=3), tick=False)
    assert digests() == []
    time_machine.move_to(monday + datetime.timedelta(days=7, hours=5), tick=False)
    assert digests() == first


def test_readers_of_a_late_page_see_that_it_is_checked_again(
    client: Any, guide: GuidePage, time_machine: Any
) -> None:
    words = "Stiamo ricontrollando questa pagina."
    at(time_machine, 0)
    assert words not in client.get(guide.url).content.decode()
    at(time_machine, -1)
    assert words in client.get(guide.url).content.decode()


def test_the_clock_does_it() -> None:
    assert (["remind_colleagues"], 60 * 60) in site_settings.CLOCK.values()
