"""A value changes once: every sentence is seen first, then every page in every language is right.

These tests write: they have a server, its worker and a copy of the database of their own.
"""

import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from facts.models import FactUse
from tests.browser import desk, server, visits
from tests.browser.access import WINDOW, violations

pytestmark = pytest.mark.browser
OPTIONS = {
    "resultTypes": ["violations"]
}  # Wagtail's own rules, as on the other screens of the desk
TABLET: ViewportSize = {"width": 768, "height": 1024}
WIDE: ViewportSize = {"width": 1280, "height": 900}
CODE, NAME = "rimborso-senza-ricevuta", "Spese dei volontari senza ricevuta: limite"
OLD, NEW = '<bdi dir="ltr">10\u00a0€</bdi>', re.compile('<bdi dir="ltr">12[,.]50\u00a0€</bdi>')
# The sentence after the change as readers of some languages see it.
AFTER = ("the limit is 12.50", "والحد هو 12", "межа — 12,50", "限额为每天")
MINUTE = 60.0
MENU = ".sidebar-menu-item__link[href='/admin/facts/']"
WORKER = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-facts"


class Known(NamedTuple):
    """The public addresses on which the fact stands, by page and language; where a guide is made."""

    shown: dict[tuple[str, str], str]
    guide_form: str


@pytest.fixture(scope="module")
def known(django_db_setup: None, django_db_blocker: Any) -> Known:
    """From the database, before the browser starts: tests name it before the browser."""
    with django_db_blocker.unblock():
        uses = FactUse.objects.filter(fact__code=CODE).select_related("page", "locale")
        shown = {
            (str(use.translation_key), use.locale.language_code): str(use.page.get_url())
            for use in uses
        }
        return Known(shown, desk.facts()["GuidePage"])


@pytest.fixture(scope="module")
def office(known: Known, browser: Browser) -> Iterator[str]:
    with server.served(WORKER) as origin, server.working(WORKER, origin):
        yield origin


def easy(page: Page, name: str) -> None:
    """Everybody can use the screen, at a desk and on a tablet."""
    for size in (TABLET, WIDE):
        page.set_viewport_size(size)
        assert violations(page, OPTIONS) == [], f"{name} at {size['width']}"


def open_fact(page: Page, name: str) -> None:
    page.locator(MENU).click()
    page.locator("main").get_by_role("link", name=name).first.click()


def save(page: Page) -> None:
    page.locator("footer").get_by_role("button", name="Salva").click()


def until_found(page: Page, address: str, paths: list[str]) -> None:
    """Search until pages are found, as readers may within a minute: the worker writes them anew."""
    end = time.monotonic() + MINUTE
    while not any(f'href="{path}"' in page.request.get(address).text() for path in paths):
        assert time.monotonic() < end, address
        page.wait_for_timeout(500)


def propose(page: Page) -> None:
    """The officer has a second person asked, who is named on the button."""
    page.get_by_role("button", name="Manda a publisher (Publisher) per la pubblicazione").click()
    expect(page.locator(".messages")).to_contain_text("Inviato.")


def test_a_fee_is_seen_in_every_sentence_and_then_right_everywhere(
    known: Known, browser: Browser, office: str
) -> None:
    """On at least nine pages in eight languages: an officer sees every sentence, leaves, proposes;
    a publisher sees them too and publishes."""
    whole = Counter(key for key, _language in known.shown)
    assert sum(number == 8 for number in whole.values()) >= 9
    source = sorted(path for (_key, language), path in known.shown.items() if language == "it")
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "officer")
        page.locator(MENU).click()
        page.wait_for_load_state("networkidle")
        easy(page, "list")
        open_fact(page, NAME)
        page.wait_for_load_state("networkidle")
        easy(page, "form")
        page.locator("[name=amount]").fill("12,50")
        save(page)
        expect(page.get_by_text(f"{len(known.shown)} versioni in lingua")).to_be_visible()
        folded = page.locator(".desk-fold p")
        expect(folded).to_have_count(len(known.shown))
        for words in AFTER:
            expect(folded.filter(has_text=words).first).to_be_visible()
        easy(page, "confirmation")

        open_fact(page, NAME)  # leaving: nothing has changed
        expect(page.locator("[name=amount]")).to_have_value("10,00")

        page.locator("[name=amount]").fill("12,50")
        save(page)
        propose(page)
        expect(page.locator("[name=amount]")).to_have_value("10,00")
        for path in source:  # readers see the earlier value until then
            assert OLD in page.request.get(f"{office}{path}").text(), path
        page.wait_for_load_state("networkidle")
        easy(page, "form with a proposal")
        assert seen.foreign() == []
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "publisher")
        page.locator(".desk-queue").get_by_role("link", name=f"Rivedi: {NAME}").click()
        page.wait_for_load_state("networkidle")
        folded = page.locator(".desk-fold p")
        expect(folded).to_have_count(len(known.shown))
        for words in AFTER:
            expect(folded.filter(has_text=words).first).to_be_visible()
        easy(page, "approval")
        page.get_by_role("button", name="Approva e pubblica").click()
        expect(page.locator(".messages")).to_contain_text("su ogni pagina e in ogni lingua")
        for path in sorted(known.shown.values()):
            html = page.request.get(f"{office}{path}").text()
            assert NEW.search(html), path
            assert OLD not in html, path
        until_found(page, f"{office}/it/cerca/?q=%2212,50%22", source)
        assert seen.foreign() == []


def test_a_sentence_that_compares_asks_for_a_choice_which_becomes_work(
    known: Known, browser: Browser, office: str
) -> None:
    """For a later day, with a promise to mend; the publisher approves, and may stop it again."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "officer")
        open_fact(page, "Rinnovo: quanto tempo prima")
        page.locator("[name=number]").fill("90")
        save(page)
        expect(page.locator(".desk-look")).to_contain_text(
            "La frase confronta o arrotonda: «almeno»"
        )
        page.get_by_role("button", name="Manda a publisher").click()
        expect(page.get_by_role("alert")).to_contain_text("Scegli che cosa fare")
        easy(page, "confirmation refused")
        rows = page.locator(".desk-look fieldset")
        for number in range(rows.count()):
            rows.nth(number).get_by_label("Correggo io").check()
        page.get_by_label("Dal giorno in cui vale:").check()
        page.locator("[name=day]").fill("2099-01-01")
        page.keyboard.press("Escape")
        propose(page)
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "publisher")
        page.get_by_role("link", name="Rivedi: Rinnovo: quanto tempo prima").click()
        expect(page.locator(".desk-look")).to_contain_text("officer (Guide officer): Correggo io")
        page.get_by_role("button", name="Approva per il suo giorno").click()
        expect(
            page.locator("#planned-section, #panel-planned, [id*=planned]").first
        ).to_contain_text("90 giorni")
        expect(page.locator("[id*=checks]").first).to_contain_text("almeno")
        page.wait_for_load_state("networkidle")
        easy(page, "form with a planned value")
        page.get_by_role("button", name="Ritira").click()
        expect(page.locator(".messages")).to_contain_text("ritirato")


def test_what_is_sent_back_returns_with_its_reason(
    known: Known, browser: Browser, office: str
) -> None:
    """The author reads why, and proposes anew with the value already in the form."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "officer")
        open_fact(page, "Servizio postale del kit")
        page.locator("[name=amount]").fill("31,00")
        save(page)
        propose(page)
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "publisher")
        page.get_by_role("link", name="Rivedi: Servizio postale del kit").click()
        page.get_by_role("button", name="Rimanda").click()
        expect(page.get_by_role("alert")).to_contain_text("Di’ perché")
        easy(page, "approval refused")
        page.get_by_label("Perché no").fill("Manca la tariffa nuova di Poste.")
        page.get_by_role("button", name="Rimanda").click()
        expect(page.locator(".messages")).to_contain_text("Rimandato")
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "officer")
        row = page.locator(".desk-queue-row", has_text="Manca la tariffa nuova di Poste.")
        row.get_by_role("link", name="Guarda: Servizio postale del kit").click()
        page.wait_for_load_state("networkidle")
        easy(page, "sent back")
        page.get_by_role("link", name="Proponi di nuovo…").click()
        expect(page.locator("[name=amount]")).to_have_value("31,00")
        assert seen.foreign() == []


def test_a_fact_is_put_into_a_text_with_a_button(
    known: Known, browser: Browser, office: str
) -> None:
    """The code stands in the text with the value beside it; the reader's page has the value."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen)
        seen.open(known.guide_form)
        desk.title(page, "Prova con un dato")
        field = page.locator("[data-contentpath=who_for]")
        field.get_by_role("textbox").click()
        page.keyboard.type("Il servizio costa tanto")
        page.keyboard.press("Control+Shift+ArrowLeft")
        field.get_by_role("button", name="Dato", exact=True).click()
        window = page.locator(".modal").last
        expect(window.locator("#search-results")).to_contain_text("30,46")
        desk.settle(page)
        for size in (TABLET, WIDE):
            page.set_viewport_size(size)
            assert violations(page, WINDOW, ".modal-dialog") == [], size
        window.get_by_role("link", name="Servizio postale del kit").click()
        expect(window).to_be_hidden()
        expect(field.locator(".TooltipEntity")).to_have_text("spedizione-kit")
        expect(field.locator(".desk-fact")).to_have_attribute("data-value", "30\u00a0€")
        # The text editor hands its text to the form a quarter of a second later.
        expect(field.locator("[name=who_for]")).to_have_value(re.compile("FACT"))
        desk.press(page, "publish")
        done = page.locator(".messages .success")
        path = done.get_by_role("link", name="Guarda live").get_attribute("href")
        html = page.request.get(f"{office}{path}").text()
        assert 'Il servizio costa <bdi dir="ltr">30\u00a0€</bdi>' in html
        assert seen.foreign() == []
