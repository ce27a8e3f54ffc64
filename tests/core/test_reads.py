"""Reads are counted by page and day, and nothing of who reads is kept."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.core.signals import request_finished
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from core import reads
from core.models import PageReads
from guides.models import GuidePage
from translations import jobs
from translations.models import SourceStats

pytestmark = pytest.mark.django_db
BROWSER = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/137.0.0.0 Mobile Safari/537.36"
)
ROBOTS = [
    "",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0)",
    "facebookexternalhit/1.1",
    "WhatsApp/2.23",
    "curl/8.5.0",
    "python-requests/2.32",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/137.0.0.0 Safari/537.36",
]


@pytest.fixture(autouse=True)
def nothing_yet(db: None) -> None:
    PageReads.objects.all().delete()


def guide(code: str = "it") -> GuidePage:
    return GuidePage.objects.get(slug="rinnovare-permesso", locale__language_code=code)


def read(client: Client, url: str, **headers: str) -> Any:
    return client.get(url, headers={"user-agent": BROWSER} | headers)


def counted() -> int:
    reads.flush()
    return sum(PageReads.objects.values_list("number", flat=True))


def test_each_opening_counts_once_by_page_language_and_day(client: Client) -> None:
    for code in ("it", "ar", "ar"):
        assert read(client, guide(code).url).status_code == 200
    reads.flush()
    rows = PageReads.objects.order_by("number").values_list(
        "key", "locale__language_code", "number"
    )
    key = guide().translation_key
    assert list(rows) == [(key, "it", 1), (key, "ar", 2)]
    assert set(PageReads.objects.values_list("day", flat=True)) == {timezone.localdate()}


def test_sums_of_several_processes_add_up() -> None:
    """What another process has added for the same day stays."""
    page = guide()
    for _process in range(2):
        reads.opened(page.translation_key, page.locale_id)
        reads.opened(page.translation_key, page.locale_id)
        reads.flush()
    assert PageReads.objects.get().number == 4


def test_what_the_browser_holds_already_is_counted_too(client: Client) -> None:
    url = guide().url
    etag = read(client, url)["ETag"]
    assert read(client, url, **{"if-none-match": etag}).status_code == 304
    assert counted() == 2


@pytest.mark.parametrize("agent", ROBOTS)
def test_programs_are_not_counted(client: Client, agent: str) -> None:
    read(client, guide().url, **{"user-agent": agent})
    assert counted() == 0


@pytest.mark.parametrize(
    "header",
    [{"sec-purpose": "prefetch;prerender"}, {"purpose": "prefetch"}, {"x-moz": "prefetch"}],
)
def test_pages_fetched_in_advance_are_not_counted(client: Client, header: dict[str, str]) -> None:
    read(client, guide().url, **header)
    assert counted() == 0


def test_what_is_no_page_is_not_counted(client: Client) -> None:
    url = guide().url
    client.head(url, headers={"user-agent": BROWSER})
    read(client, "/ar/nessun-approdo/")
    read(client, url.rstrip("/"))
    read(client, f"/it/qr/{guide().pk}.svg")
    read(client, "/it/feed/news.atom")
    missing = guide("ar")
    missing.unpublish()
    assert read(client, missing.url).status_code == 404
    assert counted() == 0


def test_editors_are_not_counted(client: Client) -> None:
    client.force_login(User.objects.get(username="admin"))
    page = guide()
    assert read(client, page.url).status_code == 200
    assert read(client, f"/admin/pages/{page.pk}/view_draft/").status_code == 200
    assert counted() == 0


def test_a_reader_waits_for_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """No query more in the request; the sums are added when the answer has gone out."""
    url = guide().url
    read(client, url)
    with CaptureQueriesContext(connection) as robot:
        read(client, url, **{"user-agent": "curl/8"})
    with CaptureQueriesContext(connection) as person:
        read(client, url)
    assert len(person) == len(robot)
    assert not PageReads.objects.exists()
    monkeypatch.setattr(reads, "FLUSH_SECONDS", -1.0)
    with CaptureQueriesContext(connection) as asked:
        reads.flush_when_due()
    assert len(asked) == 1
    assert PageReads.objects.get().number == 2
    assert reads.flush_when_due in [ref() for _key, ref, *_rest in request_finished.receivers]


def test_a_busy_database_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    page = guide()

    def busy(rows: Any) -> None:
        raise DatabaseError("database is locked")

    reads.opened(page.translation_key, page.locale_id)
    with monkeypatch.context() as patch:
        patch.setattr(reads, "_add", busy)
        reads.flush()
    reads.opened(page.translation_key, page.locale_id)
    assert counted() == 2


def test_many_pages_are_added_in_few_statements() -> None:
    locale = guide().locale_id
    for _number in range(450):
        reads.opened(uuid.uuid4(), locale)
    with CaptureQueriesContext(connection) as asked:
        reads.flush()
    assert len(asked) == 3
    assert PageReads.objects.count() == 450


def on_day(ago: int, number: int = 1, code: str = "it") -> None:
    page = guide(code)
    day = timezone.localdate() - dt.timedelta(days=ago)
    PageReads.objects.create(
        day=day, key=page.translation_key, locale_id=page.locale_id, number=number
    )


def test_four_weeks_of_all_languages_are_one_number() -> None:
    on_day(0, 3)
    on_day(27, 5, "ar")
    on_day(28, 100)
    key = guide().translation_key
    with CaptureQueriesContext(connection) as asked:
        assert reads.reads_28d([key, uuid.uuid4()]) == {key: 8}
    assert len(asked) == 1
    assert reads.reads_28d() == {key: 8}


def test_sums_are_deleted_after_their_time() -> None:
    on_day(reads.KEPT_DAYS)
    on_day(reads.KEPT_DAYS + 1)
    call_command("purge_reads", verbosity=0)
    assert PageReads.objects.count() == 1


def test_the_nightly_round_tells_the_translation_desk() -> None:
    on_day(1, 7)
    on_day(2, 4, "ar")
    key = guide().translation_key
    SourceStats.objects.exclude(pk=key).update(reads_28d=9)
    jobs.count_reads()
    assert SourceStats.objects.get(pk=key).reads_28d == 11
    assert not SourceStats.objects.exclude(pk=key).filter(reads_28d__gt=0).exists()
    jobs.compare(key)
    row = SourceStats.objects.get(pk=key)
    assert row.priority >= 12
