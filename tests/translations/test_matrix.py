"""The matrix: what every page is in every language, for whom it is, at a known cost."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from core import locales
from tests.desk import signed_in, turned_away
from tests.translations.pages import edit, guide, locale
from translations import states
from translations.models import SourceStats, State, TranslationState
from volunteering.models import CallFolderPage

pytestmark = pytest.mark.django_db
MOST_QUERIES = 40


def open_matrix(client: Client, user: str, lang: str = "", query: str = "") -> Any:
    name = (
        reverse("translations_matrix:one", args=[lang])
        if lang
        else reverse("translations_matrix:all")
    )
    return signed_in(client, user).get(name + query)


def titles(answer: Any) -> list[str]:
    return [row.page.title for row, _cells in answer.context["rows"]]


def make(number: int, *, state: State = State.STALE) -> None:
    """Source pages with a cell in every language, as the jobs would write them."""
    home = Page.objects.get(depth=2, locale=locales.source())
    pages = Page.objects.bulk_create(
        Page(
            title=f"Pagina {n:05}", slug=f"matrix-{n}", path=f"{home.path}Z{n:03}", depth=3,
            locale=home.locale, translation_key=uuid.uuid4(), content_type=home.content_type,
            url_path=f"{home.url_path}matrix-{n}/",
        )
        for n in range(number)
    )  # fmt: skip
    rows = SourceStats.objects.bulk_create(
        SourceStats(
            key=page.translation_key, page=page, title=page.title, kind="home.standardpage",
            risk="A", priority=9,
        )
        for page in pages
    )  # fmt: skip
    TranslationState.objects.bulk_create(
        TranslationState(
            source=row,
            locale=target,
            state=state,
            stale_segments=2,
            words_todo=30,
            total_segments=9,
        )
        for row in rows
        for target in states.targets()
    )


def test_an_officer_sees_all_languages_with_their_states(client: Client) -> None:
    page = edit(guide(), lambda page: setattr(page, "lead", "Un altro inizio."))
    answer = open_matrix(client, "officer")
    html = answer.content.decode()
    assert page.title in titles(answer)
    assert len(answer.context["heads"]) == len(states.targets())
    assert "3 par." in html
    assert reverse("translations_matrix:one", args=["ar"]) in html


def test_work_that_is_not_the_officers_own_is_shown_without_a_way_there(client: Client) -> None:
    edit(guide(), lambda page: setattr(page, "lead", "Un altro inizio."))
    answer = open_matrix(client, "officer", query="?q=Rinnovare")
    links = [link for _row, cells in answer.context["rows"] for _cell, link, _head in cells]
    assert set(links) == {""}
    answer = open_matrix(client, "publisher", query="?q=Rinnovare")
    links = [link for _row, cells in answer.context["rows"] for _cell, link, _head in cells]
    assert all(links)


def test_a_translator_is_led_to_the_own_language_and_sees_what_there_is_to_do(
    client: Client,
) -> None:
    page = edit(guide(), lambda page: setattr(page, "lead", "Un altro inizio."))
    answer = open_matrix(client, "translator-ar")
    assert answer["Location"] == reverse("translations_matrix:one", args=["ar"])
    answer = open_matrix(client, "translator-ar", "ar")
    assert page.title in titles(answer)
    states_shown = {cell.state for _row, cells in answer.context["rows"] for cell, _l, _h in cells}
    assert State.LIVE not in states_shown
    everything = open_matrix(client, "translator-ar", "ar", "?work=0")
    assert everything.context["count"] > answer.context["count"]
    ((cell, link, _head),) = next(
        cells for row, cells in answer.context["rows"] if row.page.title == page.title
    )
    assert cell.words_todo == 3
    assert link


@pytest.mark.parametrize(
    ("user", "lang"),
    [("translator-ar", "fr"), ("organisation", ""), ("organisation", "ar")],
)
def test_others_are_turned_away(client: Client, user: str, lang: str) -> None:
    assert turned_away(open_matrix(client, user, lang))


@pytest.mark.parametrize("lang", ["it", "xx"])
def test_there_is_no_list_of_the_source_or_of_an_unknown_language(
    client: Client, lang: str
) -> None:
    assert open_matrix(client, "admin", lang).status_code == 404


@pytest.mark.parametrize(
    ("user", "shown", "hidden"),
    [
        ("officer", "/desk/translations/", "/desk/translations/ar/"),
        ("translator-ar", "/desk/translations/ar/", '/desk/translations/"'),
        ("organisation", "/admin/", "/desk/translations/"),
    ],
)
def test_the_menu_leads_where_the_user_may_go(
    client: Client, user: str, shown: str, hidden: str
) -> None:
    html = signed_in(client, user).get(reverse("wagtailadmin_home")).content.decode()
    assert shown in html
    assert hidden not in html


def test_filters_narrow_and_can_be_cleared(client: Client) -> None:
    edit(guide(), lambda page: setattr(page, "lead", "Un altro inizio."))
    assert titles(open_matrix(client, "admin", query="?state=stale")) == [guide().title]
    assert titles(open_matrix(client, "admin", query="?risk=A&q=rinnovare")) == [guide().title]
    only = open_matrix(client, "admin", query="?type=guides.guidepage&work=0")
    assert {row.page.kind for row, _cells in only.context["rows"]} == {"guides.guidepage"}
    topic = guide().topic_list[0].code
    found = SourceStats.objects.filter(topics=guide().topic_list[0], live=True).count()
    assert open_matrix(client, "admin", query=f"?topic={topic}").context["count"] == found
    nothing = open_matrix(client, "admin", query="?q=zzzz").content.decode()
    assert 'href="?"' in nothing
    hostile = "?state=nope&topic=%00&risk='&type=x%27&order=pk&p=99999&work=a&q=%00%25"
    assert open_matrix(client, "admin", "ar", hostile).status_code == 200


def test_the_gravest_come_first_and_other_orders_are_links(client: Client) -> None:
    answer = open_matrix(client, "admin", query="?work=0")
    priorities = [row.page.priority for row, _cells in answer.context["rows"]]
    assert priorities == sorted(priorities, reverse=True)
    by_title = titles(open_matrix(client, "admin", "ar", "?work=0&order=title"))
    assert by_title == [
        row.title for row in SourceStats.objects.filter(live=True).order_by("title")[:50]
    ]
    make(3)
    words = open_matrix(client, "admin", "ar", "?order=words")
    sums = [cells[0][0].words_todo for _row, cells in words.context["rows"]]
    assert sums == sorted(sums, reverse=True)


def test_a_page_that_is_not_published_is_not_listed(client: Client) -> None:
    page = guide()
    page.unpublish()
    from translations import jobs

    jobs.compare(page.translation_key)
    assert page.title not in titles(open_matrix(client, "admin", query="?q=rinnovare"))
    assert not TranslationState.objects.filter(source_id=page.translation_key).exists()


def test_a_folder_that_nobody_reads_is_no_work(client: Client) -> None:
    from translations import jobs

    folder = CallFolderPage.objects.filter(locale=locales.source()).first()
    assert folder
    jobs.compare(folder.translation_key)
    assert folder.title not in titles(open_matrix(client, "admin", query=f"?q={folder.title}"))
    assert not TranslationState.objects.filter(source_id=folder.translation_key).exists()


@pytest.mark.parametrize("lang", ["", "ar"])
def test_fifty_pages_cost_what_one_costs(client: Client, lang: str) -> None:
    SourceStats.objects.exclude(pk=guide().translation_key).delete()
    query = "?work=0"
    open_matrix(client, "officer", lang, query)
    with CaptureQueriesContext(connection) as one:
        assert open_matrix(client, "officer", lang, query).context["count"] == 1
    make(120)
    with CaptureQueriesContext(connection) as many:
        assert len(titles(open_matrix(client, "officer", lang, query))) == 50
    # With more pages than fit, nothing but the one row of paging differs.
    assert len(many) == len(one) <= MOST_QUERIES


def test_a_cell_says_its_state_in_words_too(client: Client) -> None:
    page = edit(guide(), lambda page: setattr(page, "lead", "Un altro inizio."))
    TranslationState.objects.filter(source_id=page.translation_key, locale=locale("fr")).update(
        state=State.MACHINE, machine_segments=4
    )
    html = open_matrix(client, "admin", query="?q=rinnovare").content.decode()
    assert '<bdi lang="ar">العربية</bdi>: Da aggiornare ' in html
    assert "<b>4</b> <small>auto</small>" in html
