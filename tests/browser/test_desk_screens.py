"""Everybody can use every screen of ours in the admin, and none asks another host.

Which screens there are says the resolver (`stage.screens`): a new one is looked at without being listed,
and fails where `stage` has nothing to show on it. States that a walk leads to are looked at there.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.desk.checks import admin_views
from tests import demo
from tests.browser import desk, server, stage, visits
from tests.browser.access import WINDOW, violations

pytestmark = pytest.mark.browser
WORKER = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-screens"
# Wagtail's own rules: the admin keeps WCAG 2 AA, the public side AAA.
OPTIONS = {"resultTypes": ["violations"]}
DESK: ViewportSize = {"width": 1280, "height": 900}
TABLET: ViewportSize = {"width": 768, "height": 1024}
# Chromium says so of pages in frames that may run no script, as side by side they may not.
FRAMED = "Blocked script execution"
# A service for machine translation is set up; no screen asks it before its button is pressed.
MACHINE = {"MACHINE_TRANSLATOR": "libretranslate", "MACHINE_TRANSLATION_PRICE": "20"}
AT_ONCE = 6  # screens that wait for their scripts and for silence, while axe works on one
Office = tuple[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def office(browser: Browser) -> Iterator[Office]:
    """A site with something on every screen: its origin, and the paths of each address."""
    with server.served(WORKER, MACHINE) as origin:
        var = demo.FOLDER / f"browser-{WORKER}"
        furnish = f"from tests.browser.stage import furnish; furnish({str(var / 'screens.json')!r})"
        demo.run(Path(f"{var}.sqlite3"), var, "shell", "-c", furnish)
        yield origin, json.loads((var / "screens.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Screen:
    """What a screen did behind an editor's back, and what keeps somebody from using it; a line each."""

    breaches: list[str]
    use: list[str]


Looks = Callable[[str], dict[str, Screen]]


def look(seen: visits.Visit, path: str) -> Screen:
    """Ask a screen both questions in one visit."""
    page = seen.page
    desk.settle(page)
    assert page.url == seen.origin + path
    breaches = [said for said in seen.breaches() if FRAMED not in said]
    return Screen(breaches, at_both_widths(page, OPTIONS))


def at_both_widths(page: Page, options: dict[str, Any], within: str = "html") -> list[str]:
    """What axe finds at a desk, where a screen is still and will be again, and on a tablet."""
    found = [f"{DESK['width']} px: {what}" for what in violations(page, options, within)]
    page.set_viewport_size(TABLET)
    desk.settle(page)
    found += [f"{TABLET['width']} px: {what}" for what in violations(page, options, within)]
    page.set_viewport_size(DESK)
    return found


@pytest.fixture(scope="module")
def users(browser: Browser, office: Office) -> Iterator[dict[str, list[visits.Visit]]]:
    """An administrator and an organisation, who have signed in."""
    with (
        desk.signed_in(browser, office[0], AT_ONCE) as admin,
        desk.signed_in(browser, office[0], AT_ONCE, "organisation") as organisation,
    ):
        yield {"admin": admin, "organisation": organisation}


def user(address: str) -> str:
    """Who looks at a screen."""
    return "organisation" if address.startswith(stage.OF_ORGANISATION) else "admin"


@pytest.fixture(scope="module")
def looks(users: dict[str, list[visits.Visit]], office: Office) -> Looks:
    """What was seen on the screens of an address, by path; whoever asks first goes there."""
    asked = {}
    for name, desks in users.items():
        paths = [office[1][address] for address in stage.screens() if user(address) == name]
        asked[name] = visits.asked(desks, [path for some in paths for path in some], look)
    return lambda address: {path: asked[user(address)](path) for path in office[1][address]}


@pytest.mark.parametrize("address", stage.screens())
def test_everybody_can_use_it(looks: Looks, address: str) -> None:
    """axe finds nothing on a tablet and at a desk."""
    assert {path: seen.use for path, seen in looks(address).items() if seen.use} == {}


@pytest.mark.parametrize("address", stage.screens())
def test_it_asks_nobody_else(looks: Looks, address: str) -> None:
    """No other host, no script that fails, no policy that is broken."""
    assert {path: seen.breaches for path, seen in looks(address).items() if seen.breaches} == {}


def test_everybody_can_use_the_window_of_an_approval(
    users: dict[str, list[visits.Visit]], office: Office
) -> None:
    """Whoever approves with a comment reads there what is open in the text."""
    page = users["admin"][0].open(office[1][stage.IN_REVIEW][0])
    page.wait_for_load_state("networkidle")
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("footer [data-workflow-action-modal-url*='/approve/']").click()
    expect(page.locator(".modal-dialog")).to_contain_text(
        "Nel testo ci sono ancora 2 punti aperti."
    )
    desk.settle(page)
    assert at_both_widths(page, WINDOW, ".modal-dialog") == []


def test_nothing_is_left_out_that_is_gone() -> None:
    """What is no screen is an address of the site, and has its reason."""
    known = {address for address, _view in admin_views()}
    assert sorted(set(stage.NO_SCREENS) - known) == []
    assert [name for name, why in {**stage.NO_SCREENS, **stage.BORROWED}.items() if not why] == []
