"""What a reader sees of a translation whose original has changed."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import StandardPage
from tests.translations.pages import edit, guide, set_text

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def read(client: Client, page: Any, query: str = "") -> str:
    return client.get(page.url + query).content.decode()


def test_a_translation_in_step_says_nothing(client: Client) -> None:
    assert "stale-note" not in read(client, guide("ar"))


def test_a_stale_translation_says_since_when_and_at_which_part(client: Client) -> None:
    page = edit(guide(), set_text("steps", 1, "title", "Fate un’altra cosa"))
    html = read(client, guide("en"))
    assert f'datetime="{timezone.localdate(page.last_published_at)}"' in html
    assert "The Italian page changed on" in html
    assert html.count("stale-note") == 1
    before, _note, after = html.partition("stale-note")
    steps = [step.id for step in page.steps]
    assert after.count("<li") < before.count("<li") + len(steps)
    english = guide("en").steps
    assert english[1].value["title"] in after
    assert english[0].value["title"] not in after
    assert f'href="{page.url}" hreflang="it"' in html


def test_the_original_and_the_text_beside_it_carry_no_notice(client: Client) -> None:
    page = edit(guide(), set_text("steps", 1, "title", "Fate un’altra cosa"))
    assert "stale-note" not in read(client, page)
    assert f'href="{page.url}" hreflang="it">' not in read(client, page).partition("<main")[2]
    assert read(client, guide("en"), "?with=it").count("stale-note") == 1


@pytest.mark.parametrize("code", ["en", "ar"])
def test_notices_cost_no_more_than_one_query(client: Client, code: str) -> None:
    edit(guide(), set_text("steps", 1, "title", "Fate un’altra cosa"))
    read(client, guide(code))
    with CaptureQueriesContext(connection) as captured:
        assert "stale-note" in read(client, guide(code))
    asked = [query["sql"] for query in captured if "translations_" in query["sql"]]
    assert len(asked) == 1
    assert len(captured) <= MOST_QUERIES + 1  # the guide itself is read by the test


def test_plain_pages_say_it_as_well(client: Client) -> None:
    page = next(
        page
        for page in StandardPage.objects.filter(locale__language_code="it", live=True)
        if page.get_translations().live().filter(locale__language_code="en").exists()
    )
    edit(page, lambda page: setattr(page, "lead", "Un altro inizio."))
    english = page.get_translations().get(locale__language_code="en")
    assert "The Italian page changed on" in read(client, english)
