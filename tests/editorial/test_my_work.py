"""The first screen: what waits for me, worst first, by whom it was asked; never a failure."""

import datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail import hooks
from wagtail.models import PageLogEntry, WorkflowState

from accounts.models import User
from core.desk import queue
from core.desk.queue import Share, Urgency, Work
from editorial.desk import nudging
from editorial.desk.hours import MissedHours
from editorial.models import ExternalLink, Feedback, LinkUse
from news.models import NewsPage
from tests.desk import signed_in, turned_away

pytestmark = pytest.mark.django_db
HOME = "/admin/"
ALL = "/admin/desk/my-work/"


def user(name: str) -> User:
    return User.objects.get(username=name)


def submitted(author: str = "editor", position: int = 0) -> WorkflowState:
    page = NewsPage.objects.filter(locale__language_code="it", live=True).order_by("pk")[position]
    page.lead = "Una riga nuova."
    page.save_revision(user=user(author))
    page.refresh_from_db()
    return page.get_workflow().start(page, user(author))


def read(client: Client, name: str, path: str = HOME) -> str:
    return signed_in(client, name).get(path).content.decode()


def test_a_text_waits_for_who_may_approve_and_not_for_its_author(client: Client) -> None:
    state = submitted("publisher")
    title = state.content_object.title
    edit = reverse("wagtailadmin_pages:edit", args=[state.content_object.pk])
    html = read(client, "publisher")
    assert "Aspetti altri" in html
    assert title in html
    assert "Da approvare" not in html
    second = User.objects.create_user("second", password="x", is_staff=True)
    second.groups.set(user("publisher").groups.all())
    html = read(client, "second")
    assert "Da approvare" in html
    assert f'href="{edit}"' in html


def test_returned_work_comes_first_with_its_reason(client: Client) -> None:
    state = submitted()
    state.current_task_state.reject(user=user("publisher"), comment="Manca la fonte.")
    draft = NewsPage.objects.filter(locale__language_code="it").exclude(pk=state.object_id)[0]
    draft.save_revision(user=user("editor"))
    found = queue.gather(user("editor"), 7)
    assert [row.urgency for row in found.rows] == [Urgency.RETURNED, Urgency.NEW]
    assert "Manca la fonte." in str(found.rows[0].reason)
    assert "Manca la fonte." in read(client, "editor")


def test_who_waits_comes_before_what_is_only_broken() -> None:
    """A colleague before a reader, a reader before an insurance that ends and a broken link."""
    state = submitted()
    page = state.content_object
    Feedback.objects.create(
        code="WAITING123", page=page, page_title=page.title, language="it", text="Manca la data.",
        is_report=True, created_at=timezone.now(),
    )  # fmt: skip
    link = ExternalLink.of("https://gone.example.net/")
    link.broken_since = link.checked_at = timezone.now() - datetime.timedelta(days=90)
    link.failures = 1
    link.save()
    LinkUse.objects.create(link=link, page_id=page.pk, locale_id=page.locale_id)
    kinds = [str(row.kind) for row in queue.gather(user("publisher"), 50).rows]
    order = ("Da approvare", "Segnalazione", "Assicurazione in scadenza", "Link interrotto")
    places = [kinds.index(kind) for kind in order]
    assert places == sorted(places)


def test_what_was_asked_waits_for_others_until_it_is_decided(client: Client) -> None:
    state = submitted()
    found = queue.gather(user("editor"), 7)
    assert [row.title for row in found.waiting] == [state.content_object.title]
    assert not found.rows
    state.current_task_state.approve(user=user("publisher"))
    assert not queue.gather(user("editor"), 7).waiting


def test_nothing_to_do_says_what_else_to_do(client: Client) -> None:
    assert "Niente in attesa" in read(client, "editor")


class Broken:
    """A source whose tables are away."""

    name = "prove"

    def share(self, user: Any, most: int) -> Share:
        raise RuntimeError("planted")


class Long:
    """A source with much to do."""

    name = "long"

    def share(self, user: Any, most: int) -> Share:
        start = timezone.now() - datetime.timedelta(days=400)
        rows = [
            Work(
                kind="Prova", title=f"Cosa {number}", url="/admin/", action="Apri",
                urgency=Urgency.NEW, since=start + datetime.timedelta(days=number),
            )
            for number in range(61)
        ]  # fmt: skip
        return Share(rows[:most], 61)


def test_a_source_that_fails_is_one_grey_line(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "_sources", [Broken(), Long()])
    html = read(client, "editor")
    assert "prove" in html
    assert "Cosa 0" in html


def test_seven_rows_then_all_of_them_on_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "_sources", [Long()])
    html = read(client, "editor")
    assert html.count("desk-queue-row") == 7
    assert "61" in html
    assert f'href="{ALL}"' in html
    html = read(client, "editor", ALL)
    assert html.count("desk-queue-row") == 50
    assert read(client, "editor", f"{ALL}?p=2").count("desk-queue-row") == 11


def failed_job(path: str = "editorial.tasks.tell") -> DBTaskResult:
    return DBTaskResult.objects.create(
        status="FAILED", finished_at=timezone.now(), task_path=path, backend_name="default",
        args_kwargs={"args": ["approved", 0, 0], "kwargs": {}}, run_after=timezone.now(),
        exception_class_path="builtins.OSError", traceback="no route to host",
    )  # fmt: skip


def test_publishers_see_jobs_that_failed_and_try_them_again(client: Client) -> None:
    job, gone = failed_job(), failed_job("editorial.tasks.not_there")
    assert "2 lavori non sono riusciti" in read(client, "publisher")
    assert "no route to host" in read(client, "publisher", "/admin/desk/jobs/")
    client.post("/admin/desk/jobs/", {"again": job.pk})
    assert not DBTaskResult.objects.filter(pk=job.pk).exists()
    client.post("/admin/desk/jobs/", {"again": gone.pk})
    assert DBTaskResult.objects.filter(pk=gone.pk).exists()
    client.post("/admin/desk/jobs/", {"aside": gone.pk})
    client.post("/admin/desk/jobs/", {"aside": "not a key"})
    assert not DBTaskResult.objects.failed().exists()
    for name in ("editor", "organisation", "translator-ar"):
        assert turned_away(signed_in(client, name).get("/admin/desk/jobs/"))
        assert "desk/jobs" not in read(client, name)


def test_publishers_hear_of_pages_that_missed_their_hour(client: Client) -> None:
    """The clock keeps trying and tells nobody; who only writes sees nothing of it."""
    going, ending, early = NewsPage.objects.filter(locale__language_code="it", live=True)[:3]
    now = timezone.now()
    late, soon = now - datetime.timedelta(minutes=11), now - datetime.timedelta(minutes=5)
    for page, hour in ((going, late), (early, soon)):
        page.save_revision(approved_go_live_at=hour)
    NewsPage.objects.filter(pk=ending.pk).update(expire_at=late)
    found = queue.gather(user("publisher"), 7, [MissedHours()])
    assert {row.title for row in found.rows} == {going.draft_title, ending.draft_title}
    assert (found.total, found.counts[0].late) == (2, True)
    html = read(client, "publisher")
    assert "Non pubblicata" in html
    assert "Non tolta" in html
    assert queue.gather(user("editor"), 7, [MissedHours()]).total == 0
    assert queue.gather(user("publisher"), 1, [MissedHours()]).total == 2
    call_command("publish_due", stdout=StringIO())
    assert not queue.gather(user("publisher"), 7, [MissedHours()]).rows


@pytest.mark.parametrize("name", ["publisher", "officer", "editor", "organisation", "admin"])
def test_the_screen_costs_ten_queries_more_than_wagtails(
    client: Client, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for position in range(4):
        submitted("editor", position)
    failed_job()
    signed_in(client, name)

    def queries() -> int:
        client.get(HOME)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(HOME).status_code == 200
        return len(seen)

    ours = queries()
    for hook in ("construct_homepage_panels", "construct_homepage_summary_items"):
        monkeypatch.setitem(hooks._hooks, hook, [])
    assert ours <= queries() + 10, ours


# Reminding others -----------------------------------------------------------------------------


def waiting(days: int) -> WorkflowState:
    """A request of the editor's that has waited for some days."""
    state = submitted()
    step = state.current_task_state
    step.started_at = timezone.now() - datetime.timedelta(days=days)
    step.save(update_fields=["started_at"])
    return state


def test_after_three_days_who_waits_can_remind_once_in_three_days(
    client: Client, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    User.objects.filter(username="publisher").update(email="publisher@example.org")
    state = waiting(3)
    mailoutbox.clear()
    address = reverse("desk_nudge", args=[state.pk])
    assert address in read(client, "editor")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    assert [mail.to for mail in mailoutbox] == [["publisher@example.org"]]
    assert state.content_object.title in mailoutbox[0].subject
    entry = PageLogEntry.objects.get(action=nudging.ACTION)
    assert (entry.page_id, entry.user) == (state.content_object.pk, user("editor"))
    assert address not in read(client, "editor")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address)
    assert len(mailoutbox) == 1
    entry.timestamp -= datetime.timedelta(days=3, minutes=1)
    entry.save()
    assert address in read(client, "editor")


def test_nobody_reminds_too_early_or_for_others(client: Client, mailoutbox: Any) -> None:
    early = waiting(2)
    mailoutbox.clear()
    address = reverse("desk_nudge", args=[early.pk])
    assert address not in read(client, "editor")
    client.post(address)
    assert signed_in(client, "officer").post(address).status_code == 404
    assert not PageLogEntry.objects.filter(action=nudging.ACTION).exists()
    assert not mailoutbox
