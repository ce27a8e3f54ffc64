"""The clock alone, moved over six weeks: all that has a day happens on it, once, without cron.

`manage.py tick` runs twice at each hour, as `make run` does without end; its jobs and their times
are those of the settings.
"""

import datetime
from collections import Counter
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from facts import changing
from facts.models import FactValue
from guides.models import GuidePage
from news.models import NewsPage
from tests.facts.helpers import fee

pytestmark = pytest.mark.django_db
START = datetime.datetime(2027, 3, 29, 6, tzinfo=datetime.UTC)  # a Monday
DUE = datetime.date(2027, 4, 30)
JOBS = {"publish_due", "facts_take_effect", "remind_colleagues"}
DAYS = 40


@pytest.fixture
def clock(settings: Any, tmp_path: Path) -> None:
    """The jobs of the editorial desk, with a memory of their own."""
    settings.VAR_DIR = tmp_path
    settings.CLOCK = {name: row for name, row in settings.CLOCK.items() if row[0][0] in JOBS}
    assert len(settings.CLOCK) == len(JOBS)


def test_everything_with_a_day_happens_on_it_once(
    client: Client, clock: None, time_machine: Any
) -> None:
    time_machine.move_to(START, tick=False)
    guides = GuidePage.objects.filter(locale__language_code="it")
    guides.update(next_review=datetime.date(2030, 1, 1), law_changed_on=None)
    guide = guides.filter(live=True)[0]
    GuidePage.objects.filter(pk=guide.pk).update(next_review=DUE)
    coming, ending = NewsPage.objects.filter(locale__language_code="it", live=True)[:2]
    coming.lead = "Esce da sola."
    coming.go_live_at = START + datetime.timedelta(days=10, hours=2)
    coming.save_revision(approved_go_live_at=coming.go_live_at)
    ends = START + datetime.timedelta(days=20, hours=2)
    NewsPage.objects.filter(pk=ending.pk).update(expire_at=ends)
    fact = fee()
    day = timezone.localdate() + datetime.timedelta(days=15)
    changing.give(fact, FactValue(amount=Decimal(32)), None, day)
    before = PageLogEntry.objects.count()
    mail.outbox.clear()

    told: Counter[int] = Counter()
    digests: Counter[datetime.date] = Counter()
    for hours in range(0, DAYS * 24, 6):
        time_machine.move_to(START + datetime.timedelta(hours=hours), tick=False)
        for _again in range(2):
            mail.outbox.clear()
            call_command("tick", stdout=StringIO())
            for letter in mail.outbox:
                if letter.to == ["officer@example.org"]:
                    if "verificare" in letter.subject:
                        told[(DUE - timezone.localdate()).days] += 1
                    else:
                        digests[timezone.localdate()] += 1

    assert told == {30: 1, 7: 1, 0: 1}
    assert set(digests.values()) == {1}
    assert all(moment.weekday() == 0 for moment in digests)
    assert NewsPage.objects.get(pk=coming.pk).lead == "Esce da sola."
    ended = NewsPage.objects.get(pk=ending.pk)
    assert (ended.live, ended.expired) == (False, True)
    assert client.get(ending.url).status_code == 404
    entries = PageLogEntry.objects.order_by("pk")[before:]
    done = Counter((row.page_id, row.action) for row in entries)
    assert done[coming.pk, "wagtail.publish.scheduled"] == 1
    assert done[ending.pk, "wagtail.unpublish.scheduled"] == 1
    taken = ModelLogEntry.objects.filter(object_id=str(fact.pk), action="facts.changed")
    assert taken.filter(timestamp__date=day).count() == 1
    assert "Stiamo ricontrollando questa pagina." in client.get(guide.url).content.decode()
