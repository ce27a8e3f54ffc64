"""Everybody can read and use every page: axe finds nothing, nothing is cut off, targets are big."""

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser import visits
from tests.browser.addresses import SOURCE, TEMPLATES, Addresses

pytestmark = pytest.mark.browser
READ_IN = (SOURCE, "ar")
NARROW, PHONE, WIDE, HEIGHT = 320, 360, 1280, 800
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Beyond AA: contrast of 7:1. The size of targets is in WCAG 2.2 AA, but off unless asked for.
EXTRA = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": EXTRA,
    "resultTypes": ["violations"],
}
CONTRAST: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]},
    "resultTypes": ["violations"],
}
OPEN_FOLDS = "within => document.querySelectorAll(within).forEach(fold => { fold.open = true })"
DOUBLE_TEXT = "document.documentElement.style.fontSize = '200%'"
# What is wider than the window, and the parts that make it so.
OVERFLOW = """() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    const wide = [...document.body.querySelectorAll('*')].filter(part => {
        const box = part.getBoundingClientRect()
        return part.checkVisibility({contentVisibilityAuto: true}) && box.width && (box.right > width + 1 || box.left < -1)
            && !part.closest('.table-responsive,.visually-hidden')
    })
    return wide.slice(0, 3).map(part => part.outerHTML.slice(0, 90)).concat('too wide')
}"""
# Links within a sentence are exempt; a small box counts with the label it lies in.
SMALL_TARGETS = """least => {
    const words = part => part.textContent.trim()
    const inSentence = part => part.matches('a,summary')
        && getComputedStyle(part).display === 'inline' && words(part.parentElement) !== words(part)
    const big = part => {
        const box = part.getBoundingClientRect()
        return box.width >= least - 0.5 && box.height >= least - 0.5
    }
    const hidden = part => !part.checkVisibility({contentVisibilityAuto: true})
        || part.closest('.visually-hidden,.skiplinks')
    return [...document.querySelectorAll('a[href],button,summary,input,select,textarea')]
        .filter(part => part.type !== 'hidden' && !hidden(part) && !inSentence(part))
        .filter(part => !big(part) && !(part.closest('label') && big(part.closest('label'))))
        .map(part => {
            const box = part.getBoundingClientRect()
            return `${Math.round(box.width)}x${Math.round(box.height)} ${part.outerHTML}`.slice(0, 120)
        })
}"""
LEAST_TARGET = 44


def violations(page: Page, options: dict[str, Any], within: str | None = None) -> list[str]:
    """What axe finds, a line for each rule broken."""
    found = Axe().run(page, context=within, options=options).response["violations"]
    return [
        f"axe {rule['id']} x{len(rule['nodes'])}: {rule['nodes'][0]['html'][:160]} "
        f"{rule['nodes'][0].get('failureSummary', '')[-160:]}"
        for rule in found
    ]


def resize(page: Page, width: int) -> None:
    """Give the window another width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})


def overflow(page: Page) -> list[str]:
    """What is cut off or scrolls sideways, at each width and with text twice as large."""
    found = []
    for width in (NARROW, PHONE, WIDE):
        resize(page, width)
        found += [f"{width} px: {part}" for part in page.evaluate(OVERFLOW)]
    resize(page, PHONE)
    page.evaluate(DOUBLE_TEXT)
    found += [f"{PHONE} px, text 200 %: {part}" for part in page.evaluate(OVERFLOW)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


@contextlib.contextmanager
def shown(
    browser: Browser, site: str, addresses: Addresses, key: tuple[str, str], **options: Any
) -> Iterator[Page | None]:
    """A template in a language with the folds of its content open, if there is such a page."""
    with visits.visit(browser, site, **options) as seen:
        if seen.show(addresses, *key):
            seen.page.evaluate(OPEN_FOLDS, "main details, footer details")
            yield seen.page
        else:
            yield None


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", READ_IN)
def test_axe_finds_nothing(
    browser: Browser, site: str, addresses: Addresses, template: str, language: str
) -> None:
    """WCAG 2.2 AA, good practice and 7:1 contrast, on a phone and on a wide screen."""
    found = []
    with shown(browser, site, addresses, (template, language)) as page:
        for width in (PHONE, WIDE) if page else ():
            resize(page, width)
            found += [f"{width} px: {what}" for what in violations(page, OPTIONS)]
    assert found == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_contrast_holds_in_the_dark(
    browser: Browser, site: str, addresses: Addresses, template: str
) -> None:
    """Readers whose screens are set dark read as well."""
    with shown(browser, site, addresses, (template, SOURCE), color_scheme="dark") as page:
        assert (violations(page, CONTRAST) if page else []) == []


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", READ_IN)
def test_nothing_is_cut_off_and_targets_are_big(
    browser: Browser, site: str, addresses: Addresses, template: str, language: str
) -> None:
    """No scrolling sideways down to 320 px or with text twice as large; thumbs hit what they want."""
    with shown(browser, site, addresses, (template, language)) as page:
        found = page.evaluate(SMALL_TARGETS, LEAST_TARGET) + overflow(page) if page else []
    assert found == []


@pytest.mark.parametrize("language", READ_IN)
def test_open_menus_are_accessible(browser: Browser, site: str, language: str) -> None:
    """The menus of the header lie over the page: they are opened and looked at by themselves."""
    with visits.visit(browser, site) as seen:
        page = seen.open(f"/{language}/")
        for fold in page.locator("header details").all():
            fold.locator("summary").click()
            assert violations(page, OPTIONS, "header details[open]") == []
            assert page.evaluate(SMALL_TARGETS, LEAST_TARGET) == []
            assert page.evaluate(OVERFLOW) == []
            fold.locator("summary").click()


FAULTS = {
    "axe image-alt": '<img src="/favicon.svg">',
    "axe color-contrast-enhanced": '<p><font color="#707070">some words</font></p>',
    "axe color-contrast": '<p><font color="#bbbbbb">some words</font></p>',
    "axe heading-order": "<h4>x</h4>",
    "axe label": '<input type="text">',
    "px: <": '<table width="900"><tr><td>x</table>',
    "13x13": '<p><input type="checkbox" aria-label="x"></p>',
}


@pytest.mark.parametrize("symptom", FAULTS)
def test_a_planted_fault_is_seen(browser: Browser, site: str, symptom: str) -> None:
    """A picture without words, pale text, a jump in headings, a field without label, and so on."""
    head = "<!DOCTYPE html><html lang=it><title>x</title><main><h1>x</h1>"
    with visits.visit(browser, site) as seen:
        page = visits.plant(seen, head + FAULTS[symptom] + "</main>")
        found = violations(page, OPTIONS) + page.evaluate(SMALL_TARGETS, LEAST_TARGET)
        found += overflow(page)
    assert [what for what in found if symptom in what], found
