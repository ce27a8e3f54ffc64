"""Everybody can read and use every page: axe finds nothing, nothing is cut off, targets are big."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
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
# A window of the admin, which keeps AA: beside a form axe has Wagtail's rules for whole pages as well.
WINDOW: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
}
CONTRAST: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]},
    "resultTypes": ["violations"],
}
RUN_AXE = """([within, options]) => axe.run(within, options).then(result =>
    result.violations.map(({id, nodes}) => ({id, times: nodes.length,
        first: nodes[0].html.slice(0, 160) + ' ' + nodes[0].failureSummary})))"""
OPEN_FOLDS = "within => document.querySelectorAll(within).forEach(fold => { fold.open = true })"
DOUBLE_TEXT = "document.documentElement.style.fontSize = '200%'"
# What is wider than the window, and the parts that make it so.
OVERFLOW = """() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    const wide = [...document.body.querySelectorAll('*')].filter(part => {
        const box = part.getBoundingClientRect()
        return part.checkVisibility({contentVisibilityAuto: true}) && box.width
            && (box.right > width + 1 || box.left < -1)
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


def violations(page: Page, options: dict[str, Any], within: str = "html") -> list[str]:
    """What axe finds, a line for each rule broken."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN_AXE, [within, options])
    return [f"axe {rule['id']} x{rule['times']}: {rule['first'][:300]}" for rule in found]


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


def faults(page: Page) -> list[str]:
    """Everything that keeps somebody from reading or using the page on the screen."""
    found = [f"{PHONE} px: {what}" for what in violations(page, OPTIONS)]
    found += page.evaluate(SMALL_TARGETS, LEAST_TARGET) + overflow(page)
    resize(page, WIDE)
    found += [f"{WIDE} px: {what}" for what in violations(page, OPTIONS)]
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {what}" for what in violations(page, CONTRAST)]


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", READ_IN)
def test_everybody_can_use_it(
    browser: Browser, site: str, addresses: Addresses, template: str, language: str
) -> None:
    """WCAG 2.2 AA, good practice and 7:1 contrast, in light and dark, on phones and wide screens.

    No scrolling sideways down to 320 px or with text twice as large; thumbs hit what they want.
    """
    with visits.visit(browser, site) as seen:
        if seen.show(addresses, template, language):
            seen.page.evaluate(OPEN_FOLDS, "main details, footer details")
            assert faults(seen.page) == []


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
        found = faults(page)
    assert [what for what in found if symptom in what], found
