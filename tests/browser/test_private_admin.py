"""Editors are not watched either: the admin asks no other host and keeps to its own policy."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import screens, visits
from tests.browser.addresses import SOURCE, Addresses
from tests.browser.desk import signed_in

pytestmark = pytest.mark.browser
AT_ONCE = 6  # screens under way


@pytest.fixture(scope="session")
def paths(django_db_setup: None, django_db_blocker: Any) -> dict[str, str]:
    """Where the screens are."""
    with django_db_blocker.unblock():
        return screens.discover()


@pytest.fixture(scope="module")
def editors(paths: dict[str, str], browser: Browser, site: str) -> Iterator[list[visits.Visit]]:
    """An administrator who has signed in, once for all tests of this file, at several desks."""
    with signed_in(browser, site, AT_ONCE) as desks:
        yield desks


@pytest.fixture
def desk(editors: list[visits.Visit]) -> visits.Visit:
    """The administrator at one desk, with a clean sheet."""
    editor = editors[0]
    editor.page.goto("about:blank")
    editor.forget()
    return editor


def settle(page: Page) -> None:
    """Let the screen's scripts finish what they begin."""
    page.wait_for_load_state("networkidle")


def breaches(seen: visits.Visit, path: str) -> list[str]:
    """What a screen did behind the editor's back, once it asks for nothing any more."""
    settle(seen.page)
    assert seen.page.url.startswith(seen.origin + path)
    return seen.breaches()


@pytest.fixture(scope="module")
def said(editors: list[visits.Visit], paths: dict[str, str]) -> Callable[[str], list[str]]:
    """The breaches of a screen; a few screens wait for silence at the same time."""
    return visits.asked(editors, [paths[screen] for screen in screens.SCREENS], breaches)


@pytest.mark.parametrize("screen", screens.SCREENS)
def test_a_screen_asks_nobody_else(
    said: Callable[[str], list[str]], paths: dict[str, str], screen: str
) -> None:
    """No font, picture, script or news from elsewhere, no broken policy, no script that fails."""
    assert said(paths[screen]) == []


def test_a_preview_asks_nobody_else(desk: visits.Visit, paths: dict[str, str]) -> None:
    """The page shown beside its form is as private as the page itself.

    Wagtail's checker says on the console what it finds, also in a page that is still being laid out.
    """
    page = desk.open(paths["edit-guide"])
    page.locator("button[data-side-panel-toggle='preview']").first.click()
    frame = page.frame_locator("iframe[title]").first
    expect(frame.locator("h1")).to_be_visible(timeout=30_000)
    settle(page)
    assert [said for said in desk.breaches() if "axe.run results" not in said] == []


def test_an_editor_on_the_public_side_asks_nobody_else(
    desk: visits.Visit, addresses: Addresses
) -> None:
    """Signed-in readers get Wagtail's small menu on the page, from the same house."""
    page = desk.open(addresses["GuidePage", SOURCE])
    settle(page)
    expect(page.locator("wagtail-userbar")).to_have_count(1)
    assert desk.breaches() == []


def test_a_planted_breach_in_the_admin_is_seen(desk: visits.Visit) -> None:
    """A foreign picture in a screen of the admin is noticed."""
    page = desk.open("/admin/")
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://far.example/x'}))")
    settle(page)
    found = " ".join(desk.breaches())
    assert re.search(r"policy: img-src http://far\.example", found)
