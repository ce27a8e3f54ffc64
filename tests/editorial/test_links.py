"""Links that lead outside: gathered when a page is published, asked politely, told to editors."""

import contextlib
import csv
import datetime
import http.server
import io
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from core.desk import queue
from core.models import PageReads
from editorial.links import checking, fetching, gathering, report
from editorial.models import ExternalLink, LinkUse
from guides.models import GuidePage
from tests.desk import signed_in, turned_away

pytestmark = pytest.mark.django_db
REPORT = "/admin/desk/links/"
OUTSIDE = "https://elsewhere.example.net/a?b=1&c=2"


class Answers(http.server.BaseHTTPRequestHandler):
    """Answers with the status its path names; notes what was asked."""

    asked: list[tuple[str, str, str]]

    def do_GET(self) -> None:
        type(self).asked.append((self.command, self.path, self.headers["User-Agent"]))
        name = self.path.strip("/").partition("?")[0]
        if name == "circle":
            self.answer(302, "/circle")
        elif name == "moved":
            self.answer(301, "/200")
        elif name == "inside":
            self.answer(302, "ftp://127.0.0.1/x")
        elif name == "no-head":
            self.answer(405 if self.command == "HEAD" else 200)
        else:
            self.answer(int(name))

    do_HEAD = do_GET  # noqa: N815 - the name the server calls

    def answer(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Nothing on the terminal."""


@contextlib.contextmanager
def serving() -> Iterator[tuple[str, type[Answers]]]:
    handler = type("Handler", (Answers,), {"asked": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def server(settings: Any) -> Iterator[tuple[str, type[Answers]]]:
    """A server on this machine, which may be asked for once."""
    settings.LINK_CHECKS = settings.LINK_CHECKS_PRIVATE = True
    with serving() as found:
        yield found


@pytest.fixture
def guide(db: None) -> GuidePage:
    """A guide that is out in Arabic."""
    arabic = GuidePage.objects.filter(locale__language_code="ar", live=True).order_by("pk")[0]
    return arabic.get_translations().get(locale__language_code="it")


@pytest.fixture
def alone(db: None) -> None:
    """No links but the test's own."""
    ExternalLink.objects.all().delete()


def link_on(page: Page, url: str, **more: Any) -> ExternalLink:
    link = ExternalLink.of(url)
    for name, value in more.items():
        setattr(link, name, value)
    link.save()
    LinkUse.objects.create(link=link, page_id=page.pk, locale_id=page.locale_id)
    return link


def broken_on(page: Page, url: str = OUTSIDE) -> ExternalLink:
    now = timezone.now()
    return link_on(
        page, url, status=404, failures=1, failing_since=now, broken_since=now, checked_at=now
    )


def uses(page: Page) -> set[str]:
    return set(LinkUse.objects.filter(page=page).values_list("link__url", flat=True))


def test_publishing_gathers_what_texts_streams_and_fields_lead_to(
    guide: GuidePage, django_capture_on_commit_callbacks: Any
) -> None:
    in_text, own = "https://text.example.net/", f"{site_settings.SITE_URL}/it/"
    guide.who_for = (
        f'<p><a href="{OUTSIDE.replace("&", "&amp;")}#part">a</a> <a href="{own}">b</a> '
        f'<a href="mailto:x@example.org">c</a> <a linktype="page" id="{guide.pk}">d</a> <a href="http://[">e</a></p>'
    )
    guide.body = [("paragraph", f'<p><a href="{in_text}">x</a></p>')]
    guide.sources = [("source", {"title": "S", "url": "https://source.example.net/x"})]
    with django_capture_on_commit_callbacks(execute=True):
        guide.save_revision(clean=False).publish()
    found = uses(guide)
    assert {OUTSIDE, in_text, "https://source.example.net/x"} <= found
    assert all(url.startswith("http") and "#" not in url for url in found)
    assert own not in found
    guide.who_for = ""
    with django_capture_on_commit_callbacks(execute=True):
        guide.save_revision(clean=False).publish()
    assert uses(guide) == found - {OUTSIDE}


def test_all_pages_are_read_anew_and_what_is_ignored_stays(guide: GuidePage) -> None:
    ignored = ExternalLink.of("https://ignored.example.net/")
    ignored.ignored_at = timezone.now()
    ignored.save()
    ExternalLink.of("https://forgotten.example.net/").save()
    GuidePage.objects.filter(pk=guide.pk).update(who_for=f'<a href="{ignored.url}">x</a>')
    call_command("check_links", "--gather", stdout=io.StringIO())
    assert ignored.url in uses(guide)
    assert ExternalLink.objects.get(pk=ignored.pk).ignored_at
    assert not ExternalLink.objects.filter(url__contains="forgotten").exists()
    languages = LinkUse.objects.exclude(page=None).values_list("locale").distinct()
    assert languages.count() == 8
    assert LinkUse.objects.filter(page=None).exists()


def test_an_unpublished_page_has_no_links(guide: GuidePage) -> None:
    link = broken_on(guide)
    Page.objects.filter(pk=guide.pk).update(live=False)
    assert link not in checking.used()
    gathering.gather([guide.pk])
    assert not uses(guide)


def test_a_link_to_a_page_that_is_gone_is_found_without_asking(
    client: Client, guide: GuidePage
) -> None:
    other = GuidePage.objects.filter(locale=guide.locale, live=True).exclude(pk=guide.pk)[0]
    guide.who_for = f'<p><a linktype="page" id="{other.pk}">x</a></p>'
    guide.save_revision(clean=False).publish()
    gathering.gather([guide.pk])
    assert not gathering.dangling().filter(page=guide.pk, target=other.pk)
    key = other.pk
    other.delete()
    assert gathering.dangling().filter(page=guide.pk, target=key).count() == 1
    html = signed_in(client, "officer").get(REPORT).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[guide.pk]) in html


@pytest.mark.parametrize(
    ("path", "status", "problem"),
    [
        ("200", 200, ""), ("404", 404, ""), ("moved", 200, ""), ("no-head", 200, ""),
        ("circle", None, "redirects"), ("inside", None, "address"), ("503", 503, ""),
        ("200?q=a b&è", 200, ""),
    ],
)  # fmt: skip
def test_what_an_address_answers(server: Any, path: str, status: int | None, problem: str) -> None:
    base, handler = server
    assert fetching.ask(f"{base}/{path}") == (status, problem)
    assert len(handler.asked) <= fetching.REDIRECTS + 2
    assert handler.asked[0][0] == "HEAD"
    assert all(site_settings.SITE_URL in agent for _method, _path, agent in handler.asked)


def test_private_networks_are_never_asked(settings: Any) -> None:
    settings.LINK_CHECKS_PRIVATE = False
    with serving() as (base, handler):
        port = base.rpartition(":")[2]
        for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"):  # noqa: S104
            assert fetching.ask(f"http://{host}:{port}/200").problem == "private", host
        assert not handler.asked
    for address in ("10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fe80::1%eth0", "fc00::1",
                    "64:ff9b::a00:1", "2002:a00:1::", "100.64.0.1", "224.0.0.1"):  # fmt: skip
        assert not fetching.is_public(address), address
    assert fetching.is_public("9.9.9.9")
    assert fetching.is_public("2620:fe::fe")


@pytest.mark.parametrize(
    "url", ["http://", "http://[", "http://a:99999999/", "http://a..b/", "http://x y/"]
)
def test_what_is_no_address_is_said_so(settings: Any, url: str) -> None:
    assert fetching.ask(url).problem == "address"


def test_a_server_that_is_not_there(settings: Any) -> None:
    settings.LINK_CHECKS_PRIVATE = True
    with serving() as (base, _handler):
        pass
    assert fetching.ask(f"{base}/200") == (None, "refused")


def test_a_run_asks_each_host_once_and_what_is_due(
    server: Any, guide: GuidePage, alone: None
) -> None:
    base, handler = server
    port = base.rpartition(":")[2]
    first, second = link_on(guide, f"{base}/404"), link_on(guide, f"{base}/200")
    other = link_on(guide, f"http://localhost:{port}/200")
    link_on(guide, f"http://ignored.localhost:{port}/200", ignored_at=timezone.now())
    assert checking.run() == 2
    for link in (first, second, other):
        link.refresh_from_db()
    assert first.broken_since
    assert second.checked_at is None
    assert other.status == 200
    assert checking.run() == 1
    assert checking.run() == 0
    assert {path for _method, path, _agent in handler.asked} == {"/404", "/200"}


def test_the_setting_turns_it_off(server: Any, settings: Any, guide: GuidePage) -> None:
    base, handler = server
    link_on(guide, f"{base}/200")
    settings.LINK_CHECKS = False
    assert checking.run() == 0
    call_command("check_links", stdout=io.StringIO())
    assert not handler.asked
    assert (["check_links", "--later"], 5 * 60) in site_settings.CLOCK.values()


def test_no_answer_counts_after_three_failures_over_two_days(guide: GuidePage) -> None:
    link: Any = link_on(guide, OUTSIDE)
    now = timezone.now()
    silent = fetching.Answer(None, "timeout")
    waits = []
    for hours in (0, 1, 2, 49):
        assert link.broken_since is None
        moment = now + datetime.timedelta(hours=hours)
        checking.record(link, silent, moment)
        waits.append(link.next_check - moment)
    assert link.broken_since
    assert waits == sorted(waits)
    assert waits[-1] > waits[0]
    checking.record(link, fetching.Answer(403), now)
    assert (link.failures, link.failing_since, link.broken_since) == (0, None, None)
    checking.record(link, fetching.Answer(503), now)
    assert link.broken_since is None
    checking.record(link, fetching.Answer(410), now)
    assert link.broken_since == now


def test_broken_links_come_first_and_in_my_work(client: Client, guide: GuidePage) -> None:
    arabic = guide.get_translations().get(locale__language_code="ar")
    link = broken_on(guide)
    LinkUse.objects.create(link=link, page_id=arabic.pk, locale_id=arabic.locale_id)
    link_on(guide, "https://a.example.net/")
    officer = signed_in(client, "officer")
    assert officer.get(REPORT).context["object_list"][0] == link
    answer = officer.get(f"{REPORT}results/?state=broken")
    assert list(answer.context["object_list"]) == [link]
    found = queue.gather(User.objects.get(username="officer"), 50)
    row = next(row for row in found.rows if row.title == OUTSIDE)
    assert row.url == reverse("desk_link", args=[link.pk])
    assert (row.reason, row.note, row.due) == ("su 2 pagine · 2 lingue", "404", "oggi")
    count = next(count for count in found.counts if count.url.endswith("?state=broken"))
    assert (count.number, str(count.label)) == (1, "link interrotto")
    html = officer.get(row.url).content.decode()
    for page in (guide, arabic):
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    nobody = queue.gather(User.objects.get(username="organisation"), 50).rows
    assert OUTSIDE not in {row.title for row in nobody}


def test_ignoring_takes_a_reason_and_survives_edits(client: Client, guide: GuidePage) -> None:
    link = broken_on(guide)
    officer, screen = signed_in(client, "officer"), reverse("desk_link", args=[link.pk])
    for reason in ("", "  ", "x" * 251):
        assert officer.post(screen, {"ignore": "1", "reason": reason}).status_code == 200
        assert link in checking.broken()
    officer.post(screen, {"ignore": "1", "reason": "Chiude di notte"})
    assert link not in checking.broken()
    link.refresh_from_db()
    assert link.ignored_by == User.objects.get(username="officer")
    gathering.gather([guide.pk])
    assert OUTSIDE not in uses(guide)
    GuidePage.objects.filter(pk=guide.pk).update(
        who_for=f'<a href="{OUTSIDE.replace("&", "&amp;")}">x</a>'
    )
    gathering.gather([guide.pk])
    assert OUTSIDE in uses(guide)
    assert link not in checking.broken()
    assert "Chiude di notte" in officer.get(f"{REPORT}?state=ignored").content.decode()
    officer.post(screen, {"watch": "1"})
    assert link in checking.broken()


def test_the_list_leaves_as_a_table(client: Client, guide: GuidePage) -> None:
    broken_on(guide)
    answer = signed_in(client, "publisher").get(f"{REPORT}?export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][:5] == [OUTSIDE, "interrotto", "404", "1", "1"]
    assert guide.url_path in rows[1][-1]


def test_the_list_costs_the_same_for_many_links(client: Client, guide: GuidePage) -> None:
    officer = signed_in(client, "officer")
    for number in range(30):
        broken_on(guide, f"https://n{number}.example.net/")
    officer.get(REPORT)
    with CaptureQueriesContext(connection) as seen:
        officer.get(REPORT)
    assert len(seen) <= 40, len(seen)


def test_who_has_nothing_to_do_with_links_is_turned_away(client: Client, guide: GuidePage) -> None:
    link = broken_on(guide)
    screen = reverse("desk_link", args=[link.pk])
    for name in ("editor", "organisation", "translator-ar"):
        signed_in(client, name)
        for address in (REPORT, f"{REPORT}results/", screen):
            assert turned_away(client.get(address)), (name, address)
        assert turned_away(client.post(screen, {"ignore": "1", "reason": "x"}))
    assert link in checking.broken()
    assert signed_in(client, "officer").get(reverse("desk_link", args=[10**9])).status_code == 404


def test_of_broken_links_those_that_most_readers_meet_come_first(
    guide: GuidePage, alone: None
) -> None:
    """Also before one that stands on more pages; addresses that work keep their order."""
    other = GuidePage.objects.filter(locale=guide.locale, live=True).exclude(pk=guide.pk)[0]
    PageReads.objects.all().delete()
    PageReads.objects.create(
        day=timezone.localdate(), key=guide.translation_key, locale=guide.locale, number=40
    )
    many = broken_on(other, "https://a.example.net/")
    third = Page.objects.exclude(pk__in=[guide.pk, other.pk]).filter(live=True, depth=3)[0]
    LinkUse.objects.create(link=many, page_id=third.pk, locale_id=third.locale_id)
    read = broken_on(guide, "https://b.example.net/")
    works = link_on(guide, "https://c.example.net/", status=200, checked_at=timezone.now())
    found = report.ranked(report.counted(ExternalLink.objects.all()))
    assert list(found) == [read, many, works]
