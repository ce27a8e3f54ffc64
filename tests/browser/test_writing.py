"""An editor mends a text with the writing aids, and marks words of another language in it.

These tests write: they have a server and a copy of the database of their own.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, ViewportSize, expect

from guides.models import GuidePage
from tests.browser import desk, server, visits
from tests.browser.access import violations
from tests.browser.addresses import SOURCE

pytestmark = pytest.mark.browser
OPTIONS = {"resultTypes": ["violations"]}
TABLET: ViewportSize = {"width": 768, "height": 1024}
WIDE: ViewportSize = {"width": 1280, "height": 900}
COLLEAGUE = """document.querySelector("main").insertAdjacentHTML("beforeend", `
    <button class="w-editing-sessions__session" type="button" data-controller="w-tooltip"><span></span>
    <div class="w-editing-sessions__popup" data-w-tooltip-target="content" hidden>Ada
    sta leggendo</div></button>`)"""
# What is typed in a form's first seconds Wagtail takes for what stood in it, and does not save by itself.
BEGUN = "addEventListener('w-unsaved:watch-edits', () => { window.begun = performance.now() })"
WATCHES = "() => window.begun && performance.now() - window.begun > 2000"


@pytest.fixture(scope="module")
def office(browser: Browser) -> Iterator[str]:
    """A site of its own."""
    with server.served(f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-writing") as origin:
        yield origin


@pytest.fixture(scope="module")
def guide(django_db_setup: None, django_db_blocker: Any) -> int:
    """The key of a guide, read before the browser runs."""
    with django_db_blocker.unblock():
        live = GuidePage.objects.filter(locale__language_code=SOURCE, live=True)
        return int(live.order_by("pk").values_list("pk", flat=True)[0])


def test_words_of_another_language_are_marked(guide: int, browser: Browser, office: str) -> None:
    """Select them, choose the language from a list: the text says so at once."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        desk.sign_in(seen, "editor")
        page = seen.open(reverse("wagtailadmin_pages:edit", args=[guide]))
        field = page.locator("[data-contentpath=who_for]")
        field.get_by_role("textbox").click()
        page.keyboard.press("Control+End")
        page.keyboard.type(" Welcome")
        page.keyboard.press("Control+Shift+ArrowLeft")
        field.get_by_role("button", name="Lingua", exact=True).click()
        window = page.locator("dialog.language-mark")
        expect(window).to_be_visible()
        desk.settle(page)
        assert violations(page, OPTIONS, "dialog.language-mark") == []
        window.get_by_label("Lingua di queste parole").select_option("en")
        window.get_by_role("button", name="Segna la lingua").click()
        expect(window).to_have_count(0)
        expect(field.locator("[lang=en]")).to_have_text("Welcome")
        assert seen.violations == []


def test_a_colleague_who_comes_meanwhile_has_a_name(
    guide: int, browser: Browser, office: str
) -> None:
    """Wagtail renews the pictures of colleagues; its tip takes the words about each out of the button."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        desk.sign_in(seen, "editor")
        page = seen.open(reverse("wagtailadmin_pages:edit", args=[guide]))
        desk.settle(page)
        page.evaluate(COLLEAGUE)
        button = page.locator("button.w-editing-sessions__session").last
        expect(button).to_have_attribute("aria-label", "Ada sta leggendo")


def test_a_text_is_mended_beside_the_form(guide: int, browser: Browser, office: str) -> None:
    """Type, open the panel, *Fix*: the text is right in the form, nothing else typed is lost, save."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        desk.sign_in(seen, "editor").add_init_script(BEGUN)
        page = seen.open(reverse("wagtailadmin_pages:edit", args=[guide]))
        page.wait_for_function(WATCHES)
        lead, when = page.locator("#id_lead"), page.locator("#id_when_short")
        lead.fill("E' gratis  per tutti.")
        page.locator("[data-side-panel-toggle=checks]").first.click()
        panel = page.locator("[data-side-panel=checks]")
        mend = panel.get_by_role("button", name="Correggi: E'")
        expect(mend).to_be_visible()
        for size in (TABLET, WIDE):
            page.set_viewport_size(size)
            desk.settle(page)
            assert violations(page, OPTIONS, "[data-side-panel=checks]") == [], size
        when.fill("Appena arrivi")  # nobody has saved this yet
        expect(page.locator("[data-edit-form]")).to_have_attribute(
            "data-w-unsaved-has-edits-value", "true"
        )
        mend.click()
        expect(page.locator(".messages")).to_contain_text("corrett")
        expect(lead).to_have_value("È gratis  per tutti.")
        expect(when).to_have_value("Appena arrivi")
        page.locator("footer [data-w-dropdown-target=toggle]").first.click()
        page.get_by_role("button", name="Salva bozza").click()
        expect(page.locator(".messages .success")).to_be_visible()
        expect(lead).to_have_value("È gratis  per tutti.")
        expect(when).to_have_value("Appena arrivi")
        assert seen.violations == []
