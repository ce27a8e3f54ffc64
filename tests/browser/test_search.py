"""Searching as a reader does it: words with slips, filters by clicks, nothing found, suggestions."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import visits

pytestmark = pytest.mark.browser
SEARCH = "/it/cerca/"


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[visits.Visit]:
    """A reader on a phone whose browser runs no script."""
    with visits.visit(browser, site, java_script_enabled=False) as seen:
        yield seen


def number(page: Page) -> int:
    """The number of results that the page tells."""
    found = re.search(r"\d+", page.locator("[role=status] #results-title").inner_text())
    assert found
    return int(found[0])


def test_a_slip_is_put_right_and_can_be_taken_back(reader: visits.Visit) -> None:
    page = reader.open(SEARCH)
    page.locator("#q").fill("permeso di sogiorno")
    page.locator("#q").press("Enter")
    expect(page.locator("#results-title")).to_contain_text("permesso di soggiorno")
    first = page.locator(".result-list > li").first
    expect(first.locator("h3 mark").first).to_have_text(re.compile("permesso", re.IGNORECASE))
    page.get_by_role("link", name="Cerca invece").click()
    expect(page.locator("#results-title")).to_contain_text("permeso di sogiorno")


def test_filters_narrow_and_chips_widen(reader: visits.Visit) -> None:
    """Each state is an address; the number beside a filter is what the reader then gets.

    The fold is shut again on a phone: results stand before filters.
    """
    page = reader.open(f"{SEARCH}?q=permesso")
    everything = number(page)
    page.locator(".filters > summary").click()
    guide = page.locator(".filters .form-check:has(input[name=type][value=guide])")
    counted = int(guide.locator(".count").inner_text())
    guide.locator("input").check()
    page.locator(".filters button[type=submit]").click()
    assert number(page) == counted < everything
    assert "type=guide" in page.url
    assert "q=permesso" in page.url
    assert page.url.endswith("#results")
    expect(page.locator(".filters button[type=submit]")).not_to_be_visible()
    expect(page.locator(".chips .chip")).to_have_count(1)
    page.locator(".chips .chip").click()
    assert number(page) == everything
    assert "type=guide" not in page.url


def test_pages_of_results_are_turned(reader: visits.Visit) -> None:
    page = reader.open(f"{SEARCH}?q=permesso")
    seen = page.locator(".result-list h3").all_inner_texts()
    page.locator(".pagination a[rel=next]").click()
    assert not set(seen) & set(page.locator(".result-list h3").all_inner_texts())
    expect(page.locator(".pagination [aria-current=page]")).to_contain_text("2")


def test_nothing_found_says_what_would_find_more(reader: visits.Visit) -> None:
    page = reader.open(f"{SEARCH}?q=permesso&type=event&type=news&topic=nessuno")
    expect(page.locator("#results-title")).to_contain_text("Nessun risultato")
    more = page.get_by_role("link", name="Senza filtri")
    counted = int(re.sub(r"\D", "", more.locator("xpath=following-sibling::bdi").inner_text()))
    more.click()
    assert number(page) == counted > 0


def test_opening_a_result_tells_the_site_what_was_looked_for(reader: visits.Visit) -> None:
    """Nothing but the Referrer-Policy of the site carries the words; clicks are counted by them."""
    page = reader.open(f"{SEARCH}?q=codice+fiscale")
    with page.expect_navigation() as opened:
        page.locator(".result-list h3 a").first.click()
    assert opened.value is not None
    assert opened.value.request.all_headers()["referer"].endswith(f"{SEARCH}?q=codice+fiscale")


def test_an_arabic_reader_searches_with_the_words_of_an_italian_letter(
    reader: visits.Visit,
) -> None:
    """Results come in Arabic; what exists only in Italian says so and runs left to right."""
    page = reader.open("/ar/cerca/?q=permesso+di+soggiorno")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".result-list > li h3 a").first).to_have_attribute(
        "href", re.compile("^/ar/")
    )
    page = reader.open("/ar/cerca/?q=IPOCAD")
    foreign = page.locator(".result-list h3[lang]")
    for place in range(foreign.count()):
        expect(foreign.nth(place)).to_have_attribute("dir", "ltr")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_titles_are_suggested_where_scripts_run(browser: Browser, site: str) -> None:
    """An enhancement: the list fills while somebody types, and Enter searches as before."""
    with visits.visit(browser, site) as seen:
        page = seen.open(SEARCH)
        page.locator("#q").press_sequentially("rinnovare il perm")
        option = page.locator("#q-titles option[value='Rinnovare il permesso di soggiorno']")
        expect(option).to_have_count(1)
        page.locator("#q").press("Enter")
        expect(page.locator(".result-list > li").first).to_be_visible()
        assert seen.violations == []
        assert seen.foreign() == []
