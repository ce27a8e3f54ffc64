"""A person answers a call on a phone without scripts, in her language, and takes it back."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import forms, visits
from tests.browser.access import OPTIONS, PHONE, faults, resize, violations

pytestmark = pytest.mark.browser
CALL = "volontariato/ponte-di-voci/conversazione-italiano/"
MINORS = "volontariato/tavola-lunga/raccolta-cibo/candidatura/minori/"
ASKED = {"name", "contact_kind", "contact", "language", "slots", "text", "adult"}
HIDDEN = {"website_address", "stamp"}


def answer(page: Page) -> None:
    """A nickname and a handle are enough."""
    form = page.locator(forms.FORM)
    form.locator("[name=name]").fill("Kadi")
    form.locator("[name=contact_kind][value=messaging]").check()
    form.locator("[name=contact]").fill("@kadi_k")
    form.locator("[name=slots]").first.check()
    form.locator("[name=text]").fill("Je parle français et bambara.")
    form.locator("[name=adult][value=yes]").check()


def send(page: Page) -> str:
    """Answer, send, and arrive at the private page; its path."""
    answer(page)
    forms.wait_like_a_reader(page)
    forms.submit(page)
    expect(page.locator(".private-link")).to_be_visible()
    return urlsplit(page.url).path


def test_somebody_seeking_asylum_volunteers_in_french(browser: Browser, site: str) -> None:
    """From the filtered list to an answer, changed and deleted; nothing asks for a status."""
    with visits.visit(browser, site, java_script_enabled=False) as seen:
        page = seen.open("/fr/volontariato/?near=Cuneo&open-to=asylum-seekers")
        page.locator('.call-list a[href*="conversazione-italiano"]').first.click()
        page.locator('main a[href="#apply"]').first.click()
        page.locator('#apply ~ p a[href$="/candidatura/"]').click()
        fields = page.locator(f"{forms.FORM} [name]").evaluate_all(
            "fields => fields.map(field => field.name)"
        )
        assert set(fields) == ASKED | HIDDEN
        send(page)
        assert "/fr/candidatura/" in page.url
        expect(page.locator("main")).to_contain_text("@kadi_k")
        page.locator('main a[href$="/modifica/"]').click()
        page.locator(f"{forms.FORM} [name=name]").fill("Kadi K.")
        forms.submit(page)
        expect(page.locator("main")).to_contain_text("Kadi K.")
        page.locator('main a[href$="/cancella/"]').click()
        page.locator("main button[type=submit]").click()
        expect(page.locator("main .callout.success")).to_be_visible()
        assert seen.foreign() == []
        assert seen.traces() == []


@pytest.mark.parametrize("language", ["it", "ar", "zh-hans"])
def test_everybody_can_answer(browser: Browser, site: str, language: str) -> None:
    """The call, its form and the private page keep the promises of every other page."""
    with visits.visit(browser, site) as seen:
        page = seen.open(f"/{language}/{CALL}")
        found = violations(page, OPTIONS)
        page = seen.open(f"/{language}/{CALL}candidatura/")
        found += faults(page)
        resize(page, PHONE)
        send(page)
        found += faults(page)
        assert found == []
        assert seen.breaches() + seen.traces() == []


def test_what_seldom_shows_is_accessible_too(browser: Browser, site: str) -> None:
    """A refused form, changing, deleting, a dead link, the page for who is under 18."""
    with visits.visit(browser, site) as seen:
        page = seen.open(f"/it/{CALL}candidatura/")
        forms.send_empty(page)
        found = violations(page, OPTIONS)
        assert page.locator(".alert.danger a").count() == 4
        path = send(page)
        for step in ("modifica/", "cancella/"):
            found += violations(seen.open(path + step), OPTIONS)
        page.locator("main button[type=submit]").click()
        found += violations(page, OPTIONS)
        found += violations(seen.open(path, status=404), OPTIONS)
        found += violations(seen.open(f"/it/{MINORS}"), OPTIONS)
        assert found == []
