"""Nothing that a reader sees moves while a page arrives, on the slowest line and the slowest phone."""

from collections.abc import Iterator

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


@pytest.mark.parametrize("template", [*PAGE_TYPES, *DETAILS])
def test_content_keeps_its_place(
    browser: Browser, slow_site: str, addresses: Addresses, template: str
) -> None:
    """Cut anywhere in its first screens, a page shows no two states that differ in place."""
    with visits.visit(browser, slow_site) as seen:
        assert trickle.shifts(seen.open(addresses[template, SOURCE])) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["HomePage", "sensitive-page"])
def test_the_frame_keeps_its_place(
    browser: Browser, slow_header: str, addresses: Addresses, template: str, language: str
) -> None:
    """Header, menus, the way out and the telephone numbers come whole."""
    with visits.visit(browser, slow_header) as seen:
        assert trickle.shifts(seen.open(addresses[template, language])) == []


def test_a_header_in_pieces_is_seen(browser: Browser, slow_header: str) -> None:
    """Without the rule that keeps unfinished parts back, the same measure finds them moving."""

    def without_rule(route: Route) -> None:
        sheet = route.fetch().text()
        assert RULE in sheet
        route.fulfill(body=sheet.replace(RULE, "}"), content_type="text/css")

    with visits.visit(browser, slow_header) as seen:
        seen.page.route("**/*.css", without_rule)
        assert trickle.shifts(seen.open(f"/{SOURCE}/"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", ["HomePage", "GuidePage", "GlossaryPage"])
def test_a_slow_phone_on_a_slow_line_sees_no_shift(
    browser: Browser, site: str, addresses: Addresses, template: str, language: str
) -> None:
    """A processor six times slower, 400 kbit/s and a third of a second to every answer."""
    with visits.visit(browser, site) as seen:
        session = seen.context.new_cdp_session(seen.page)
        session.send("Emulation.setCPUThrottlingRate", SLOW_PHONE)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_LINE)
        assert trickle.shifts(seen.open(addresses[template, language])) == []
