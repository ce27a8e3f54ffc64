"""An officer signs a page, says that a law changed for the pages of a topic, takes the list away (J9).

In no more clicks than editor-desk.md §13 counts.

These tests write: they have a server and a copy of the database of their own.
"""

import os
from collections.abc import Iterator

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import desk, server, visits
from tests.browser.access import violations
from tests.browser.clicks import Clicks

pytestmark = pytest.mark.browser
OPTIONS = {"resultTypes": ["violations"]}
TABLET: ViewportSize = {"width": 768, "height": 1024}
WIDE: ViewportSize = {"width": 1280, "height": 900}
PANEL = '[data-side-panel="verify"]'
LATE = "Imparare l’italiano"
LAW = "Decreto 12 novembre 2026, art. 3"
READ_AGAIN = "Ho riletto passi, documenti e importi con la fonte"


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
    clicks = Clicks()
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "officer")
        usable(page)
        row = page.locator(".desk-queue-row", has_text=LATE)
        expect(row).to_contain_text("Verifica scaduta")
        clicks(row.get_by_role("link", name=f"Verifica: {LATE}"))
        panel = page.locator(PANEL)
        expect(panel).to_be_visible()
        usable(page, PANEL)  # the form around it is Wagtail's, and has faults of its own
        clicks.tick(panel.get_by_label(READ_AGAIN))
        clicks(panel.get_by_role("button", name="Firma per tutte le lingue"))
        expect(page.locator(".messages")).to_contain_text("è verificata in 5 lingue")
        assert clicks.count <= 3
        page = seen.open("/admin/")
        expect(page.locator(".desk-queue-row", has_text=LATE)).to_have_count(0)
        assert seen.foreign() == []


def test_a_law_that_changed_is_told_for_a_topic(browser: Browser, office: str) -> None:
    """Choose the topic, untick a page, name the law, tell the readers of the others; sign one again
    from the list, which can be taken away as a table."""
    clicks, signing, export = Clicks(), Clicks(), Clicks()
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "officer")
        clicks(page.get_by_role("link", name="Verifica", exact=True))
        clicks(page.get_by_role("link", name="Segnala norma cambiata…"))
        page.get_by_label("Argomento").select_option("stay")
        boxes = page.locator(".desk-checklist input[type=checkbox]")
        expect(boxes.first).to_be_checked()
        number = boxes.count()
        usable(page)
        boxes.last.uncheck()
        page.get_by_label("Norma e articolo").fill(LAW)
        clicks(page.get_by_role("button", name=f"Segnala {number} pagine"))
        assert clicks.count <= 3
        expect(page.locator("main tbody tr")).to_have_count(number - 1)
        expect(page.locator(".messages")).to_contain_text(f"{number - 1} pagine sono da verificare")
        usable(page)

        signing(page.get_by_role("link", name="Verifica", exact=True))
        law = page.locator("main tbody tr", has_text=LAW)
        verify = law.first.get_by_role("link", name="Verifica: ")
        title = (verify.get_attribute("aria-label") or "").removeprefix("Verifica: ")
        signing(verify)
        signing.tick(page.get_by_label(READ_AGAIN))
        signing(page.get_by_role("button", name="Firma per tutte le lingue"))
        expect(page.locator(".messages")).to_contain_text("è verificata")
        assert signing.count <= 4

        export(page.get_by_role("link", name="Verifica", exact=True))
        expect(law).to_have_count(number - 2)
        export(page.locator("header").get_by_role("button", name="Azioni"))
        with page.expect_download() as download:
            export(page.get_by_role("link", name="Scarica XLSX"))
        assert export.count <= 3
        with download.value.path().open("rb") as file:
            table = openpyxl.load_workbook(file, read_only=True).worksheets[0]
            rows = list(table.iter_rows(min_row=2, values_only=True))
        assert sum(LAW in row for row in rows) == number - 2
        [signed] = [row for row in rows if row[0] == title]
        assert str(signed[2]).startswith(timezone.localdate().isoformat())
        assert seen.foreign() == []
