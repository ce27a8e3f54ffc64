"""A new page is sent while another request of the same form writes it: no error page, nothing lost."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.admin.views.pages.create import CreateView
from wagtail.fields import StreamField

from news.models import NewsIndexPage, NewsPage
from tests.desk import signed_in
from tests.permissions.walk import typed

pytestmark = pytest.mark.django_db
TITLE = "Prova di una notizia mandata due volte"
SLUG = "prova-di-una-notizia-mandata-due-volte"
# Streams are drawn by the browser; without one each says that it has no block.
EMPTY = {
    f"{field.name}-count": "0"
    for field in NewsPage._meta.get_fields()
    if isinstance(field, StreamField)
}
LEAD = "Queste parole non vanno perse."


@pytest.fixture
def desk(client: Client) -> Client:
    return signed_in(client, "editor")


@pytest.fixture
def form() -> str:
    above = NewsIndexPage.objects.filter(locale__language_code="it").first()
    return reverse("wagtailadmin_pages:add", args=["news", "newspage", above.pk])


@pytest.fixture
def saved_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the check of a form and its writing, another request writes the page."""
    write = CreateView.form_valid

    def late(self: Any, form: Any) -> HttpResponse:
        self.parent_page.add_child(instance=NewsPage(title=TITLE, slug=SLUG, live=False))
        answer: HttpResponse = write(self, form)
        return answer

    monkeypatch.setattr(CreateView, "form_valid", late)


def fill(desk: Client, form: str, **more: str) -> dict[str, Any]:
    return typed(desk.get(form).content.decode()) | {
        "title": TITLE, "slug": SLUG, "lead": LEAD, **EMPTY, **more,
    }  # fmt: skip


@pytest.mark.usefixtures("saved_by_itself")
@pytest.mark.parametrize("action", ["action-submit", "action-draft"])
def test_a_taken_address_is_told_with_all_that_was_typed(
    desk: Client, form: str, action: str
) -> None:
    answer = desk.post(form, fill(desk, form, **{action: "1"}))
    assert answer.status_code == 200
    assert answer.context["form"].errors["slug"]
    assert typed(answer.content.decode())["lead"] == [LEAD]
    # Whole or not at all: the other request's page went back with it, in one and the same transaction.
    assert not NewsPage.objects.filter(title=TITLE).exists()


@pytest.mark.usefixtures("saved_by_itself")
def test_the_page_saved_by_itself_is_told_too(desk: Client, form: str) -> None:
    answer = desk.post(form, fill(desk, form), headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "validation_error"


def test_a_free_address_is_written_and_submitted(desk: Client, form: str) -> None:
    answer = desk.post(form, fill(desk, form, **{"action-submit": "1"}))
    assert answer.status_code == 302
    page = NewsPage.objects.get(title=TITLE)
    assert page.lead == LEAD or page.get_latest_revision_as_object().lead == LEAD
    assert page.current_workflow_state is not None
