"""Journey J3 on a phone: a citizen near Cuneo, free at weekends, without an Italian certificate."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import visits
from tests.browser.keyboard import tab_to

pytestmark = pytest.mark.browser
CALLS = "/it/volontariato/"
J3 = "near=Cuneo&days=weekend&italian=none"


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[visits.Visit]:
    """A reader on a phone whose browser runs no script."""
    with visits.visit(browser, site, java_script_enabled=False) as seen:
        yield seen


def number(page: Page) -> int:
    """The number of calls in the heading, which screen readers announce."""
    found = re.search(r"\d+", page.locator("[role=status] #results-title").inner_text())
    assert found
    return int(found[0])


def test_the_right_calls_are_found_by_keyboard_alone(reader: visits.Visit) -> None:
    """From the list to a bookmark: place, weekend, no Italian; the fold is shut on a phone."""
    page = reader.open(CALLS)
    expect(page.locator("#f-near")).not_to_be_visible()
    tab_to(page, ".filters > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#f-near")
    page.keyboard.type("cuneo")
    tab_to(page, "#f-km")
    tab_to(page, "input[name=days][value=weekend]")
    page.keyboard.press("Space")
    tab_to(page, "#f-italian")
    page.keyboard.press("ArrowDown")
    tab_to(page, ".filters button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{CALLS}?{J3}#results")
    assert "Cuneo" in page.title()
    assert number(page) > 0
    card = page.locator(".call-list > li").first
    for words in (
        re.compile("Cuneo, 0 km"),
        re.compile("sabato|domenica"),
        re.compile("Assicurat"),
    ):
        expect(card).to_contain_text(words)
    expect(page.locator("#f-near")).not_to_be_visible()
    expect(page.locator(".chips .chip")).to_have_count(3)
    expect(page.locator("meta[name=robots][content=noindex]")).to_have_count(1)
    found = number(page)
    for kind in ("atom", "ics"):
        link = page.locator(f'#results a[href*=".{kind}?{J3}"]')
        answer = page.request.get(f"{reader.origin}{link.get_attribute('href')}")
        entries = answer.text().count("<entry>" if kind == "atom" else "BEGIN:VEVENT")
        assert answer.status == 200
        assert 0 < entries <= found
    tab_to(page, ".call-list h3 a")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: J3 not in url)


def test_a_reader_keeps_her_search_in_another_language(reader: visits.Visit) -> None:
    """The place is typed in Arabic; the map stands as it is; Italian shows the same search."""
    page = reader.open("/ar/volontariato/?near=كونيو&days=weekend")
    expect(page.locator("#results-title")).to_contain_text("كونيو")
    page.locator(".call-map > summary").click()
    assert page.locator("svg.italy").evaluate("map => getComputedStyle(map).transform") == "none"
    expect(page.locator("svg.italy a")).not_to_have_count(0)
    found = page.locator(".call-list > li").count()
    page.locator(".lang-switch > summary").click()
    page.locator('.lang-switch a[hreflang="it"]').click()
    page.wait_for_url(f"**{CALLS}?near=Cuneo&days=weekend")
    assert page.locator(".call-list > li").count() >= found > 0
    expect(page.locator("#f-near")).to_have_value("Cuneo")


def test_nothing_found_is_one_press_from_something(reader: visits.Visit) -> None:
    page = reader.open(f"{CALLS}?near=Lampedusa+e+Linosa&km=10")
    assert number(page) == 0
    link = page.locator("#results .callout a").first
    counted = int(link.locator(".count").inner_text())
    link.click()
    assert number(page) == counted > 0


def test_a_place_that_is_two_asks_which(reader: visits.Visit) -> None:
    page = reader.open(f"{CALLS}?near=San+Teodoro")
    page.locator("#results .callout a", has_text="Messina").click()
    expect(page.locator("#results-title")).to_contain_text("San Teodoro")
    expect(page.locator("#results .callout.warning")).to_have_count(0)


def test_the_list_around_a_place_is_no_wider_than_a_phone(reader: visits.Visit) -> None:
    page = reader.open("/ar/volontariato/?near=كونيو&days=weekend")
    page.locator(".call-map > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
