"""Translations beside the form of a page: the price of an edit, and asking for what is missing."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page

from core.checks import page_types
from core.desk import side_panels
from tests.desk import signed_in
from tests.translations.pages import edit, guide
from translations.models import Run, State, TranslationState
from translations.side import panel

pytestmark = pytest.mark.django_db
MOST_QUERIES = 3


def form_of(client: Client, page: Page, user: str = "officer") -> Any:
    return signed_in(client, user).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def shown(answer: Any) -> Any:
    """The panel's own part of the answer."""
    (found,) = [one for one in answer.context["side_panels"] if one.name == "translations"]
    return found.get_context_data({"csrf_token": "x"})


def test_a_draft_says_what_it_costs_before_it_is_published(client: Client) -> None:
    assert panel.cost(guide()) == panel.Cost(0, 0)
    page = edit(guide(), lambda page: setattr(page, "lead", "Tre parole nuove."), publish=False)
    draft = page.get_latest_revision_as_object()
    assert panel.cost(draft) == panel.Cost(1, 3)
    html = form_of(client, page).content.decode()
    assert "1 testo cambiato" in html
    assert "3 parole da rifare in ogni lingua" in html
    edit(page, lambda page: None)
    assert panel.cost(guide()) == panel.Cost(0, 0)


def test_every_language_has_its_state_and_the_missing_ones_a_tick(client: Client) -> None:
    source = TranslationState.objects.filter(
        state=State.MISSING, locale__language_code="es", source__kind="guides.guidepage"
    )[0].source
    context = shown(form_of(client, source.page))
    cells = {cell.locale_id: cell for cell in TranslationState.objects.filter(source=source)}
    assert {row["locale"].pk: row["state"] for row in context["rows"]} == {
        key: cell.state for key, cell in cells.items()
    }
    assert {row["ask"] for row in context["rows"] if row["state"] != State.MISSING} <= {False}
    assert context["missing"]


def test_ticks_and_one_button_ask_for_what_is_missing(client: Client) -> None:
    """As the panel's own form sends them."""
    source = TranslationState.objects.filter(
        state=State.MISSING, locale__language_code="es", source__kind="guides.guidepage"
    )[0].source
    context = shown(form_of(client, source.page))
    keys = [row["locale"].pk for row in context["rows"] if row["ask"]][:3]
    with TestCase.captureOnCommitCallbacks():
        answer = client.post(context["ask_url"], {"locales": keys})
    run = Run.objects.get()
    assert run.pages == [source.page_id]
    assert [part.locale_id for part in run.parts.all()] == keys
    assert answer["Location"] == reverse("translations_desk:run", args=[run.pk])


def test_a_page_nobody_published_cannot_be_asked_for(client: Client) -> None:
    page = guide()
    Page.objects.filter(pk=page.pk).update(first_published_at=None, live=False)
    TranslationState.objects.filter(source_id=page.translation_key).delete()
    context = shown(form_of(client, guide()))
    assert not context["missing"]
    assert not context["side_url"]


def test_only_pages_of_the_source_have_the_panel(client: Client) -> None:
    page = guide("ar")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = signed_in(client, "admin").get(f"{address}?plain=1")
    assert "translations" not in {one.name for one in answer.context["side_panels"]}


def test_a_language_that_is_not_ones_own_has_no_way_there(client: Client) -> None:
    assert {row["url"] for row in shown(form_of(client, guide()))["rows"]} == {""}
    rows = shown(form_of(client, guide(), "publisher"))["rows"]
    assert {bool(row["url"]) for row in rows if not row["ask"]} == {True}


def test_the_panel_costs_few_queries(client: Client) -> None:
    page = guide().get_latest_revision_as_object()
    answer = form_of(client, page)
    (found,) = [one for one in answer.context["side_panels"] if one.name == "translations"]
    with CaptureQueriesContext(connection) as captured:
        found.get_context_data({"csrf_token": "x"})
    assert len(captured) <= MOST_QUERIES


def test_the_forms_of_all_page_types_have_our_panels() -> None:
    """Also those of an app with a form of its own for a type."""
    for model in page_types():
        view = page_viewset_registry.get_by_type(model).edit_view_class
        assert issubclass(view, side_panels.PanelsEditView), model
