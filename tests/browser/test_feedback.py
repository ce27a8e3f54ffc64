"""A reader reports an error in Arabic and learns that it is fixed; editors close what readers began.

These tests write: they have a server and a copy of the database of their own.
"""

import contextlib
import datetime as dt
import os
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests import demo
from tests.browser import desk, forms, server, visits
from tests.browser.access import faults, violations
from tests.browser.addresses import Addresses
from tests.browser.clicks import Clicks

pytestmark = pytest.mark.browser
WORKER = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-feedback"
SMALL: ViewportSize = {"width": 360, "height": 800}
# Wagtail's own rules: the admin keeps WCAG 2 AA, the public side AAA.
OPTIONS = {"resultTypes": ["violations"]}
WIDTHS: list[ViewportSize] = [{"width": 1280, "height": 900}, {"width": 768, "height": 1024}]
WORDS, WISH = "في البريد دفعت 32 يورو وليس 30", "zzkit giallone"


@pytest.fixture(scope="module")
def site_of_our_own() -> Iterator[str]:
    """A site whose readers looked for something in vain last week."""
    with server.served(WORKER) as origin:
        day = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=3)
        for language in ("it", "fr"):
            write(
                "INSERT INTO search_searchcount (day, language, words, searches, without_results, clicks)"
                " VALUES (?, ?, ?, 9, 9, 0)",
                day.isoformat(), language, WISH,
            )  # fmt: skip
        yield origin


def write(statement: str, *values: Any) -> None:
    """Change the site's database beside its server, as other processes do."""
    path = demo.FOLDER / f"browser-{WORKER}.sqlite3"
    with contextlib.closing(sqlite3.connect(path, timeout=30)) as connection:
        connection.execute(statement, values)
        connection.commit()


def publish_again(path: str) -> None:
    """The page at a path is published anew after what was said about it."""
    page_id = int(path.rstrip("/").rpartition("/")[2])
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None) + dt.timedelta(seconds=1)
    write("UPDATE wagtailcore_page SET last_published_at = ? WHERE id = ?", str(now), page_id)


def clean(page: Page) -> None:
    """axe finds nothing, at a desk and on a tablet."""
    page.wait_for_load_state("networkidle")
    for size in WIDTHS:
        page.set_viewport_size(size)
        assert violations(page, OPTIONS) == [], page.url
    page.set_viewport_size(WIDTHS[0])


def test_from_an_arabic_guide_to_fixed_on(
    browser: Browser, site_of_our_own: str, addresses: Addresses
) -> None:
    """On a small phone without JavaScript; an officer answers with two clicks; the code says so."""
    guide = addresses["GuidePage", "ar"]
    with visits.visit(browser, site_of_our_own, viewport=SMALL, java_script_enabled=False) as seen:
        page = seen.open(guide)
        page.locator(".cmp-rating a").click()
        form = page.url.removeprefix(site_of_our_own)
        page.locator("[name=stars][value='2']").check()
        page.locator("[name=hard][value=unclear]").check()
        page.locator("[name=part]").select_option(index=2)
        page.locator("textarea[name=text]").fill(WORDS)
        forms.wait_like_a_reader(page)
        forms.submit(page)
        expect(page.locator("main")).to_contain_text(WORDS)
        state = page.url.removeprefix(site_of_our_own)
        code = state.rstrip("/").rpartition("/")[2]
        expect(page.locator("main")).to_contain_text(code)

        publish_again(form)
        with visits.visit(browser, site_of_our_own, viewport=desk.INSIDE, locale="it") as officer:
            inside = desk.sign_in(officer, "officer")
            inside.get_by_role("link", name="Segnalazioni", exact=True).click()
            expect(inside.locator("article")).to_contain_text(WORDS)
            clean(inside)
            inside.get_by_role("button", name="Corretto: rispondi e chiudi").click()
            expect(inside.locator(".messages")).to_contain_text(code)
            assert officer.foreign() == []

        page = seen.open("/ar/segnalazioni/")
        page.locator("[name=code]").fill(code.lower())
        page.locator("form.apply button").click()
        expect(page.locator(".callout.success")).to_contain_text("تم التصحيح في")
        assert seen.context.storage_state() == {"cookies": [], "origins": []}
        assert {request.url.startswith(site_of_our_own) for request in seen.requests} == {True}


def test_everybody_can_read_and_fill_in_the_pages_of_feedback(
    browser: Browser, site_of_our_own: str, addresses: Addresses
) -> None:
    """The form, the form with an error, the field for a code: as accessible as all other pages."""
    with visits.visit(browser, site_of_our_own, viewport=SMALL) as seen:
        page = seen.open(addresses["GuidePage", "ar"])
        page.locator(".cmp-rating a").click()
        assert faults(page) == []
        forms.send_empty(page)
        assert faults(page) == []
        assert faults(seen.open("/ar/segnalazioni/?code=x", 404)) == []


def test_a_search_in_vain_becomes_work_in_two_clicks(
    browser: Browser, site_of_our_own: str
) -> None:
    """Menu, button, and the language where it is another; what was decided is undone by one more."""
    clicks, abroad = Clicks(), Clicks()
    with visits.visit(browser, site_of_our_own, viewport=desk.INSIDE, locale="it") as seen:
        page = desk.sign_in(seen, "publisher")
        clicks(page.get_by_role("link", name="Cosa cercano"))
        row = page.locator(".desk-demand tr", has_text=WISH)
        clean(page)
        clicks(row.get_by_role("button", name=re.compile(f": {WISH}$")).first)
        expect(page.locator(".is-done")).to_contain_text(WISH)
        assert clicks.count <= 2
        clean(page)
        page.get_by_role("button", name=re.compile(f"^Annulla ?: {WISH}$")).click()
        row.get_by_text("Altre scelte").click()
        row.get_by_role("link", name="Un’altra pagina").click()
        expect(page.get_by_label("Cercala con altre parole")).to_be_visible()
        clean(page)
        abroad(page.get_by_role("link", name="Cosa cercano"))
        abroad(page.locator(".desk-tabs").get_by_role("link", name="Français"))
        abroad(row.get_by_role("button", name=re.compile(f": {WISH}$")).first)
        expect(page.locator(".is-done")).to_contain_text(WISH)
        assert abroad.count <= 3
        assert seen.foreign() == []
