"""Counting clicks: what a walk costs whoever does it, as editor-desk.md §13 counts.

Buttons and links that lead on are counted; typing and what fills a field is not.
"""

from playwright.sync_api import Locator


class Clicks:
    """How often somebody clicked since the sign-in."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, target: Locator) -> None:
        """Click once."""
        target.click()
        self.count += 1

    def tick(self, target: Locator) -> None:
        """Tick a box; a click too."""
        target.check()
        self.count += 1

    def choose(self, target: Locator, value: str) -> None:
        """Take an entry of a list where that is a step and not what fills a form."""
        target.select_option(value)
        self.count += 1
