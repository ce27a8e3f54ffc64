"""A reader says which other languages she reads, and is led in them where her own has nothing."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import visits
from tests.browser.addresses import Addresses

pytestmark = pytest.mark.browser
LETTERS = {"ar": r"[\u0600-\u06ff]{3}", "zh-hans": r"[\u4e00-\u9fff]{2}"}
DIRECTION = {"ar": "rtl", "zh-hans": "ltr"}


def choose(page: Page, *codes: str) -> None:
    """Open the list of languages, then the choice, and name languages in their order."""
    page.locator("header .lang-switch summary").click()
    page.locator('header .lang-switch a[href*="/lingue/"]').click()
    for place, code in enumerate(codes):
        page.locator(f"#also-{place}").select_option(code)
    page.locator("main form button[type=submit]").click()


@pytest.mark.parametrize("code", ["ar", "zh-hans"])
def test_a_reader_says_which_languages_she_reads_as_well(
    browser: Browser, site: str, addresses: Addresses, code: str
) -> None:
    """On a phone without scripts: choose, be led along, meet English, take it back."""
    with visits.visit(browser, site, java_script_enabled=False) as seen:
        page = seen.open(f"/{code}/guide/")
        choose(page, "en", "it")
        assert page.url == f"{site}/{code}/guide/?also=en,it"
        expect(page.locator("html")).to_have_attribute("dir", DIRECTION[code])
        assert re.search(LETTERS[code], page.locator("h1").inner_text())
        page.locator("main .tile").first.click()
        assert page.url.endswith("/?also=en,it")
        path = addresses["page-in-other-languages", code]
        page = seen.open(f"{path}?also=en,it", 404)
        first = page.locator("main .link-list a").first
        expect(first).to_have_attribute("hreflang", re.compile("en|it"))
        first.click()
        assert page.url.endswith("?also=en,it")
        seen.open(f"/{code}/?also=en,it")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        choose(page, "", "")
        assert page.url == f"{site}/{code}/"
        assert seen.traces() == []
        assert seen.foreign() == []


@pytest.mark.parametrize("code", ["ar", "zh-hans"])
def test_the_choice_fits_a_phone_and_can_be_pressed(browser: Browser, site: str, code: str) -> None:
    with visits.visit(browser, site, java_script_enabled=False) as seen:
        page = seen.open(f"/{code}/lingue/?next=/{code}/guide/&also=en")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for part in [*page.locator("main select").all(), page.locator("main form button")]:
            box = part.bounding_box()
            assert box is not None
            assert box["height"] >= 44
        expect(page.locator("#also-0")).to_have_value("en")
