"""Languages beside each other: drafts for who may edit them, for others what readers see."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import StringTranslation

from tests.desk import signed_in, turned_away
from tests.translations import desk, pages
from tests.translations.desk import CANARY
from translations.editor import access, sending
from translations.models import StaleText, TranslationState
from translations.side import panes

pytestmark = pytest.mark.django_db
MOST_QUERIES = 40
# Every way of asking for the panes and the screen; a new address is noticed below.
ADDRESSES = {"side": [], "pane": ["ar"]}


def screen(client: Client, user: str, query: str = "", source: Any = None) -> Any:
    address = reverse("translations_matrix:side", args=[(source or desk.guide()).pk])
    return signed_in(client, user).get(address + query)


def pane(client: Client, user: str, code: str = "ar", source: Any = None) -> Any:
    keys = [(source or desk.guide()).pk, code]
    return signed_in(client, user).get(reverse("translations_matrix:pane", args=keys))


def write_secret(code: str = "ar") -> None:
    """A text that waits in the desk."""
    row = desk.translation(code)
    desk.write(row, desk.segment(row), f"{CANARY} draft")


def test_the_original_stands_beside_at_most_three_languages(client: Client) -> None:
    answer = screen(client, "publisher")
    html = answer.content.decode()
    assert "it" not in {row["code"] for row in answer.context["panes"]}
    assert html.count("<iframe ") == 1 + 3
    assert html.count('sandbox="allow-same-origin"') == 4
    answer = screen(client, "publisher", "?with=ar&with=fr&with=uk&with=en&with=xx&width=768")
    assert len(answer.context["panes"]) == 3
    assert answer.context["width"] == "768"
    assert len(answer.context["chips"]) == 7
    assert screen(client, "publisher", "?width=%00&with=%00").status_code == 200


def test_a_translator_sees_the_own_language_first(client: Client) -> None:
    answer = screen(client, "translator-ar")
    assert answer.context["panes"][0]["code"] == "ar"
    assert answer.context["panes"][0]["shows"] == panes.DRAFT
    assert answer.context["panes"][0]["url"]
    assert answer.context["panes"][1]["shows"] == panes.LIVE
    assert not answer.context["panes"][1]["url"]
    assert not answer.context["edit"]
    assert screen(client, "officer").context["edit"]


def test_the_draft_is_for_who_translates_and_nobody_else(client: Client) -> None:
    write_secret()
    live = desk.guide("ar").lead
    for user in ("translator-ar", "reviewer-ar", "publisher", "admin"):
        html = pane(client, user).content.decode()
        assert CANARY in html
        assert '<html lang="ar" dir="rtl"' in html
    html = pane(client, "officer").content.decode()
    assert CANARY not in html
    assert live in html
    assert CANARY not in client.get(desk.guide("ar").get_url()).content.decode()


@pytest.mark.parametrize("state", ["draft", "private"])
def test_what_readers_do_not_see_is_shown_to_who_edits_it_only(client: Client, state: str) -> None:
    page = desk.guide("ar")
    if state == "draft":
        Page.objects.filter(pk=page.pk).update(live=False)
    else:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert pane(client, "translator-ar").status_code == 200
    assert pane(client, "officer").status_code == 404
    shown = screen(client, "officer", "?with=ar")
    assert shown.context["panes"][0]["shows"] == panes.NOTHING
    assert shown.content.decode().count("<iframe ") == 1


@pytest.mark.parametrize("user", ["organisation", "translator-ar", "officer"])
def test_a_page_that_is_no_bodys_business_is_not_shown(client: Client, user: str) -> None:
    source = (
        desk.guide()
        if user == "organisation"
        else Page.objects.get(slug="chi-siamo", locale__language_code="it")
    )
    if user != "organisation":
        Page.objects.filter(pk=source.pk).update(live=False, title=CANARY)
    for answer in (screen(client, user, "", source), pane(client, user, "it", source)):
        assert turned_away(answer)
        assert CANARY not in answer.content.decode()


def test_only_pages_of_the_source_have_a_screen(client: Client) -> None:
    assert screen(client, "admin", "", desk.guide("ar")).status_code == 404
    assert pane(client, "admin", "xx").status_code == 404


def test_a_missing_language_can_be_asked_for_by_who_edits_the_original(client: Client) -> None:
    cell = TranslationState.objects.filter(
        page_id=None, locale__language_code="es", source__kind="guides.guidepage"
    )[0]
    source = cell.source.page
    ask = reverse("wagtail_localize:submit_page_translation", args=[source.pk])
    answer = screen(client, "officer", "?with=es", source)
    assert ask in answer.content.decode()
    assert pane(client, "officer", "es", source).status_code == 404
    assert ask not in screen(client, "translator-ar", "?with=es", source).content.decode()


def test_sentences_not_translated_carry_their_language(client: Client) -> None:
    """As in the page that readers would get."""
    row = desk.translation()
    piece = desk.segment(row)
    piece.string.translations.filter(locale=row.target_locale).delete()
    StaleText.objects.filter(source_id=desk.guide().translation_key).delete()
    html = pane(client, "translator-ar").content.decode()
    assert '<span lang="it" dir="ltr">' in html


def test_a_draft_is_marked_as_readers_would_get_it(client: Client) -> None:
    """A sentence that was written anew carries no note in the draft; readers still get it."""
    source = pages.edit(desk.guide(), pages.set_text("steps", 1, "title", "Fate un’altra cosa"))
    draft = reverse("wagtailadmin_pages:view_draft", args=[desk.guide("ar").pk])
    before = pane(client, "translator-ar").content.decode()
    assert before.count("stale-note") == 1
    assert client.get(draft).content.decode().count("stale-note") == 1
    row = desk.translation("ar", source)
    path = StaleText.objects.get(source_id=source.translation_key, locale__language_code="ar").path
    kept = desk.write(row, desk.segment(row, path), "افعلوا شيئا آخر")
    html = pane(client, "translator-ar").content.decode()
    assert "افعلوا شيئا آخر" in html
    assert "stale-note" not in html
    assert html.count('role="note"') == before.count('role="note"') - 1
    assert client.get(draft).content.decode().count("stale-note") == 1  # not sent yet
    found = access.desk_of(desk.guide("ar"))
    assert found is not None
    sending.version_of(found, None)
    assert "stale-note" not in client.get(draft).content.decode()
    assert client.get(desk.guide("ar").url).content.decode().count("stale-note") == 1
    StringTranslation.objects.filter(pk=kept.pk).update(translation_type="machine")
    html = pane(client, "translator-ar").content.decode()
    assert html.count("stale-note") == 1
    assert "#i-info" in html[html.index("stale-note") :][:200]


def test_a_page_that_fails_says_so_in_its_own_pane(client: Client, monkeypatch: Any) -> None:
    def broken(*args: Any) -> Any:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(panes, "render", broken)
    answer = pane(client, "translator-ar")
    assert answer.status_code == 500
    assert "<title>" in answer.content.decode()
    assert CANARY not in answer.content.decode()


def test_frames_may_stand_in_the_admin_and_nowhere_else(client: Client) -> None:
    answer = pane(client, "translator-ar")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert "frame-src 'self'" in screen(client, "translator-ar")["Content-Security-Policy"]


def test_the_screen_costs_the_same_for_every_number_of_languages(client: Client) -> None:
    screen(client, "publisher")
    address = reverse("translations_matrix:side", args=[desk.guide().pk])
    with CaptureQueriesContext(connection) as captured:
        client.get(f"{address}?with=ar&with=fr&with=uk")
    assert len(captured) <= MOST_QUERIES


def test_every_address_about_a_page_is_tried_here() -> None:
    from translations.matrix import urls

    found = {row.name for row in urls.urlpatterns if "source_id" in str(row.pattern)}
    assert found == set(ADDRESSES)
