"""J7: a translator brings a stale page up to date, a reviewer of the language approves it.

By real clicks and keys in the admin, in no more than editor-desk.md §13 counts. These tests write: they have a server and a copy of the
database of their own.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import changed, desk, visits
from tests.browser.access import violations
from tests.browser.clicks import Clicks

pytestmark = pytest.mark.browser
OPTIONS = {"resultTypes": ["violations"]}
TABLET: ViewportSize = {"width": 768, "height": 1024}
GUIDE = "Avere la residenza e conservarla"
READERS = "/ar/guide/casa/residenza/"
LEAD = "سجّل في البلدية العنوان الذي تسكن فيه خلال 20 يومًا."
WHEN = "عند الوصول وخلال 60 يومًا من التجديد"


@pytest.fixture(scope="module")
def office(browser: Browser) -> Iterator[str]:
    """A site on which a guide has changed since it was translated."""
    with changed.office(f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-translations") as origin:
        yield origin


def work() -> None:
    """A worker comes and does what waits."""
    worker = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-translations"
    changed.run(worker, "db_worker", "--batch", "--queue-name", "*", "--no-startup-delay")


def sound(page: Page) -> None:
    """axe finds nothing, at a desk and on a tablet."""
    for size in (desk.INSIDE, TABLET):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        desk.settle(page)
        assert violations(page, OPTIONS) == [], page.url
    page.set_viewport_size(desk.INSIDE)  # type: ignore[arg-type]


def test_a_stale_translation_reaches_its_readers(browser: Browser, office: str) -> None:
    """Update 1 click, two sentences by keys, send 1 click; review 1, approve and publish 1."""
    clicks, review = Clicks(), Clicks()
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "translator-ar")
        clicks(page.get_by_role("link", name=f"Aggiorna: {GUIDE}"))
        expect(page.locator("textarea")).to_have_count(2)
        expect(page.locator("ins").first).to_contain_text("20")
        first = page.locator("textarea").first
        first.fill(LEAD)
        first.press("Control+Enter")
        second = page.locator("textarea").nth(1)
        expect(second).to_be_focused()
        expect(page.locator("[data-count=todo]")).to_have_text("1")
        sound(page)
        second.fill(WHEN)
        second.press("Control+Enter")
        expect(page.locator("[data-count=todo]")).to_have_text("0")
        clicks(page.get_by_role("button", name="Manda in revisione"))
        expect(page.locator(".messages")).to_contain_text("Mandata in revisione.")
        assert clicks.count <= 2
        assert seen.foreign() == []
    with visits.visit(browser, office) as reader:
        assert LEAD not in reader.open(READERS).content()
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "reviewer-ar")
        review(page.locator("main a", has_text="Rivedi").first)
        expect(page.locator(".tr-seg")).to_have_count(2)
        sound(page)
        review(page.get_by_role("button", name="Approva e pubblica"))
        expect(page.locator(".messages")).to_contain_text("Approvata e pubblicata.")
        assert review.count <= 2
        assert seen.foreign() == []
    with visits.visit(browser, office) as reader:
        text = reader.open(READERS).content()
        assert LEAD in text
        assert WHEN in text


def test_an_editor_asks_for_translations_and_follows_them(browser: Browser, office: str) -> None:
    """Tick two languages, ask; the screen says how far each is. axe finds nothing on the way."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "officer")
        page = seen.open("/admin/desk/translations/?state=missing")
        page.locator("td a.t-missing").first.click()
        ticked = page.locator("input[name=locales]:checked")
        expect(ticked).to_have_count(1)
        page.locator("input[name=locales]:not(:checked):enabled").first.check()
        sound(page)
        page.get_by_role("button", name="Chiedi le traduzioni").click()
        expect(page.locator(".messages")).to_contain_text("Chiesta in 2 lingue.")
        expect(page.locator("[data-open]")).to_have_count(1)
        sound(page)
        work()
        page.get_by_role("link", name="Guarda di nuovo").click()
        expect(page.locator("[data-run] .s-good")).to_have_count(2)
        sound(page)
        assert seen.foreign() == []


def test_pages_are_ticked_by_keyboard_and_given_to_somebody(browser: Browser, office: str) -> None:
    """Tick, tick a range with the shift key, choose who: 2 clicks after the ticks."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "publisher")
        page = seen.open("/admin/desk/translations/ar/?work=0&order=title")
        ticks = page.locator("input[name=page]")
        count = page.locator("[data-bulk-count]")
        ticks.nth(0).press("Space")
        expect(count).to_have_text("1 pagina segnata")
        ticks.nth(3).click(modifiers=["Shift"])
        expect(count).to_have_text("4 pagine segnate")
        page.locator("[data-bulk-all]").check()
        expect(count).to_have_text("50 pagine segnate")
        page.locator("[data-bulk-all]").uncheck()
        ticks.nth(1).check()
        title = page.locator("tbody tr").nth(1).locator(".desk-title a").inner_text()
        page.get_by_role("button", name="Assegna…").click()
        expect(page.locator(".desk-two li")).to_have_text([title])
        page.get_by_label("العربية").select_option("translator-ar")
        page.get_by_role("button", name="Assegna", exact=True).click()
        expect(page.locator(".messages")).to_contain_text("1 traduzione assegnata.")
        expect(page.locator("tr", has_text=title)).to_contain_text("translator-ar")
        assert seen.foreign() == []


def test_languages_stand_beside_each_other_and_scroll_together(
    browser: Browser, office: str
) -> None:
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "publisher")
        page = seen.open("/admin/desk/translations/?work=0&q=residenza+e")
        page.get_by_role("link", name=GUIDE).click()
        frames = page.locator(".desk-pane iframe")
        expect(frames).to_have_count(4)
        page.wait_for_load_state("networkidle")
        sound(page)
        page.get_by_role("checkbox", name="Українська").check()
        expect(page.get_by_role("checkbox", checked=True)).to_have_count(3 + 1)
        page.wait_for_load_state("networkidle")
        expect(page.frame_locator(".desk-pane iframe").first.locator("h1")).to_have_text(GUIDE)
        first, second = (frames.nth(number).element_handle().content_frame() for number in (0, 1))
        assert first
        assert second
        first.evaluate("document.scrollingElement.scrollTop = 1500")
        page.wait_for_function(
            "() => document.querySelectorAll('.desk-pane iframe')[1]"
            ".contentDocument.scrollingElement.scrollTop > 300"
        )
        assert seen.foreign() == []


def test_an_editor_sees_the_price_of_an_edit_and_asks_from_the_form(
    browser: Browser, office: str
) -> None:
    """The panel 1 click, three ticks, *Ask* 1: as §13 counts."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "officer")
        page = seen.open("/admin/desk/translations/?state=missing&type=guides.guidepage")
        page.locator("tbody .desk-title a").last.click()
        page.get_by_role("link", name="Modifica", exact=True).click()
        page.wait_for_load_state("networkidle")
        page.locator("[data-side-panel-toggle=translations]").first.click()
        panel = page.locator("[data-side-panel=translations]")
        expect(panel).to_contain_text("Per chi traduce non cambia niente.")
        ticks = panel.locator("input[name=locales]")
        for number in range(3):
            ticks.nth(number).check()
        panel.get_by_role("button", name="Chiedi").click()
        expect(page.locator(".messages")).to_contain_text("Chiesta in 3 lingue.")
        assert seen.foreign() == []
