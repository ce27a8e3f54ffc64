"""Nothing that a reader sees moves while a page arrives, on the slowest line and the slowest phone."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Route

from tests.browser import trickle, visits
from tests.browser.addresses import DETAILS, LANGUAGES, PAGE_TYPES, SOURCE, Addresses

pytestmark = pytest.mark.browser
SLOW_PHONE = {"rate": 6}
SLOW_LINE = {
    "offline": False,
    "latency": 300,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
AT_ONCE = 8  # pages under way: each piece of each is still painted, on one busy core too
RULE = "visibility:hidden}"


@pytest.fixture(scope="module")
def slow_site(site: str) -> Iterator[str]:
    """The site, its pages coming tag by tag from the beginning of their content."""
    with trickle.slow(site) as origin:
        yield origin


@pytest.fixture(scope="module")
def slow_header(site: str) -> Iterator[str]:
    """The same from the first element of the frame."""
    with trickle.slow(site, "<body") as origin:
        yield origin


def moved(
    browser: Browser, origin: str, paths: list[str], prepare: Callable[[visits.Visit], None]
) -> list[str]:
    """What moved on which page. A page mostly waits for its line: a few arrive at the same time."""
    found = []
    for start in range(0, len(paths), AT_ONCE):
        some = paths[start : start + AT_ONCE]
        with visits.team(browser, origin, len(some)) as team:
            for seen in team:
                prepare(seen)
            for path, seen in visits.abreast(team, some):
                found += [f"{path}: {what}" for what in trickle.shifts(seen.page)]
    return found


def as_it_is(seen: visits.Visit) -> None:
    """The browser of this machine; the line alone is slow."""


def slow_phone(seen: visits.Visit) -> None:
    """A processor six times slower, 400 kbit/s and a third of a second to every answer."""
    session = seen.context.new_cdp_session(seen.page)
    session.send("Emulation.setCPUThrottlingRate", SLOW_PHONE)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_LINE)


def test_content_keeps_its_place(browser: Browser, slow_site: str, addresses: Addresses) -> None:
    """Cut anywhere in its first screens, no page shows two states that differ in place."""
    paths = [addresses[template, SOURCE] for template in (*PAGE_TYPES, *DETAILS)]
    assert moved(browser, slow_site, paths, as_it_is) == []


def test_the_frame_keeps_its_place(
    browser: Browser, slow_header: str, addresses: Addresses
) -> None:
    """Header, menus, the way out and the telephone numbers come whole."""
    templates = ("HomePage", "sensitive-page")
    paths = [addresses[pair] for pair in itertools.product(templates, LANGUAGES)]
    assert moved(browser, slow_header, paths, as_it_is) == []


def test_a_header_in_pieces_is_seen(browser: Browser, slow_header: str) -> None:
    """Without the rule that keeps unfinished parts back, the same measure finds them moving."""

    def without_rule(route: Route) -> None:
        sheet = route.fetch().text()
        assert RULE in sheet
        route.fulfill(body=sheet.replace(RULE, "}"), content_type="text/css")

    with visits.visit(browser, slow_header) as seen:
        seen.page.route("**/*.css", without_rule)
        assert trickle.shifts(seen.open(f"/{SOURCE}/"))


def test_a_slow_phone_on_a_slow_line_sees_no_shift(
    browser: Browser, site: str, addresses: Addresses
) -> None:
    """The pages that most people read first, and the longest one."""
    templates = ("HomePage", "GuidePage", "GlossaryPage")
    paths = [addresses[pair] for pair in itertools.product(templates, LANGUAGES)]
    assert moved(browser, site, paths, slow_phone) == []
