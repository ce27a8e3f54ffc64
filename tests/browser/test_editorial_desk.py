"""An officer signs a page, and says that a law changed for the pages of a topic (J9).

These tests write: they have a server and a copy of the database of their own.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import desk, server, visits
from tests.browser.test_accessible import violations

pytestmark = pytest.mark.browser
OPTIONS = {"resultTypes": ["violations"]}
TABLET: ViewportSize = {"width": 768, "height": 1024}
WIDE: ViewportSize = {"width": 1280, "height": 900}
PANEL = '[data-side-panel="verify"]'
LATE = "Imparare l’italiano"


@pytest.fixture(scope="module")
def office(browser: Browser) -> Iterator[str]:
    """A site with one guide whose check is late."""
    with server.served(f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-editorial") as origin:
        yield origin


def usable(page: Page, within: str = "html") -> None:
    """axe finds nothing in the page or a part of it, at a desk and on a tablet."""
    for size in (TABLET, WIDE):
        page.set_viewport_size(size)
        desk.settle(page)
        assert violations(page, OPTIONS, within) == [], page.url


def test_an_officer_signs_a_late_guide_in_three_clicks(browser: Browser, office: str) -> None:
    """From the list of work: open, tick, sign; every language carries the day."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "officer")
        usable(page)
        row = page.locator(".desk-queue-row", has_text=LATE)
        expect(row).to_contain_text("Verifica scaduta")
        row.get_by_role("link", name=f"Verifica: {LATE}").click()
        panel = page.locator(PANEL)
        expect(panel).to_be_visible()
        usable(page, PANEL)  # the form around it is Wagtail's, and has faults of its own
        panel.get_by_label("Ho riletto passi, documenti e importi con la fonte").check()
        panel.get_by_role("button", name="Firma per tutte le lingue").click()
        expect(page.locator(".messages")).to_contain_text("è verificata in 5 lingue")
        page = seen.open("/admin/")
        expect(page.locator(".desk-queue-row", has_text=LATE)).to_have_count(0)
        assert seen.foreign() == []


def test_a_law_that_changed_is_told_for_a_topic(browser: Browser, office: str) -> None:
    """Choose the topic, untick a page, name the law, tell the readers of the others."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "officer")
        page.get_by_role("link", name="Verifica", exact=True).click()
        usable(page)
        page.get_by_role("link", name="Segnala norma cambiata…").click()
        usable(page)
        page.get_by_label("Argomento").select_option("stay")
        boxes = page.locator(".desk-checklist input[type=checkbox]")
        expect(boxes.first).to_be_checked()
        number = boxes.count()
        usable(page)
        boxes.last.uncheck()
        page.get_by_label("Norma e articolo").fill("Decreto 12 novembre 2026, art. 3")
        page.get_by_role("button", name=f"Segnala {number} pagine").click()
        expect(page.locator("main tbody tr")).to_have_count(number - 1)
        expect(page.locator(".messages")).to_contain_text(f"{number - 1} pagine sono da verificare")
        usable(page)
        assert seen.foreign() == []
