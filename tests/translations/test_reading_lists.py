"""Directories, search and calls show what is missing in a reader's language in the next she named."""

from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from wagtail.models import Page

from core import locales
from directory.models import Organisation, ServicePoint
from home.models import OrganisationIndexPage, ServiceDirectoryPage
from tests.translations.pages import guide

pytestmark = pytest.mark.django_db
MARK = '<small class="text-secondary">(English)</small>'


def read(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def directory(model: type[Page], code: str) -> Any:
    return model.objects.get(locale__language_code=code)


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


@pytest.fixture
def point() -> ServicePoint:
    """A place to go that readers of Arabic do not have; its row in English."""
    found = ServicePoint.objects.filter(locale__language_code="en", live=True)[0]
    with TestCase.captureOnCommitCallbacks(execute=True):
        ServicePoint.objects.get(
            translation_key=found.translation_key, locale__language_code="ar"
        ).delete()
    return found


@pytest.fixture
def organisation() -> Organisation:
    """An organisation that readers of Arabic do not have; its row in English."""
    found = Organisation.objects.filter(
        locale__language_code="en", live=True, page_links__isnull=True
    )[0]
    Organisation.objects.get(
        translation_key=found.translation_key, locale__language_code="ar"
    ).delete()
    return found


# Directories -------------------------------------------------------------------------------------


def test_a_place_to_go_is_listed_in_the_readers_next_language_and_marked(
    client: Client, point: ServicePoint
) -> None:
    here, there = (directory(ServiceDirectoryPage, code).url for code in ("ar", "en"))
    query = f"place={point.place.name}"
    assert f"/{point.slug}/" not in read(client, f"{here}?{query}")
    text = read(client, f"{here}?{query}&also=en,fr")
    card = f'<a href="{there}{point.slug}/?also=en,fr">{escape(point.name_public)}</a> {MARK}'
    assert text.count(card) == 1
    assert text[: text.index(card)].rstrip().endswith('<h3 lang="en" dir="ltr">')
    others = ServicePoint.objects.filter(live=True, locale__language_code="ar", place=point.place)
    for other in others:
        assert text.index(f'href="{here}{other.slug}/?also') < text.index(card)


def test_what_is_there_in_ones_own_language_is_not_shown_twice(client: Client) -> None:
    here = directory(ServiceDirectoryPage, "ar")
    for url in (here.url, directory(OrganisationIndexPage, "ar").url):
        assert MARK not in read(client, f"{url}?also=en,fr,it")
        named, plain = (client.get(url + query).context["listing"] for query in ("?also=en", ""))
        assert named.total == plain.total
        assert queries(client, f"{url}?also=en,fr,it") - queries(client, url) <= 1


def test_counts_of_filters_are_those_of_what_is_listed(client: Client, point: ServicePoint) -> None:
    here = directory(ServiceDirectoryPage, "ar").url
    answer = client.get(f"{here}?also=en")
    (facet,) = (one for one in answer.context["listing"].facets if one.param == "place")
    shown = {option.value: option.count for option in facet.options}
    assert sum(shown.values()) == answer.context["listing"].total
    assert answer.context["listing"].total == client.get(here).context["listing"].total + 1


def test_an_organisation_is_listed_in_the_readers_next_language_and_marked(
    client: Client, organisation: Organisation
) -> None:
    here, there = (directory(OrganisationIndexPage, code).url for code in ("ar", "en"))
    pages = [f"{here}?also=en&page={number}" for number in (1, 2, 3)]
    text = "".join(read(client, url) for url in pages)
    assert text.count(f'href="{there}{organisation.slug}/?also=en"') == 1
    assert text.count(MARK) == 1
    plain = "".join(read(client, url.replace("also=en&", "")) for url in pages)
    assert f"/{organisation.slug}/" not in plain


def test_an_address_of_an_entry_that_is_missing_leads_to_it_elsewhere(
    client: Client, point: ServicePoint, organisation: Organisation
) -> None:
    """Pages of all languages link to it: at last the original is always there."""
    for model, slug in (
        (ServiceDirectoryPage, point.slug),
        (OrganisationIndexPage, organisation.slug),
    ):
        here = directory(model, "ar").url
        for query, code in (("", "it"), ("?also=fr,en", "fr"), ("?also=it,en", "it")):
            answer = client.get(f"{here}{slug}/{query}")
            assert answer.status_code == 302
            assert answer["Location"] == f"{directory(model, code).url}{slug}/{query}"
        assert client.get(f"{here}{slug}-x/").status_code == 404
    Page.objects.filter(pk=directory(ServiceDirectoryPage, "fr").pk).update(live=False)
    answer = client.get(f"{directory(ServiceDirectoryPage, 'ar').url}{point.slug}/?also=fr,en")
    assert answer["Location"].startswith(directory(ServiceDirectoryPage, "en").url)


def test_what_an_organisation_takes_part_in_is_shown_in_the_readers_next_language(
    client: Client,
) -> None:
    from core.models import PageOrganisation

    link = PageOrganisation.objects.filter(
        page__live=True, page__locale__language_code="ar", organisation__live=True
    )[0]
    english = link.page.get_translation(locales.by_code("en"))
    here = directory(OrganisationIndexPage, "ar").url
    address = f"{here}{link.organisation.slug}/"
    Page.objects.filter(pk=link.page_id).update(live=False)
    assert english.url not in read(client, address)
    text = read(client, f"{address}?also=en")
    assert f'href="{english.url}?also=en" lang="en" dir="ltr">{english.title}</a> {MARK}' in text


# Search ------------------------------------------------------------------------------------------


def result(client: Client, url: str, language: str, word: str) -> str:
    """The one result of a search whose link ends as `word`, with its marks, in a language."""
    text = read(client, url)
    assert text.count(f"/{word}/?also=") + text.count(f'/{word}/"') == 1, text.count(word)
    place = max(text.find(f"/{word}/?also="), text.find(f'/{word}/"'))
    item = text[text.rindex("<li", 0, place) : text.index("</li>", place)]
    assert f'<h3 lang="{language}" dir="ltr">' in item
    assert f'<bdi lang="{language}">' in item
    return item


@pytest.mark.usefixtures("demo_index")
@pytest.mark.parametrize("code", ["en", "es", "it"])
def test_search_shows_what_is_no_page_in_the_language_the_reader_named(
    client: Client, point: ServicePoint, code: str
) -> None:
    """A place to go without a row in Arabic: title, text and address are those of the language."""
    here = Page.objects.get(locale__language_code="ar", slug="cerca").url
    usual = next(one for one in [*site.SEARCH_CHAINS["ar"], "it"] if one != "ar")
    query = f"{here}?q={point.slug.replace('-', '+')}&type=service-point"
    other = ServicePoint.objects.get(
        translation_key=point.translation_key, locale__language_code=code
    )
    plain = result(client, query, usual, point.slug)
    assert f'href="/{usual}/' in plain
    named = result(client, f"{query}&also={code}", code, point.slug)
    assert f'href="{directory(ServiceDirectoryPage, code).url}{point.slug}/?also={code}"' in named
    assert escape(other.name_public) in named
    assert queries(client, f"{query}&also={code}") - queries(client, query) <= 12


@pytest.mark.usefixtures("demo_index")
@pytest.mark.parametrize("code", ["en", "es", "it"])
def test_search_shows_a_page_in_the_language_the_reader_named(client: Client, code: str) -> None:
    page = guide("ar")
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.unpublish()
    here = Page.objects.get(locale__language_code="ar", slug="cerca").url
    query = f"{here}?q=rinnovare+permesso+di+soggiorno&type=guide"
    named = result(client, f"{query}&also={code}", code, page.slug)
    assert f'href="{guide(code).url}?also={code}"' in named
    assert escape(guide(code).title) in named
    assert queries(client, f"{query}&also={code}") - queries(client, query) <= 4
