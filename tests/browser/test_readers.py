"""Readers without JavaScript do everything: find, switch, filter, search, send, jump, print."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import forms, visits
from tests.browser.addresses import SOURCE, Addresses
from volunteering.finding.listing import PER_PAGE

pytestmark = pytest.mark.browser
GUIDE = "guide/documenti/rinnovare-permesso/"
FORM = "/it/iscrizione-corsi/"


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[visits.Visit]:
    """A reader of Italian on a phone whose browser runs no script."""
    with visits.visit(browser, site, java_script_enabled=False) as seen:
        yield seen


def path_of(page: Page, site: str) -> str:
    """Where the reader is."""
    return page.url.removeprefix(site)


def test_scripts_really_are_off(reader: visits.Visit) -> None:
    """The walks below prove something only if no script runs: a planted one does nothing."""
    body = "<!DOCTYPE html><title>before</title><script>document.title = 'after'</script>"
    reader.page.route(
        "**/planted", lambda route: route.fulfill(body=body, content_type="text/html")
    )
    assert reader.open("/planted").title() == "before"


def test_an_arabic_reader_finds_the_guide(browser: Browser, site: str) -> None:
    """From the bare address, with nothing but the browser's language, to the renewal of a permit."""
    with visits.visit(browser, site, locale="ar-EG", java_script_enabled=False) as seen:
        page = seen.open("/")
        assert path_of(page, site) == "/ar/"
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        page.locator("header .navbar-fold summary").click()
        page.locator('header .dropdown-menu a[href="/ar/guide/"]').click()
        assert path_of(page, site) == "/ar/guide/"
        page.locator('main a[href="/ar/guide/documenti/"]').first.click()
        page.locator(f'main a[href="/ar/{GUIDE}"]').first.click()
        assert path_of(page, site) == f"/ar/{GUIDE}"
        expect(page.locator("html")).to_have_attribute("lang", "ar")
        assert re.search(r"[\u0600-\u06ff]{3}", page.locator("h1").inner_text())
        assert page.locator(".steps > li").count() >= 5
        assert seen.foreign() == []


def test_another_language_is_the_same_page(reader: visits.Visit) -> None:
    """Whoever changes the language keeps the page and need not search again."""
    page = reader.open(f"/it/{GUIDE}")
    page.locator(".lang-switch summary").click()
    page.locator('.lang-switch a[hreflang="uk"]').click()
    assert path_of(page, reader.origin) == f"/uk/{GUIDE}"
    expect(page.locator("html")).to_have_attribute("lang", "uk")


def test_a_page_missing_in_a_language_offers_the_others(
    reader: visits.Visit, addresses: Addresses
) -> None:
    """The reader is told in the reader's own language, and one press away from the text."""
    page = reader.open(addresses["page-in-other-languages", "ar"], 404)
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    option = page.locator('main a[hreflang="it"]')
    address = option.get_attribute("href")
    option.click()
    assert path_of(page, reader.origin) == address
    expect(page.locator("html")).to_have_attribute("lang", "it")


def test_filters_are_a_plain_form(reader: visits.Visit, addresses: Addresses) -> None:
    """A ticked box and a button: the state is in the address, and the boxes keep their ticks."""
    page = reader.open(addresses["CallIndexPage", SOURCE])
    page.locator(".filters > summary").click()
    box = page.locator(".filters input[name=days]").first
    value = box.get_attribute("value")
    box.check()
    page.locator(".filters button[type=submit]").click()
    assert f"days={value}" in page.url
    assert "=&" not in page.url
    page.locator(".filters > summary").click()
    expect(page.locator(f'.filters input[name=days][value="{value}"]')).to_be_checked()
    page.locator(".filters a.btn-link").click()
    assert path_of(page, reader.origin) == addresses["CallIndexPage", SOURCE]


def test_a_filter_shows_as_many_as_it_counted(reader: visits.Visit, addresses: Addresses) -> None:
    """The number beside a filter is what the reader gets."""
    page = reader.open(addresses["CallIndexPage", SOURCE])
    row = page.locator(".filters .form-check:has(input[name=days])").first
    counted = int(str(row.locator(".count").text_content()))
    value = row.locator("input").get_attribute("value")
    page = reader.open(f"{addresses['CallIndexPage', SOURCE]}?days={value}")
    assert page.locator("#results-title").inner_text().split()[0] == str(counted)
    assert page.locator(".call-list > li").count() == min(counted, PER_PAGE)


def test_search_finds_a_guide(reader: visits.Visit) -> None:
    """Two words typed into the search of the first page lead to the guide."""
    page = reader.open("/it/")
    field = page.locator("main form[role=search] input[name=q]")
    field.fill("rinnovare permesso")
    field.press("Enter")
    link = page.locator(f'main .result-list a[href="/it/{GUIDE}"]')
    expect(link).to_be_visible()
    link.click()
    assert path_of(page, reader.origin) == f"/it/{GUIDE}"


def test_a_form_with_gaps_says_where(reader: visits.Visit) -> None:
    """A summary first, with a link to each question; what was answered is kept; then thanks."""
    page = reader.open(FORM)
    name = page.locator(f"{forms.FORM} input[type=text]").first
    name.fill("Amina")
    page.locator(forms.FORM).evaluate(forms.UNCHECKED)
    forms.submit(page)
    summary = page.locator(".alert.danger[role=alert]")
    links = summary.locator("a[href^='#f-']")
    assert page.title().startswith("Errore")
    assert links.count() == page.locator(f"{forms.FORM} .invalid-feedback").count() > 1
    expect(page.locator(f"{forms.FORM} input[type=text]").first).to_have_value("Amina")
    for link in links.all():
        target = page.locator(f"[id='{str(link.get_attribute('href'))[1:]}']")
        expect(target).to_be_visible()
    first = str(links.first.get_attribute("href"))[1:]
    described = page.locator(f"[id='{first}']").get_attribute("aria-describedby")
    assert f"{first}-e" in str(described)
    forms.send(page)
    assert path_of(page, reader.origin) == FORM
    assert reader.traces() == []


def test_a_form_sent_in_no_time_is_not_taken(reader: visits.Visit) -> None:
    """Programs answer at once; a person who is that quick is asked to send it once more."""
    page = reader.open(FORM)
    forms.fill(page)
    stamp = page.locator(f"{forms.FORM} [name=stamp]").input_value()
    answers = page.locator(forms.FORM).evaluate("form => [...new FormData(form)]")
    fresh = reader.page.request.get(reader.origin + FORM).text()
    found = re.search(r'name="stamp" value="([^"]+)"', fresh)
    assert found
    assert found[1] != stamp
    filled = {name: found[1] if name == "stamp" else value for name, value in answers}
    answer = reader.page.request.post(reader.origin + FORM, form=filled)
    assert answer.status == 422


def test_the_first_tab_skips_to_the_content(reader: visits.Visit) -> None:
    """Who reads by keyboard does not walk through the menu on every page."""
    page = reader.open(f"/it/{GUIDE}")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("href", "#main")
    expect(focused).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main:focus")).to_have_count(1)
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


def test_every_stop_of_the_keyboard_is_seen(reader: visits.Visit) -> None:
    """The outline of the focus is there at each of the first thirty stops."""
    page = reader.open("/it/")
    for _ in range(30):
        page.keyboard.press("Tab")
        style = page.locator(":focus").evaluate(
            "part => [getComputedStyle(part).outlineStyle, part.getBoundingClientRect().width]"
        )
        assert style[0] != "none"
        assert style[1] > 1


def test_paper_carries_the_text_and_no_menus(browser: Browser, site: str) -> None:
    """Printed pages leave out what can only be pressed, and open what is folded."""
    with visits.visit(
        browser, site, java_script_enabled=False, viewport={"width": 1280, "height": 900}
    ) as seen:
        page = seen.open(f"/it/{GUIDE}")
        menu = page.locator(".it-header-navbar-wrapper")
        expect(menu).to_be_visible()
        page.emulate_media(media="print")
        for part in (menu, page.locator(".lang-switch"), page.locator(".it-right-zone")):
            expect(part).to_be_hidden()
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".steps > li").first).to_be_visible()
        folded = page.locator("main details > :not(summary)")
        assert all(part.is_visible() for part in folded.all())
