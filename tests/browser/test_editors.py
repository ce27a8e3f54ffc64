"""An editor makes a page of every type from an empty form, and the law is kept where it must be.

These tests write: they have a server and a copy of the database of their own.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser, Dialog, Page, Route, expect

from tests.browser import desk, server, visits
from tests.browser.addresses import PAGE_TYPES, WITHOUT_TEMPLATE

pytestmark = pytest.mark.browser
TYPES = sorted({*PAGE_TYPES, *WITHOUT_TEMPLATE})


@pytest.fixture(scope="module")
def known(django_db_setup: None, django_db_blocker: Any) -> dict[str, str]:
    """Addresses and names, read from another copy of the same database."""
    with django_db_blocker.unblock():
        return desk.facts()


@pytest.fixture(scope="module")
def office() -> Iterator[str]:
    """The origin of a site that may be written to."""
    with server.served(f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-editors") as origin:
        yield origin


@pytest.fixture(scope="module")
def editor(known: dict[str, str], browser: Browser, office: str) -> Iterator[visits.Visit]:
    """An administrator who has signed in and leaves a form without a look back."""
    with visits.visit(browser, office, viewport=desk.INSIDE) as seen:
        desk.sign_in(seen)
        seen.page.on("dialog", leave)
        yield seen


@pytest.fixture
def page(editor: visits.Visit) -> Iterator[Page]:
    """The editor's window, with no form open."""
    yield editor.page
    editor.page.goto("about:blank")


def leave(dialog: Dialog) -> None:
    """Answer the question about unsaved words."""
    dialog.accept()


def make_room(editor: visits.Visit, address: str) -> None:
    """Delete the only page of a type, so that there can be a new one."""
    page = editor.open(address)
    page.locator("main form input[type=submit], main form button[type=submit]").first.click()
    expect(page.locator(".messages .success")).to_be_visible()


@pytest.mark.parametrize("name", TYPES)
def test_a_page_of_every_type_can_be_made(
    editor: visits.Visit, page: Page, known: dict[str, str], name: str
) -> None:
    """Empty form, the least it needs, "Publish", "View live"."""
    if old := known.get(f"{name}-old"):
        make_room(editor, old)
    words = f"Prova {name}"
    editor.open(known[name])
    desk.title(page, words)
    desk.minimum(page, name, known)
    desk.press(page, "publish")
    done = page.locator(".messages .success")
    expect(done).to_contain_text(words)
    if name == desk.ROOT_TYPE:  # a site's first page is seen once there is a site for it
        return
    live = done.get_by_role("link", name="Guarda live")
    answer = page.goto(editor.origin + str(live.get_attribute("href")))
    assert answer is not None
    assert answer.status == 200
    if name not in WITHOUT_TEMPLATE:  # a folder leads to the list above it
        expect(page.locator("h1")).to_contain_text(words)


def test_a_call_without_insurance_is_refused(
    editor: visits.Visit, page: Page, known: dict[str, str]
) -> None:
    """All reasons at once, in words; nothing that was typed is lost; as a draft it is kept."""
    words = "Prova senza assicurazione"
    editor.open(known["CallPage"])
    desk.title(page, words)
    desk.choose(page, "host", known["uninsured"])
    desk.first_option(page, "call_category")
    page.locator("#id_lead").fill("Si cucina insieme il sabato.")
    page.locator("#id_min_age").fill("16")
    desk.press(page, "publish")
    expect(desk.reasons(page).first).to_be_visible()
    told = " ".join(desk.reasons(page).all_inner_texts())
    for reason in (
        known["uninsured"],
        "assicura questi",
        "fino a quando",
        "comune",
        "minori",
        "contatto",
    ):
        assert reason in told
    expect(page.locator("#id_title")).to_have_value(words)
    expect(page.locator("#id_lead")).to_have_value("Si cucina insieme il sabato.")
    chosen = page.locator("#id_host-chooser [data-chooser-title]")
    expect(chosen).to_contain_text(known["uninsured"])
    page.get_by_role("button", name="Salva bozza").click()
    expect(page.locator(".messages .success")).to_contain_text(words)


def test_what_is_sent_while_the_page_saves_itself_is_one_page(
    editor: visits.Visit, page: Page, known: dict[str, str]
) -> None:
    """Wagtail has just written the new page when *Publish* is pressed: no taken address, one page."""
    held: list[tuple[Route, APIResponse]] = []

    def hold(route: Route) -> None:
        if (
            route.request.method == "POST"
            and "json" in route.request.headers["accept"]
            and not held
        ):
            held.append((route, route.fetch()))  # written; the browser does not know yet
        else:
            route.continue_()

    words = "Prova mandata in fretta"
    editor.open(known["NewsPage"])
    page.route("**/admin/pages/add/**", hold)
    page.wait_for_load_state("networkidle")
    desk.title(page, words)
    for moment in range(600):
        if held:
            break
        if moment % 100 == 0:  # Wagtail saves when nobody has typed for a moment
            page.locator("#id_lead").press_sequentially("si ")
        page.wait_for_timeout(50)
    page.locator("#id_lead").fill("Scritto mentre si salvava.")
    desk.press(page, "publish")
    expect(page.locator("#id_lead")).to_have_value("Scritto mentre si salvava.")
    route, answer = held[0]
    assert answer.status == 200
    route.fulfill(response=answer)
    done = page.locator(".messages .success")
    expect(done).to_contain_text(words)
    live = done.get_by_role("link", name="Guarda live")
    page.goto(editor.origin + str(live.get_attribute("href")))
    assert page.url.endswith("/prova-mandata-in-fretta/")
    expect(page.locator("main")).to_contain_text("Scritto mentre si salvava.")


def test_a_word_is_linked_to_its_glossary_term(
    editor: visits.Visit, page: Page, known: dict[str, str]
) -> None:
    """Select a word, press the button, take a term with the keyboard; the reader's page links it."""
    editor.open(known["GuidePage"])
    desk.title(page, "Prova con una parola")
    field = page.locator("[data-contentpath=who_for]")
    text = field.get_by_role("textbox")
    text.click()
    page.keyboard.type("Porta il kit")
    page.keyboard.press("Control+Shift+ArrowLeft")
    field.get_by_role("button", name="Parola del glossario").click()
    window = page.locator(".modal").last
    window.locator("input[name=q]").fill("kit postale")
    found = window.get_by_role("link", name="kit postale", exact=True)
    expect(window.locator(".listing tbody tr")).to_have_count(1)
    found.focus()
    page.keyboard.press("Enter")
    expect(window).to_be_hidden()
    expect(field.locator(".TooltipEntity")).to_have_text("kit")
    desk.press(page, "publish")
    done = page.locator(".messages .success")
    page.goto(
        editor.origin + str(done.get_by_role("link", name="Guarda live").get_attribute("href"))
    )
    link = page.locator("main a.term")
    expect(link).to_have_text("kit")
    link.click()
    expect(page.locator("#t-kit-postale")).to_be_in_viewport()


def test_a_colour_that_cannot_be_read_is_refused(editor: visits.Visit, page: Page) -> None:
    """Yellow would fall below 7:1; the form says so beside the field and keeps the number."""
    editor.open("/admin/settings/core/sitesettings/")
    page.locator("#id_hue").fill("60")
    page.locator("form [type=submit]").last.click()
    expect(desk.reasons(page).filter(has_text="contrasto").first).to_be_visible()
    expect(page.locator("#id_hue")).to_have_value("60")


def test_blocks_are_seen_before_they_are_chosen(
    editor: visits.Visit, page: Page, known: dict[str, str]
) -> None:
    """The list of blocks shows names, an explanation and what readers will see."""
    editor.open(known["NewsPage"])
    page.locator("[data-contentpath=body] button.c-sf-add-button").click()
    row = page.locator(".w-combobox__option-row", has_text="Riquadro")
    row.locator(".w-combobox__option-preview").click()
    beside = page.locator(".w-combobox-preview")
    expect(beside.locator(".w-combobox-preview__description")).to_contain_text(
        "nessuno deve perdere"
    )
    expect(beside.frame_locator("iframe").locator(".callout")).to_be_visible()
