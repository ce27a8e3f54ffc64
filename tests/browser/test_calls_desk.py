"""An organisation answers who wants to help; an officer looks after the insurance of volunteers.

These tests write: they have a server and a copy of the database of their own.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import desk, forms, server, visits
from tests.browser.clicks import Clicks

pytestmark = pytest.mark.browser
CALL = "/fr/volontariato/ponte-di-voci/conversazione-italiano/candidatura/"


@pytest.fixture(scope="module")
def office(browser: Browser) -> Iterator[str]:
    """A site on which two people have answered a call, one after the other."""
    with server.served(f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-calls") as origin:
        with visits.visit(browser, origin, java_script_enabled=False) as seen:
            for name in ("Kadi", "Awa"):
                answer(seen.open(CALL), name)
        yield origin


def answer(page: Page, name: str) -> None:
    """A nickname and a mailbox are enough."""
    form = page.locator(forms.FORM)
    form.locator("[name=name]").fill(name)
    form.locator("[name=contact_kind][value=mailbox]").check()
    form.locator("[name=contact]").fill(f"{name.lower()}@example.org")
    form.locator("[name=slots]").first.check()
    form.locator("[name=text]").fill("Je parle français.")
    form.locator("[name=adult][value=yes]").check()
    forms.wait_like_a_reader(page)
    forms.submit(page)
    expect(page.locator(".private-link")).to_be_visible()


def test_an_applicant_is_answered_in_four_clicks(browser: Browser, office: str) -> None:
    """Open the answers, show the contact, choose a state, save: the message is ready to copy."""
    clicks = Clicks()
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "organisation")
        clicks(page.get_by_role("link", name="Candidature", exact=True))
        row = page.locator("tr[id^=a]", has_text="Kadi")
        expect(row).not_to_contain_text("kadi@example.org")
        clicks(row.get_by_role("button", name="Mostra il contatto di Kadi"))
        expect(row.locator("a[href^='mailto:kadi@example.org']")).to_be_visible()
        assert "kadi" not in page.url
        clicks.choose(row.get_by_label("Stato di Kadi"), "contacted")
        clicks(row.get_by_role("button", name="Salva Kadi"))
        expect(page.locator(".messages")).to_contain_text("Un messaggio per la persona è pronto.")
        assert clicks.count <= 4
        draft = page.locator("textarea[lang=fr]")
        assert draft.input_value().startswith("Bonjour Kadi,")
        expect(row).not_to_contain_text("kadi@example.org")
        page.get_by_role("link", name="Chi ha visto i contatti").click()
        expect(page.locator("main tbody tr")).to_have_count(2)
        assert seen.foreign() == []


def test_an_officer_finds_whose_calls_stand_still_and_reminds(
    browser: Browser, office: str
) -> None:
    """From the menu to the organisation whose insurance has expired, and a reminder to it: four clicks."""
    clicks = Clicks()
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "officer")
        clicks(page.get_by_role("link", name="Assicurazione", exact=True))
        first = page.locator("main tbody tr").first
        expect(first).to_contain_text("scaduta:")
        expect(first).to_contain_text("annunci in pausa")
        tile = page.locator(".desk-tiles a").first
        number = int(tile.locator("b").inner_text())
        box = page.locator("main tbody input[type=checkbox]").first
        name = box.get_attribute("aria-label") or ""
        clicks.tick(box)
        clicks(page.get_by_role("button", name="Manda promemoria ai scelti…"))
        expect(page.locator(".desk-list li")).to_contain_text([name])
        clicks(page.get_by_role("button", name="Manda 1 promemoria"))
        expect(page.locator(".messages")).to_contain_text("1 promemoria parte entro pochi minuti.")
        assert clicks.count <= 4
        tile.click()
        expect(page.locator("main tbody tr")).to_have_count(number)
        row = page.locator("main tbody tr", has_text=name)
        expect(row).to_contain_text("in attesa di partire")
        assert seen.foreign() == []
