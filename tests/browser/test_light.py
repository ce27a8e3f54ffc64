"""A page arrives on a slow line: few bytes, few requests, nothing that jumps or waits for fonts."""

import dataclasses
import re
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser import visits
from tests.browser.addresses import DETAILS, LANGUAGES, PAGE_TYPES, SOURCE, Addresses
from tests.browser.trickle import shifts

pytestmark = pytest.mark.browser
MOST_BYTES, MOST_FONT_BYTES, MOST_REQUESTS = 15_000, 30_000, 6
WITHOUT_FONTS = ("ar", "uk", "zh-hans")
SCRIPTS = """() => [...document.scripts]
    .filter(script => script.type !== 'application/ld+json').map(script => script.outerHTML)"""
FACES = """() => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
    .filter(rule => rule instanceof CSSFontFaceRule)
    .map(rule => rule.style.getPropertyValue('font-display') || 'auto')"""


MOST_SCRIPT_BYTES = 1024
OPTIONAL_SCRIPT = re.compile(r'<script src="/static/js/suggest(\.\w+)?\.js" defer(="")?></script>')


@dataclasses.dataclass
class Weight:
    """What a first visit costs: compressed bytes over the line, by kind of file.

    Headers are not counted: they are written out on this server's plain line, and shrink to a
    fraction on the line of a real one.
    """

    bytes: dict[str, int]
    requests: int
    shifts: list[str]
    scripts: list[str]
    faces: list[str]

    @property
    def essential(self) -> int:
        """Everything that is neither font nor picture: page, stylesheet, icons."""
        return sum(self.bytes.get(kind, 0) for kind in ("Document", "Stylesheet", "Icon", "Other"))


class Scales:
    """Listens to the browser's own account of its transfers."""

    def __init__(self, session: CDPSession) -> None:
        self.kinds: dict[str, str] = {}
        self.heads: dict[str, int] = {}
        self.sizes: dict[str, int] = {}
        self.urls: dict[str, str] = {}
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _received(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]
        self.heads[event["requestId"]] = int(event["response"]["encodedDataLength"])
        self.urls[event["requestId"]] = event["response"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.sizes[event["requestId"]] = int(event["encodedDataLength"])

    def body(self, key: str) -> int:
        """Bytes of an answer without its headers."""
        return max(0, self.sizes.get(key, 0) - self.heads[key])

    def totals(self) -> dict[str, int]:
        """Bytes by the browser's kinds of files."""
        found: dict[str, int] = {}
        for key, kind in self.kinds.items():
            found[kind] = found.get(kind, 0) + self.body(key)
        return found


def icon_bytes(page: Page, known: dict[str, str]) -> int:
    """The favicon's bytes: a window fetches it, a headless browser does not say so."""
    links = page.locator("link[rel=icon]")
    if not links.count():
        return 0
    url = str(links.first.evaluate("link => link.href"))
    if url in known.values():
        return 0
    ask = urllib.request.Request(url, headers={"Accept-Encoding": "gzip, deflate, br"})  # noqa: S310
    with urllib.request.urlopen(ask) as answer:  # noqa: S310
        return len(answer.read())


def weigh(seen: visits.Visit, path: str) -> Weight:
    """Open a page with an empty cache and weigh all that comes."""
    scales = Scales(seen.context.new_cdp_session(seen.page))
    page = seen.open(path)
    page.wait_for_load_state("networkidle")
    found = scales.totals()
    found["Icon"] = icon_bytes(page, scales.urls)
    return Weight(
        bytes=found,
        requests=len(scales.kinds) + bool(found["Icon"]),
        shifts=shifts(page),
        scripts=page.evaluate(SCRIPTS),
        faces=page.evaluate(FACES),
    )


def excesses(weight: Weight, language: str) -> list[str]:
    """In what a page is heavier than promised."""
    most = 0 if language in WITHOUT_FONTS else MOST_FONT_BYTES
    rules = {
        f"{weight.essential} bytes {weight.bytes}": weight.essential > MOST_BYTES,
        f"{weight.bytes.get('Font')} bytes of fonts": weight.bytes.get("Font", 0) > most,
        f"{weight.requests} requests": weight.requests > MOST_REQUESTS,
        f"{weight.bytes.get('Script')} bytes of scripts": weight.bytes.get("Script", 0)
        > MOST_SCRIPT_BYTES,
        f"scripts {weight.scripts}": not all(map(OPTIONAL_SCRIPT.fullmatch, weight.scripts)),
        f"layout shifts {weight.shifts}": bool(weight.shifts),
        f"fonts that block: {weight.faces}": bool(set(weight.faces) - {"optional"}),
    }
    return [what for what, wrong in rules.items() if wrong]


@pytest.mark.parametrize("template", [*PAGE_TYPES, *DETAILS, "search-results"])
def test_a_first_visit_costs_little(
    browser: Browser, site: str, addresses: Addresses, template: str
) -> None:
    """The fullest page of each type, on a phone that has never been here."""
    faults = []
    for language in LANGUAGES:
        path = addresses.get((template, language))
        if path:
            with visits.visit(browser, site) as seen:
                weight = weigh(seen, path)
            faults += [f"{path}: {what}" for what in excesses(weight, language)]
    assert faults == []


@pytest.mark.parametrize("language", WITHOUT_FONTS)
def test_languages_of_other_scripts_fetch_no_font(
    browser: Browser, site: str, language: str
) -> None:
    """Our fonts lack Arabic, Ukrainian and Chinese letters: fetching them would be for nothing."""
    with visits.visit(browser, site) as seen:
        assert "Font" not in weigh(seen, f"/{language}/").bytes


def test_italian_comes_with_its_fonts(browser: Browser, site: str) -> None:
    """The measure sees fonts where there are some, and compression where bytes are counted."""
    with visits.visit(browser, site) as seen:
        weight = weigh(seen, f"/{SOURCE}/")
        length = len(seen.page.content().encode())
    assert weight.bytes["Font"] > 0
    assert 0 < weight.bytes["Document"] < length / 2
    assert weight.faces


LETTERS = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(6_000))
FAULTS = {
    "bytes {": f"<p>{LETTERS}</p>",
    "requests": "".join(f'<img src="/favicon-{n}.svg" alt="">' for n in range(6)),
    "bytes of scripts": '<script src="/planted.js"></script>',
    "scripts [": "<script>1</script>",
}


@pytest.mark.parametrize("symptom", FAULTS)
def test_a_planted_weight_is_seen(browser: Browser, site: str, symptom: str) -> None:
    """Too much text, too many files, a script beside the page and one inside it."""
    with visits.visit(browser, site) as seen:
        script = {"body": f"/*{LETTERS}*/", "content_type": "text/javascript"}
        seen.page.route("**/planted.js", lambda route: route.fulfill(**script))
        visits.plant(seen, f"<!DOCTYPE html><title>x</title>{FAULTS[symptom]}")
        weight = weigh(seen, "/planted")
    assert [what for what in excesses(weight, SOURCE) if symptom in what]


JUMP = """() => new Promise(done => {
    const box = document.createElement('div')
    box.style.height = '300px'
    requestAnimationFrame(() => requestAnimationFrame(() => {
        document.body.prepend(box)
        setTimeout(done, 100)
    }))
})"""


def test_a_planted_jump_and_a_blocking_font_are_seen(browser: Browser, site: str) -> None:
    """Something that pushes the text down, and a font that hides it until it has come."""
    with visits.visit(browser, site) as seen:
        face = "@font-face{font-family:X;src:url(/x.woff2)}"
        answer = {"body": face, "content_type": "text/css"}
        seen.page.route("**/planted.css", lambda route: route.fulfill(**answer))
        link = '<link rel="stylesheet" href="/planted.css">'
        page = visits.plant(seen, f"<!DOCTYPE html><title>x</title>{link}<p>x</p><p>y</p>")
        page.evaluate(JUMP)
        assert shifts(page)
        assert page.evaluate(FACES) == ["auto"]
