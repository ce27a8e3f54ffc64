"""What a translator typed is kept: through a lost connection, the end of a session, a lock, a colleague.

And the desk can be used by keyboard alone, and as a plain form without any script.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from accounts.management.commands.create_demo_users import PASSWORD
from tests.browser import changed, desk, keyboard, visits

pytestmark = pytest.mark.browser
LIST = "/admin/desk/translations/ar/"
OFFLINE, SESSION, LOCKED, MINE, THEIRS = (
    "بلا اتصال",
    "بعد الجلسة",
    "تحت القفل",
    "نصي أنا",
    "نص الزميل",
)
WORKER = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-typed"
WORK = ("db_worker", "--batch", "--queue-name", "*", "--no-startup-delay")
LOCK = """
from django.utils import timezone
from accounts.models import User
from guides.models import GuidePage
GuidePage.objects.filter(slug="residenza", locale__language_code="ar").update(
    locked={locked}, locked_by=User.objects.get(username="admin"), locked_at=timezone.now()
)
"""


@pytest.fixture(scope="module")
def office(browser: Browser) -> Iterator[str]:
    """A site with a guide to write in, one to send by keyboard, and one to send without a script."""
    with changed.office(WORKER, ("residenza", "codice-fiscale", "rinnovare-permesso")) as origin:
        yield origin


def editor(seen: visits.Visit, title: str, user: str = "translator-ar") -> Page:
    """The editor of a guide, with all that is to do."""
    page = desk.sign_in(seen, user)
    seen.open(LIST)
    page.locator("tr", has_text=title).get_by_role("link", name="Aggiorna").click()
    expect(page.locator("textarea").first).to_be_visible()
    return page


def renewal(seen: visits.Visit, user: str) -> Page:
    """The list with the guide about renewals alone, once the worker has seen what was done."""
    page = desk.sign_in(seen, user)
    changed.run(WORKER, *WORK)
    seen.open(f"{LIST}?q=Rinnovare&work=0")
    return page


def row(page: Page) -> Locator:
    return page.locator("[data-segment]").first


def kept(page: Page, text: str) -> None:
    """The text is in the database: it stands in a field after the page is read anew."""
    page.goto(page.url.partition("?")[0].partition("#")[0] + "?show=all")
    expect(page.locator("textarea", has_text=text)).to_have_count(1)


def test_a_lost_connection_costs_no_word(browser: Browser, office: str) -> None:
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = editor(seen, "Avere la residenza")
        seen.context.set_offline(True)
        field = row(page).locator("textarea")
        field.fill(OFFLINE)
        expect(page.locator("[data-status]")).to_contain_text("Non c’è connessione")
        expect(field).to_have_value(OFFLINE)
        seen.context.set_offline(False)
        expect(row(page).locator("[data-rowstate]")).to_have_text("Salvato.")
        kept(page, OFFLINE)


def test_the_end_of_a_session_costs_no_word(browser: Browser, office: str) -> None:
    """Signing in again in another window is enough."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = editor(seen, "Avere la residenza", "reviewer-ar")
        seen.context.clear_cookies(name="sessionid")
        field = row(page).locator("textarea")
        field.fill(SESSION)
        expect(page.locator("[data-status]")).to_contain_text("non sei più nell’area riservata")
        other = seen.context.new_page()
        other.goto(f"{office}/admin/login/")
        other.locator("[name=username]").fill("reviewer-ar")
        other.locator("[name=password]").fill(PASSWORD)
        other.locator("button[type=submit]").click()
        other.wait_for_url("**/admin/")
        expect(row(page).locator("[data-rowstate]")).to_have_text("Salvato.")
        kept(page, SESSION)


@pytest.fixture
def unlocked() -> Iterator[None]:
    """Whatever a test locks is open afterwards."""
    yield
    changed.run(WORKER, "shell", "-c", LOCK.format(locked=False))


@pytest.mark.usefixtures("unlocked")
def test_a_lock_costs_no_word(browser: Browser, office: str) -> None:
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = desk.sign_in(seen, "translator-ar")
        seen.open(LIST)
        page.locator("tr", has_text="Avere la residenza").locator("td a.button").click()
        page.get_by_role("link", name="Tutte").click()
        field = page.locator("textarea").nth(2)
        changed.run(WORKER, "shell", "-c", LOCK.format(locked=True))
        field.fill(LOCKED)
        expect(page.locator("[data-status]")).to_have_class("tr-saved is-bad")
        expect(field).to_have_value(LOCKED)
        page.get_by_role("button", name="Salva tutto").click()
        expect(page.locator("main")).to_contain_text("Puoi leggere, non scrivere.")
        expect(page.locator("textarea", has_text=LOCKED)).to_have_count(1)


def test_a_colleague_costs_no_word(browser: Browser, office: str) -> None:
    """Both texts stand on the screen; one is chosen."""
    with (
        visits.visit(browser, office, viewport=desk.INSIDE) as seen,
        visits.visit(browser, office, viewport=desk.INSIDE) as beside,
    ):
        page = desk.sign_in(seen, "translator-ar")
        seen.open(LIST)
        page.locator("tr", has_text="Avere la residenza").locator("td a.button").click()
        page.get_by_role("link", name="Tutte").click()
        expect(page.locator("textarea").nth(4)).to_be_visible()
        other = desk.sign_in(beside, "reviewer-ar")
        other.goto(page.url)
        other.locator("textarea").nth(4).fill(THEIRS)
        expect(other.locator("[data-status]")).to_have_text("Salvato.")
        page.locator("textarea").nth(4).fill(MINE)
        conflict = page.locator(".tr-conflict")
        expect(conflict).to_contain_text(THEIRS)
        expect(page.locator("textarea", has_text=MINE)).to_have_count(1)
        conflict.get_by_role("button", name="Tieni il mio").click()
        expect(conflict).to_have_count(0)
        expect(page.locator("textarea", has_text=MINE)).to_have_count(1)


def test_a_page_is_brought_up_to_date_by_keyboard_alone(browser: Browser, office: str) -> None:
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        page = editor(seen, "Avere il codice fiscale")
        keyboard.tab_to(page, "[data-segment] textarea")
        expect(page.locator("textarea")).to_have_count(2)
        for place, number in enumerate((20, 60)):
            expect(page.locator("textarea").nth(place)).to_be_focused()
            page.keyboard.press("Control+A")
            page.keyboard.type(f"نص جديد {number}")
            page.keyboard.press("Control+Enter")
        expect(page.locator("[data-count=todo]")).to_have_text("0")
        keyboard.follow(page, "button[value=send].button")
        expect(page.locator(".messages")).to_contain_text("Mandata in revisione.")


def test_translation_and_review_are_plain_forms(browser: Browser, office: str) -> None:
    """Without a script: two sentences, sent, sent back with a comment, seen by the translator."""
    with visits.visit(browser, office, java_script_enabled=False) as seen:
        page = editor(seen, "Rinnovare il permesso")
        for number in (20, 60):
            field = page.locator("textarea").first
            field.fill(f"نص جديد {number}")
            page.get_by_role("button", name="Salva e avanti").first.click()
        expect(page.locator("main")).to_contain_text("0 frasi da fare")
        page.get_by_role("button", name="Manda in revisione").click()
        for reason in page.locator("main select").all():  # differences that the guide has anyway
            reason.select_option(index=1)
        page.get_by_role("button", name="Manda in revisione").click()
        expect(page.locator(".messages")).to_contain_text("Mandata in revisione.")
    with visits.visit(browser, office, java_script_enabled=False) as seen:
        page = renewal(seen, "reviewer-ar")
        page.get_by_role("link", name="Rivedi").click()
        page.get_by_text("Chiedi una modifica").first.click()
        page.locator("textarea").first.fill("Scrivi 20 per esteso")
        page.get_by_text("Chiedi modifiche…").click()
        page.get_by_role("button", name="Rimanda").click()
        expect(page.locator(".messages")).to_contain_text("Rimandata")
    with visits.visit(browser, office, java_script_enabled=False) as seen:
        page = renewal(seen, "translator-ar")
        page.locator("main td a.button").click()
        page.get_by_role("link", name="Tutte").click()
        expect(page.locator(".tr-comment")).to_contain_text("Scrivi 20 per esteso")
