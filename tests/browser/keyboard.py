"""Going through a page by keyboard alone."""

from playwright.sync_api import Page

FARTHEST = 200  # presses of Tab to anything on a page
# How many entries of a list lie between the chosen one and another.
STEPS = """([selector, value]) => {
    const list = document.querySelector(selector)
    return [...list.options].findIndex(entry => entry.value === value) - list.selectedIndex
}"""


def tab_to(page: Page, selector: str) -> None:
    """Go forward by Tab to what the selector names. Raises AssertionError if Tab never gets there."""
    for _press in range(FARTHEST):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Go there and press a key."""
    tab_to(page, selector)
    page.keyboard.press(key)


def follow(page: Page, selector: str) -> None:
    """Go to a link or a button, press Enter and wait for the page that comes."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_in(page: Page, selector: str, words: str) -> None:
    """Go to a field and type."""
    tab_to(page, selector)
    page.keyboard.type(words)


def choose(page: Page, selector: str, value: str) -> None:
    """Go to a list and walk to an entry by the arrows."""
    tab_to(page, selector)
    steps = page.evaluate(STEPS, [selector, value])
    for _step in range(abs(steps)):
        page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")


def pick(page: Page, name: str, value: str) -> None:
    """Go to a group of radio buttons, take the first, and walk on to the one wanted."""
    press(page, f"[name={name}]", "Space")
    for _step in range(page.locator(f"[name={name}]").count()):
        if page.evaluate("() => document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrows do not lead to {value}")
