"""Journeys from a need to its end on a phone of 360 px, without scripts, by keyboard alone.

What a reader of a language meets when she follows calls by mail is looked at by axe as well.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.management.commands.create_demo_users import PASSWORD
from tests.browser import follow as following
from tests.browser import forms, visits
from tests.browser.access import (
    OPTIONS,
    OVERFLOW,
    PHONE,
    faults,
    resize,
    violations,
)
from tests.browser.addresses import LANGUAGES
from tests.browser.keyboard import choose, follow, pick, press, type_in

pytestmark = pytest.mark.browser
DESK = "/admin/desk"
GUIDES = "guide/associazioni/"
SUBMIT = f"{forms.FORM} button[type=submit]"
# Wagtail cuts off what is too wide for its main part; tables of reports scroll by themselves.
CUT_OFF = """() => [...document.querySelectorAll(
        '[class^=desk-]:not(.desk-listing),.desk-apps td,.desk-apps td *,.plain-menu a')]
    .filter(part => part.checkVisibility() && !part.closest('.desk-listing,thead,.w-sr-only'))
    .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
    .map(part => part.outerHTML.slice(0, 90))"""


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[visits.Visit]:
    """Somebody on a phone whose browser runs no script."""
    with visits.visit(browser, site, java_script_enabled=False) as seen:
        yield seen


def fits(page: Page) -> None:
    """Nothing is wider than the phone."""
    assert page.evaluate(OVERFLOW) == [], page.url


def filtered(page: Page, *boxes: str) -> None:
    """Unfold the filters where they are shut, tick boxes, show what there is."""
    if not page.locator(".filters[open]").count():
        press(page, ".filters > summary")
    for box in boxes:
        press(page, f".filters input{box}", "Space")
    follow(page, ".filters button[type=submit]")
    fits(page)


def test_a_president_learns_how_to_found_an_association(reader: visits.Visit) -> None:
    """J5: guide, service centre, next course, its dates, enrolment, until when the answer is kept."""
    page = reader.open("/it/")
    follow(page, f'footer a[href="/it/{GUIDES}"]')
    filtered(page, "[name=audience][value=association]")
    assert "audience=association" in page.url
    follow(page, 'main a[href$="/fondare-associazione/"]')
    fits(page)
    expect(page.locator("main")).to_contain_text("D.Lgs. 117/2017 (Codice del Terzo settore)")
    expect(page.locator("main")).to_contain_text("entro 20 giorni")
    expect(page.locator("main")).to_contain_text("Consulenza del CSV")
    expect(page.locator("main .checklist, main .check-list").first).to_be_visible()
    follow(page, 'main a[href*="service=csv"]')
    filtered(page, "[name=province][value='001']")
    expect(page.locator("#results-title")).to_contain_text("1 sportello")
    expect(page.locator("#results")).to_contain_text("Torino (TO)")


def test_a_president_enrols_in_the_next_course(reader: visits.Visit) -> None:
    """J5, the second half: from the search for associations to a place in the course."""
    page = reader.open("/it/cerca/?audience=association&place=province:001")
    expect(page.locator("main")).to_contain_text("Casa delle associazioni")
    page = reader.open("/it/cerca/?audience=association")
    filtered(page, "[name=type][value=event]")
    follow(page, 'main a[href="/it/eventi/corso-associazione/"]')
    fits(page)
    calendar = page.get_by_role("link", name="Aggiungi al calendario").get_attribute("href")
    answer = page.request.get(f"{reader.origin}{calendar}")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text().count("BEGIN:VEVENT") == 4
    follow(page, 'main a[href="/it/iscrizione-corsi/"]')
    fits(page)
    expect(page.locator(forms.FORM)).to_contain_text("Cancelliamo la tua risposta entro")
    choose(page, "#f-quale_corso", "Fondare un’associazione")
    type_in(page, "#f-nome_o_soprannome", "Presidente")
    type_in(page, "#f-come_possiamo_risponderti", "associazione@example.org")
    choose(page, "#f-in_che_lingua_ti_rispondiamo", "Italiano")
    press(page, "#f-ho_almeno_18_anni", "Space")
    forms.wait_like_a_reader(page)
    follow(page, SUBMIT)
    expect(page.locator(".callout.success")).to_be_visible()
    fits(page)
    assert reader.foreign() + reader.traces() == []


def test_somebody_seeking_asylum_volunteers(reader: visits.Visit) -> None:
    """J4 in French: what the guide says, a call for her, an answer under a nickname, no status."""
    page = reader.open(f"/fr/{GUIDES}")
    follow(page, 'main a[href$="/volontariato-stranieri/"]')
    for words in ("non payé", "assurance", "Seulement les frais réels"):
        expect(page.locator("main")).to_contain_text(words)
    follow(page, 'main a[href="/fr/volontariato/"]')
    press(page, ".filters > summary")
    type_in(page, "#f-near", "Cuneo")
    press(page, ".filters [name=open-to][value=asylum-seekers]", "Space")
    follow(page, ".filters button[type=submit]")
    fits(page)
    assert {"near=Cuneo", "open-to=asylum-seekers"} <= set(urlsplit(page.url).query.split("&"))
    follow(page, '.call-list h3 a[href*="/conversazione-italiano/"]')
    fits(page)
    answer(page, "Kadi", "@kadi_k")
    expect(page.locator("main")).to_contain_text("@kadi_k")
    fits(page)
    follow(page, 'main a[href$="/modifica/"]')
    type_in(page, "#f-text", "Je parle bambara.")
    follow(page, SUBMIT)
    expect(page.locator("main")).to_contain_text("Je parle bambara.")
    assert reader.foreign() + reader.traces() == []


def answer(page: Page, name: str, handle: str) -> None:
    """From a call to the private page of an answer to it."""
    follow(page, 'main a[href$="/candidatura/"]')
    fits(page)
    type_in(page, "#f-name", name)
    pick(page, "contact_kind", "messaging")
    type_in(page, "#f-contact", handle)
    press(page, "#f-slots_0", "Space")
    pick(page, "adult", "yes")
    forms.wait_like_a_reader(page)
    follow(page, SUBMIT)
    expect(page.locator(".private-link")).to_be_visible()


def sign_in(seen: visits.Visit, user: str, screen: str) -> Page:
    """To a screen of the desk through Wagtail's own door."""
    page = seen.open("/admin/")
    type_in(page, "[name=username]", user)
    type_in(page, "[name=password]", PASSWORD)
    follow(page, "button[type=submit]")
    follow(page, f'.plain-menu a[href="{DESK}/{screen}/"]')
    expect(page.locator("#wagtail-sidebar")).to_be_hidden()
    assert page.evaluate(CUT_OFF) == []
    return page


def test_an_organisation_answers_from_a_phone(reader: visits.Visit, browser: Browser) -> None:
    """J8: the answers to its own calls, one contact, a decision; nobody else's page opens."""
    page = reader.open("/it/volontariato/ponte-di-voci/conversazione-italiano/")
    answer(page, "Awa", "@awa")
    with visits.visit(browser, reader.origin, java_script_enabled=False) as inside:
        page = sign_in(inside, "organisation", "applications")
        row = page.locator("tr[id^=a]", has_text="Awa")
        expect(row).not_to_contain_text("@awa")
        key = str(row.get_attribute("id"))
        follow(page, f"#{key} [name=contact]")
        expect(page.locator(f"#{key}")).to_contain_text("@awa")
        choose(page, f"#state-{key[1:]}", "contacted")
        type_in(page, f"#note-{key[1:]}", "Richiamare lunedì")
        follow(page, f"#{key} [name=save]")
        expect(page.locator(".messages")).to_contain_text("Un messaggio per la persona è pronto.")
        expect(page.locator(f"#{key}")).to_contain_text("Richiamare lunedì")
        assert page.evaluate(CUT_OFF) == []
        for screen in ("insurance", "numbers"):
            inside.open(f"{DESK}/{screen}/")
            assert urlsplit(inside.page.url).path == "/admin/"
        assert inside.foreign() == []


def test_an_officer_reminds_from_a_phone(reader: visits.Visit) -> None:
    """J10: whose insurance has expired, a reminder to the first, the table for the Region."""
    page = sign_in(reader, "officer", "insurance")
    follow(page, ".desk-tiles a[href$='state=expired']")
    assert page.evaluate(CUT_OFF) == []
    box = page.locator("main tbody input[type=checkbox]").first
    name = str(box.get_attribute("aria-label"))
    press(page, "main tbody input[type=checkbox]", "Space")
    follow(page, ".desk-actions button")
    expect(page.locator(".desk-list").first).to_contain_text(name)
    assert page.evaluate(CUT_OFF) == []
    follow(page, "main form button[type=submit]")
    expect(page.locator(".messages")).to_contain_text("1 promemoria parte entro pochi minuti.")
    sheet = page.request.get(f"{reader.origin}{DESK}/insurance/?export=csv")
    assert sheet.headers["content-type"].startswith("text/csv")
    assert name in sheet.text()
    assert reader.foreign() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_follow_calls_by_mail(
    browser: Browser, site: str, alert_links: following.Links, language: str
) -> None:
    """J3 goes on: ask, a mistake, sent; the link that confirms, the link that stops, a dead link."""
    with visits.visit(browser, site) as seen:
        page = seen.open(f"/{language}/volontariato/avvisi/?near=Cuneo")
        found = faults(page)
        resize(page, PHONE)
        forms.send_empty(page)
        found += violations(page, OPTIONS)
        page.locator("#f-address").fill("chi.legge@example.org")
        forms.wait_like_a_reader(page)
        forms.submit(page)
        found += done(page)
        for link in alert_links[language]:
            found += violations(seen.open(link), OPTIONS)
            page.locator("main form button").first.click()
            found += done(page)
        found += violations(seen.open(link, status=404), OPTIONS)
        assert found == []
        assert seen.breaches() + seen.traces() == []


def done(page: Page) -> list[str]:
    """What is wrong with a page that says that something was done."""
    expect(page.locator("main .callout.success")).to_be_visible()
    return violations(page, OPTIONS) + [str(part) for part in page.evaluate(OVERFLOW)]
