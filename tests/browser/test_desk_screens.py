"""Everybody can use every screen of ours in the admin, and none asks another host.

Which screens there are says the resolver (`stage.screens`): a new one is looked at without being listed,
and fails where `stage` has nothing to show on it. States that a walk leads to are looked at there.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from core.desk.checks import admin_views
from tests import demo
from tests.browser import desk, server, stage, visits
from tests.browser.access import WINDOW, violations

pytestmark = pytest.mark.browser
WORKER = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}-screens"
# Wagtail's own rules: the admin keeps WCAG 2 AA, the public side AAA.
OPTIONS = {"resultTypes": ["violations"]}
WIDTHS: list[ViewportSize] = [{"width": 768, "height": 1024}, {"width": 1280, "height": 900}]
# Chromium says so of pages in frames that may run no script, as side by side they may not.
FRAMED = "Blocked script execution"
# A service for machine translation is set up; no screen asks it before its button is pressed.
MACHINE = {"MACHINE_TRANSLATOR": "libretranslate", "MACHINE_TRANSLATION_PRICE": "20"}


@pytest.fixture(scope="module")
def office(browser: Browser) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """A site with something on every screen: its origin, and the paths of each address."""
    with server.served(WORKER, MACHINE) as origin:
        var = demo.FOLDER / f"browser-{WORKER}"
        furnish = f"from tests.browser.stage import furnish; furnish({str(var / 'screens.json')!r})"
        demo.run(Path(f"{var}.sqlite3"), var, "shell", "-c", furnish)
        yield origin, json.loads((var / "screens.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def users(
    browser: Browser, office: tuple[str, dict[str, list[str]]]
) -> Iterator[dict[str, visits.Visit]]:
    """An administrator and an organisation, who have signed in."""
    with (
        visits.visit(browser, office[0], viewport=WIDTHS[-1]) as admin,
        visits.visit(browser, office[0], viewport=WIDTHS[-1]) as organisation,
    ):
        desk.sign_in(admin)
        desk.sign_in(organisation, "organisation")
        yield {"admin": admin, "organisation": organisation}


@pytest.mark.parametrize("address", stage.screens())
def test_everybody_can_use_it(
    users: dict[str, visits.Visit], office: tuple[str, dict[str, list[str]]], address: str
) -> None:
    """axe finds nothing on a tablet and at a desk; no script fails, no policy is broken."""
    seen = users["organisation" if address.startswith(stage.OF_ORGANISATION) else "admin"]
    for path in office[1][address]:
        seen.forget()
        page = seen.open(path)
        assert page.url == seen.origin + path
        desk.settle(page)
        assert [said for said in seen.breaches() if FRAMED not in said] == [], path
        for size in WIDTHS:
            page.set_viewport_size(size)
            desk.settle(page)
            assert violations(page, OPTIONS) == [], f"{path} at {size['width']}"


def test_everybody_can_use_the_window_of_an_approval(
    users: dict[str, visits.Visit], office: tuple[str, dict[str, list[str]]]
) -> None:
    """Whoever approves with a comment reads there what is open in the text."""
    page = users["admin"].open(office[1][stage.IN_REVIEW][0])
    page.wait_for_load_state("networkidle")
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("footer [data-workflow-action-modal-url*='/approve/']").click()
    expect(page.locator(".modal-dialog")).to_contain_text(
        "Nel testo ci sono ancora 2 punti aperti."
    )
    for size in WIDTHS:
        page.set_viewport_size(size)
        desk.settle(page)
        assert violations(page, WINDOW, ".modal-dialog") == [], size


def test_nothing_is_left_out_that_is_gone() -> None:
    """What is no screen is an address of the site, and has its reason."""
    known = {address for address, _view in admin_views()}
    assert sorted(set(stage.NO_SCREENS) - known) == []
    assert [name for name, why in {**stage.NO_SCREENS, **stage.BORROWED}.items() if not why] == []
