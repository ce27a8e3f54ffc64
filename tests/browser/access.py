"""What keeps somebody from using a page: rules of axe, what is cut off, targets too small for a thumb."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

NARROW, PHONE, WIDE, HEIGHT = 320, 360, 1280, 800
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Beyond AA: contrast of 7:1. The size of targets is in WCAG 2.2 AA, but off unless asked for.
EXTRA = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": EXTRA,
    "resultTypes": ["violations"],
}
# A window of the admin, which keeps AA: beside a form axe has Wagtail's rules for whole pages as well.
WINDOW: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
}
CONTRAST: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]},
    "resultTypes": ["violations"],
}
# Wagtail's form looks at the text with the same axe, which does one thing at a time.
RUN_AXE = """async ([within, options]) => {
    while (axe._running) await new Promise(done => setTimeout(done, 20))
    const result = await axe.run(within, options)
    return result.violations.map(({id, nodes}) => ({id, times: nodes.length,
        first: nodes[0].html.slice(0, 160) + ' ' + nodes[0].failureSummary}))
}"""
OPEN_FOLDS = "within => document.querySelectorAll(within).forEach(fold => { fold.open = true })"
DOUBLE_TEXT = "document.documentElement.style.fontSize = '200%'"
# What is wider than the window, and the parts that make it so.
OVERFLOW = """() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    const wide = [...document.body.querySelectorAll('*')].filter(part => {
        const box = part.getBoundingClientRect()
        return part.checkVisibility({contentVisibilityAuto: true}) && box.width
            && (box.right > width + 1 || box.left < -1)
            && !part.closest('.table-responsive,.visually-hidden')
    })
    return wide.slice(0, 3).map(part => part.outerHTML.slice(0, 90)).concat('too wide')
}"""
# Links within a sentence are exempt; a small box counts with the label it lies in.
SMALL_TARGETS = """least => {
    const words = part => part.textContent.trim()
    const inSentence = part => part.matches('a,summary')
        && getComputedStyle(part).display === 'inline' && words(part.parentElement) !== words(part)
    const big = part => {
        const box = part.getBoundingClientRect()
        return box.width >= least - 0.5 && box.height >= least - 0.5
    }
    const hidden = part => !part.checkVisibility({contentVisibilityAuto: true})
        || part.closest('.visually-hidden,.skiplinks')
    return [...document.querySelectorAll('a[href],button,summary,input,select,textarea')]
        .filter(part => part.type !== 'hidden' && !hidden(part) && !inSentence(part))
        .filter(part => !big(part) && !(part.closest('label') && big(part.closest('label'))))
        .map(part => {
            const box = part.getBoundingClientRect()
            return `${Math.round(box.width)}x${Math.round(box.height)} ${part.outerHTML}`.slice(0, 120)
        })
}"""
LEAST_TARGET = 44


def violations(page: Page, options: dict[str, Any], within: str = "html") -> list[str]:
    """What axe finds, a line for each rule broken."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN_AXE, [within, options])
    return [f"axe {rule['id']} x{rule['times']}: {rule['first'][:300]}" for rule in found]


def resize(page: Page, width: int) -> None:
    """Give the window another width."""
    if page.viewport_size != {"width": width, "height": HEIGHT}:
        page.set_viewport_size({"width": width, "height": HEIGHT})


def overflow(page: Page) -> list[str]:
    """What is cut off or scrolls sideways, with text twice as large and at each width, the widest last."""
    resize(page, PHONE)
    page.evaluate(DOUBLE_TEXT)
    found = [f"{PHONE} px, text 200 %: {part}" for part in page.evaluate(OVERFLOW)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    for width in (PHONE, NARROW, WIDE):
        resize(page, width)
        found += [f"{width} px: {part}" for part in page.evaluate(OVERFLOW)]
    return found


def on_a_phone(page: Page) -> list[str]:
    """What axe finds in a window as narrow as it was opened, and what a thumb would miss."""
    found = [f"{PHONE} px: {what}" for what in violations(page, OPTIONS)]
    return found + list(page.evaluate(SMALL_TARGETS, LEAST_TARGET))


def elsewhere(page: Page) -> list[str]:
    """What is cut off at any width, and what axe finds on a wide screen and in the dark."""
    found = overflow(page)
    resize(page, WIDE)
    found += [f"{WIDE} px: {what}" for what in violations(page, OPTIONS)]
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {what}" for what in violations(page, CONTRAST)]


def faults(page: Page) -> list[str]:
    """Everything that keeps somebody from reading or using the page on the screen of a phone or a desk."""
    return on_a_phone(page) + elsewhere(page)
