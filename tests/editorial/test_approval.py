"""A text goes out by the eyes of somebody who did not write it; those concerned hear of it."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, TaskState, Workflow, WorkflowState
from wagtail.users.models import UserProfile

from accounts.models import User
from core import finishing
from editorial.writing import report
from guides.models import GuidePage
from news.models import NewsPage
from tests.desk import signed_in, turned_away

pytestmark = pytest.mark.django_db


def user(name: str) -> User:
    return User.objects.get(username=name)


def written(page: Any, author: str, lead: str) -> Any:
    """A version of a page by somebody; the page anew."""
    page.lead = lead
    page.save_revision(user=user(author))
    return type(page).objects.get(pk=page.pk)


def submitted(page: Any, author: str) -> WorkflowState:
    return page.get_workflow().start(page, user(author))


@pytest.fixture
def guide(db: None) -> GuidePage:
    return GuidePage.objects.filter(locale__language_code="it", live=True)[0]


@pytest.fixture
def news(db: None) -> NewsPage:
    return NewsPage.objects.filter(locale__language_code="it", live=True)[0]


def act(client: Client, state: WorkflowState, action: str, **data: str) -> Any:
    """What the dialog of the admin sends."""
    state.refresh_from_db()
    page = state.content_object
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, action, state.current_task_state_id]
    )
    return client.post(address, {"comment": data.get("comment", "")})


def test_a_guide_passes_officer_and_publisher_and_then_readers_see_it(
    client: Client, guide: GuidePage
) -> None:
    state = submitted(written(guide, "editor", "Approvata da due."), "editor")
    act(signed_in(client, "officer"), state, "approve")
    assert GuidePage.objects.get(pk=guide.pk).lead != "Approvata da due."
    act(signed_in(client, "publisher"), state, "approve")
    assert GuidePage.objects.get(pk=guide.pk).lead == "Approvata da due."


def test_the_window_says_what_is_open_in_the_text_that_is_approved(
    client: Client, guide: GuidePage
) -> None:
    """The points of the version that waits, not of one saved after it, and where they stand."""
    state = submitted(written(guide, "editor", "E' gratis  per tutti."), "editor")
    waiting = state.current_task_state.revision.as_object()
    written(guide, "admin", "È gratis per tutti.")
    number = len(report.look(waiting).issues)
    signed_in(client, "officer")
    for action in ("approve", "reject"):
        address = reverse(
            "wagtailadmin_pages:workflow_action",
            args=[guide.pk, action, state.current_task_state_id],
        )
        window = client.get(address).json()["html"]
        assert f"Nel testo ci sono ancora {number} punti aperti." in window
        assert f'href="{reverse("desk_writing", args=[guide.pk])}"' in window
        assert "Commento" in window
        english = client.get(address, headers={"accept-language": "en"}).json()["html"]
        assert f"{number} points are open in the text." in english
        assert BeautifulSoup(english, "html.parser").select("label")[0].text.strip() == "Comment"


@pytest.mark.parametrize("author", ["officer", "admin"])
def test_nobody_approves_their_own_text(client: Client, guide: GuidePage, author: str) -> None:
    """Not the officer whose step it is, not an administrator, whatever they send."""
    state = submitted(written(guide, author, "Da approvare."), "editor")
    signed_in(client, author)
    assert turned_away(act(client, state, "approve"))
    # The step of one page sent to the address of another.
    other = GuidePage.objects.filter(locale__language_code="it", live=True).exclude(pk=guide.pk)[0]
    submitted(written(other, "editor", "Di un’altra persona."), "editor")
    address = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[other.pk, "approve", state.current_task_state_id],
    )
    assert turned_away(client.post(address, {"comment": ""}))
    state.refresh_from_db()
    assert state.current_task_state.status == TaskState.STATUS_IN_PROGRESS


def test_who_asked_for_the_approval_does_not_give_it(client: Client, guide: GuidePage) -> None:
    state = submitted(written(guide, "editor", "Da approvare."), "officer")
    assert turned_away(act(signed_in(client, "officer"), state, "approve"))


def test_the_version_that_was_approved_goes_out(client: Client, news: NewsPage) -> None:
    """Something saved after it waits; the approver needs no right to publish."""
    state = submitted(written(news, "editor", "La versione approvata."), "editor")
    written(news, "admin", "Salvata dopo, non approvata.")
    publisher = user("publisher")
    GroupPagePermission.objects.filter(group__user=publisher).delete()
    act(signed_in(client, "publisher"), state, "approve")
    shown = NewsPage.objects.get(pk=news.pk)
    assert shown.lead == "La versione approvata."
    assert shown.get_latest_revision_as_object().lead == "Salvata dopo, non approvata."


def test_wagtails_own_end_of_a_workflow_would_publish_what_nobody_approved(news: NewsPage) -> None:
    """The fault that the site's own end is there for."""
    from wagtail.workflows import publish_workflow_state

    state = submitted(written(news, "editor", "La versione approvata."), "editor")
    written(news, "admin", "Salvata dopo, non approvata.")
    state = WorkflowState.objects.get(pk=state.pk)
    publish_workflow_state(state, user("admin"))
    assert NewsPage.objects.get(pk=news.pk).lead == "Salvata dopo, non approvata."
    finishing.publish_approved(state, user("admin"))
    assert NewsPage.objects.get(pk=news.pk).lead == "La versione approvata."


def test_a_publisher_does_not_publish_their_own_text_past_the_workflow(
    client: Client, news: NewsPage
) -> None:
    page = written(news, "publisher", "Scritta da chi pubblica.")
    signed_in(client, "publisher")
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{bulk}?id={page.pk}")
    assert NewsPage.objects.get(pk=page.pk).lead != "Scritta da chi pubblica."
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'name="action-publish"' not in html
    assert 'name="action-submit"' in html


def test_work_that_is_returned_goes_to_who_asked(client: Client, news: NewsPage) -> None:
    state = submitted(written(news, "editor", "Da rivedere."), "editor")
    mail.outbox.clear()
    act(signed_in(client, "publisher"), state, "reject", comment="Manca la data.")
    letter: Any = mail.outbox[0]
    assert len(mail.outbox) == 1
    assert letter.to == ["editor@example.org"]
    assert "Manca la data." in letter.body
    assert f"/admin/pages/{news.pk}/edit/" in letter.body


def test_those_who_can_approve_hear_of_it_in_their_language(news: NewsPage) -> None:
    """Plain text and HTML both; the author, who may not approve, hears nothing."""
    second = User.objects.create_user("second", "second@example.org", "x")
    second.groups.add(user("publisher").groups.get(name="Publisher"))
    UserProfile.objects.update_or_create(user=second, defaults={"preferred_language": "en"})
    author = user("publisher")
    mail.outbox.clear()
    submitted(written(news, "publisher", "Da approvare."), "publisher")
    letter: Any = mail.outbox[0]
    assert len(mail.outbox) == 1
    assert letter.to == ["second@example.org"]
    html = letter.alternatives[0][0]
    assert letter.subject.startswith("To approve:")
    assert 'lang="en"' in html
    assert author.job_title in letter.body
    assert f"/admin/pages/{news.pk}/edit/" in html


def test_the_next_who_approves_reads_what_was_said_before(client: Client, guide: GuidePage) -> None:
    state = submitted(written(guide, "editor", "Da approvare."), "editor")
    act(signed_in(client, "officer"), state, "reject", comment="Manca l’ufficio.")
    mail.outbox.clear()
    act(signed_in(client, "editor"), state, "resume")
    WorkflowState.objects.get(pk=state.pk).resume(user("editor"))
    assert [(letter.to, "Manca l’ufficio." in letter.body) for letter in mail.outbox] == [
        (["officer@example.org"], True)
    ]
    mail.outbox.clear()
    act(signed_in(client, "officer"), state, "approve", comment="Ho sentito la Questura.")
    assert [letter.to for letter in mail.outbox] == [["publisher@example.org"]]
    assert "Ho sentito la Questura." in mail.outbox[0].body
    assert "Manca l’ufficio." not in mail.outbox[0].body


def test_a_text_approved_for_a_later_hour_is_not_said_to_be_out(
    client: Client, news: NewsPage
) -> None:
    """Readers still see the earlier version: the letter says from when they see this one."""
    hour = datetime.datetime(2030, 5, 4, 7, 30, tzinfo=datetime.UTC)
    news.go_live_at = hour
    state = submitted(written(news, "editor", "Esce a maggio."), "editor")
    mail.outbox.clear()
    act(signed_in(client, "publisher"), state, "approve")
    assert NewsPage.objects.get(pk=news.pk).lead != "Esce a maggio."
    assert len(mail.outbox) == 1
    assert "Chi legge lo vede ora." not in mail.outbox[0].body
    assert "4 maggio 2030, ore 9:30" in mail.outbox[0].body.lower()


def test_a_mail_server_that_is_away_does_not_stop_the_work(
    client: Client, news: NewsPage, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    state = submitted(written(news, "editor", "Da approvare."), "editor")
    act(signed_in(client, "publisher"), state, "approve")
    assert NewsPage.objects.get(pk=news.pk).lead == "Da approvare."


def test_all_workflows_ask_for_somebody_else() -> None:
    for workflow in Workflow.objects.filter(active=True):
        for task in workflow.tasks:
            assert type(task.specific).__name__ == "ApprovalTask", workflow.name
