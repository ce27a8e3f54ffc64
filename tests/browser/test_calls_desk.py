"""An organisation answers who wants to help; an officer looks after the insurance of volunteers.

These tests write: they have a server and a copy of the database of their own.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import desk, forms, server, visits
from tests.browser.test_accessible import violations

pytestmark = pytest.mark.browser
DESK = "/admin/desk"
CALL = "/fr/volontariato/ponte-di-voci/conversazione-italiano/candidatura/"
# Wagtail's own rules: the admin keeps WCAG 2 AA, the public side AAA.
OPTIONS = {"resultTypes": ["violations"]}
TABLET: ViewportSize = {"width": 768, "height": 1024}
WIDE: ViewportSize = {"width": 1280, "height": 900}


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
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "organisation")
        page.get_by_role("link", name="Candidature", exact=True).click()
        row = page.locator("tr[id^=a]", has_text="Kadi")
        expect(row).not_to_contain_text("kadi@example.org")
        row.get_by_role("button", name="Mostra il contatto di Kadi").click()
        expect(row.locator("a[href^='mailto:kadi@example.org']")).to_be_visible()
        assert "kadi" not in page.url
        row.get_by_label("Stato di Kadi").select_option("contacted")
        row.get_by_role("button", name="Salva Kadi").click()
        expect(page.locator(".messages")).to_contain_text("Un messaggio per la persona è pronto.")
        draft = page.locator("textarea[lang=fr]")
        assert draft.input_value().startswith("Bonjour Kadi,")
        expect(row).not_to_contain_text("kadi@example.org")
        page.get_by_role("link", name="Chi ha visto i contatti").click()
        expect(page.locator("main tbody tr")).to_have_count(2)
        assert seen.foreign() == []


def test_an_officer_finds_whose_calls_stand_still_and_reminds(
    browser: Browser, office: str
) -> None:
    """From the menu to the organisation whose insurance has expired, and a reminder to it."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "officer")
        page.get_by_role("link", name="Assicurazione", exact=True).click()
        first = page.locator("main tbody tr").first
        expect(first).to_contain_text("scaduta il")
        expect(first).to_contain_text("annunci in pausa")
        tile = page.locator(".desk-tiles a").first
        number = int(tile.locator("b").inner_text())
        tile.click()
        expect(page.locator("main tbody tr")).to_have_count(number)
        box = page.locator("main tbody input[type=checkbox]").first
        name = box.get_attribute("aria-label") or ""
        box.check()
        page.get_by_role("button", name="Manda promemoria ai scelti…").click()
        expect(page.locator(".desk-list li")).to_contain_text([name])
        page.get_by_role("button", name="Manda 1 promemoria").click()
        expect(page.locator(".messages")).to_contain_text("1 promemoria parte entro pochi minuti.")
        row = page.locator("main tbody tr", has_text=name)
        expect(row).to_contain_text("in attesa di partire")
        assert seen.foreign() == []


def screens(page: Page, user: str) -> list[str]:
    """The paths of all screens of the desk that a user may open."""
    if user == "officer":
        return ["insurance/", "insurance/?state=missing", "insurance/remind/?all=1", "unanswered/",
                "numbers/"]  # fmt: skip
    page.goto(page.url.replace("/admin/", f"{DESK}/applications/"))
    delete = page.locator("a[href*='/delete/']").first.get_attribute("href") or ""
    register = page.locator("a[href*='/register/']").first.get_attribute("href") or ""
    page.goto(page.url.replace("/applications/", "/calls/"))
    repeat = page.locator("a[href*='/repeat/']").first.get_attribute("href") or ""
    poster = page.locator("a[href*='/poster/']").first.get_attribute("href") or ""
    paths = [path.removeprefix(f"{DESK}/") for path in (delete, register, repeat, poster)]
    return ["applications/", "applications/?show=accepted", "calls/", *paths]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("user", ["organisation", "officer"])
def test_everybody_can_use_the_desk(
    browser: Browser, office: str, user: str, language: str
) -> None:
    """axe finds nothing on any screen, at a desk and on a tablet, in both languages of the admin."""
    with visits.visit(browser, office, viewport=desk.INSIDE, locale=language) as seen:
        page = desk.sign_in(seen, user)
        for path in screens(page, user):
            page = seen.open(f"{DESK}/{path}")
            page.wait_for_load_state("networkidle")
            page.set_viewport_size(WIDE)
            assert violations(page, OPTIONS) == [], path
            page.set_viewport_size(TABLET)
            assert violations(page, OPTIONS) == [], path
        assert seen.foreign() == []
