"""Pages go out and end at their hour by the clock, whatever happens to one of them."""

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from news.models import NewsPage

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def news() -> list[NewsPage]:
    return list(NewsPage.objects.filter(locale__language_code="it", live=True).order_by("pk")[:3])


def run() -> None:
    call_command("publish_due", stdout=StringIO())


def scheduled(page: NewsPage, lead: str) -> Revision:
    page.lead = lead
    page.go_live_at = timezone.now() + HOUR
    return page.save_revision(approved_go_live_at=page.go_live_at)


def test_one_page_that_fails_stops_neither_what_begins_nor_what_ends(time_machine: Any) -> None:
    broken, good, ending = news()
    revision = scheduled(broken, "Non esce.")
    scheduled(good, "Esce alla sua ora.")
    Revision.objects.filter(pk=revision.pk).update(content={"pk": broken.pk, "title": None})
    NewsPage.objects.filter(pk=ending.pk).update(expire_at=timezone.now() + HOUR)
    time_machine.move_to(timezone.now() + 2 * HOUR)
    with pytest.raises(CommandError, match="1 could not"):
        run()
    assert NewsPage.objects.get(pk=good.pk).lead == "Esce alla sua ora."
    assert not NewsPage.objects.get(pk=ending.pk).live
    assert NewsPage.objects.get(pk=broken.pk).live
    assert Revision.objects.get(pk=revision.pk).approved_go_live_at


def test_a_page_that_ended_is_not_shown_before_the_clock_takes_it_off(
    client: Client, time_machine: Any
) -> None:
    newest = NewsPage.objects.filter(locale__language_code="it", live=True)
    page = NewsPage.listed(newest).latest("published_on")
    NewsPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() + HOUR)
    index = page.get_parent().url
    assert client.get(page.url).status_code == 200
    assert page.url in client.get(index).content.decode()
    time_machine.move_to(timezone.now() + 2 * HOUR)
    assert client.get(page.url).status_code == 404
    assert page.url not in client.get(index).content.decode()
    assert client.get(f"/it/segnalazioni/{page.pk}/").status_code == 404
    assert NewsPage.objects.get(pk=page.pk).live
    run()
    assert NewsPage.objects.get(pk=page.pk).expired


def test_a_second_run_does_nothing(time_machine: Any) -> None:
    page = news()[0]
    scheduled(page, "Una volta sola.")
    time_machine.move_to(timezone.now() + 2 * HOUR)
    run()
    published = NewsPage.objects.get(pk=page.pk).last_published_at
    run()
    assert NewsPage.objects.get(pk=page.pk).last_published_at == published
