"""What a first visit costs: few bytes, few requests, no font that is waited for."""

import dataclasses
import re
import urllib.request
from typing import Any

from playwright.sync_api import CDPSession, Page

from tests.browser import visits

MOST_BYTES, MOST_FONT_BYTES, MOST_REQUESTS = 15_000, 30_000, 6
# A text that no packing brings below the limit.
TOO_MUCH = "".join(chr(0x4E00 + number * 7919 % 20_000) for number in range(6_000))
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

    def forget(self) -> None:
        """Begin to weigh anew."""
        for record in (self.kinds, self.heads, self.sizes, self.urls):
            record.clear()

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
    url = str(page.evaluate("document.querySelector('link[rel=icon]')?.href ?? ''"))
    if not url or url in known.values():
        return 0
    ask = urllib.request.Request(url, headers={"Accept-Encoding": "gzip, deflate, br"})  # noqa: S310
    with urllib.request.urlopen(ask) as answer:  # noqa: S310
        return len(answer.read())


def settled(page: Page, scales: Scales) -> Weight:
    """What a page has cost when nothing more comes."""
    page.wait_for_load_state("networkidle")
    found = scales.totals()
    found["Icon"] = icon_bytes(page, scales.urls)
    return Weight(
        bytes=found,
        requests=len(scales.kinds) + bool(found["Icon"]),
        scripts=page.evaluate(SCRIPTS),
        faces=page.evaluate(FACES),
    )


def weigh(seen: visits.Visit, path: str) -> Weight:
    """Open a page with an empty cache and weigh all that comes."""
    scales = Scales(seen.context.new_cdp_session(seen.page))
    return settled(seen.open(path), scales)


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
        f"fonts that block: {weight.faces}": bool(set(weight.faces) - {"optional"}),
    }
    return [what for what, wrong in rules.items() if wrong]
