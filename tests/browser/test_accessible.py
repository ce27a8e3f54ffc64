"""What no visit of a page shows to axe: open menus; and that the measure of `access` finds faults.

Every page is looked at in `test_pages`.
"""

import pytest
from playwright.sync_api import Browser

from tests.browser import visits
from tests.browser.access import LEAST_TARGET, OPTIONS, OVERFLOW, SMALL_TARGETS, faults, violations
from tests.browser.looks import READ_IN

pytestmark = pytest.mark.browser


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
    "axe color-contrast x": '<p><font color="#bbbbbb">some words</font></p>',
    "axe heading-order": "<h4>x</h4>",
    "axe label": '<input type="text">',
    "px: <": '<table width="900"><tr><td>x</table>',
    "13x13": '<p><input type="checkbox" aria-label="x"></p>',
}


def test_planted_faults_are_seen(browser: Browser, site: str) -> None:
    """A picture without words, pale text, a jump in headings, a field without label, and so on."""
    body = "".join(FAULTS.values())
    html = f"<!DOCTYPE html><html lang=it><title>x</title><main><h1>x</h1>{body}</main>"
    with visits.visit(browser, site) as seen:
        found = faults(visits.plant(seen, html))
    missed = [symptom for symptom in FAULTS if not any(symptom in what for what in found)]
    assert missed == [], found
