"""Every public page keeps every promise: each is a question of its own, all are asked in one visit.

That a question finds what it asks for is proved in the file about its promise: `test_accessible`,
`test_private`, `test_light`, `test_steady`, `test_valid`.
"""

import functools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import looks, visits
from tests.browser.addresses import LANGUAGES, SOURCE, TEMPLATES, Addresses
from tests.browser.looks import Look
from tests.browser.weight import TOO_MUCH
from tests.services import vnu

pytestmark = pytest.mark.browser
Visited = Callable[[str], list[Look]]


@pytest.fixture(scope="module")
def visited(browser: Browser, site: str, addresses: Addresses) -> Iterator[Visited]:
    """What was found on a template in its languages; whoever asks first goes there."""
    with visits.visit(browser, site) as seen:
        reader = looks.Reader(seen)

        @functools.cache
        def go(template: str) -> list[Look]:
            found = [reader.look(addresses, template, language) for language in LANGUAGES]
            return [look for look in found if look]

        yield go


def test_every_template_is_visited(addresses: Addresses) -> None:
    """A promise about every template is worth something only if each is seen somewhere."""
    seen = {template for template, language in addresses if language in looks.READ_IN}
    assert set(TEMPLATES) - seen == set()


@pytest.mark.parametrize("template", TEMPLATES)
def test_everybody_can_use_it(visited: Visited, template: str) -> None:
    """WCAG 2.2 AA, good practice and 7:1 contrast, in light and dark, on phones and wide screens.

    No scrolling sideways down to 320 px or with text twice as large; thumbs hit what they want.
    """
    assert looks.told(visited(template), "use") == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_page_asks_nobody_else_and_leaves_nothing(visited: Visited, template: str) -> None:
    """Whoever reads is known to the site's own server only, and not recognised the next time."""
    assert looks.told(visited(template), "privacy") == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_first_visit_costs_little(visited: Visited, template: str) -> None:
    """The fullest page of each type, on a phone that has never been here."""
    assert looks.told(visited(template), "weight") == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_moves(visited: Visited, template: str) -> None:
    """What one has begun to read stays where it is; on slow lines too, says `test_steady`."""
    assert looks.told(visited(template), "moved") == []


@pytest.mark.service
def test_every_template_is_valid_html(visited: Visited, tmp_path: Path) -> None:
    """The Nu checker has nothing to say about any template in Italian, Arabic and Chinese.

    All in one run of Java; each message names its file, which is named by template and language.
    """
    saved = []
    for template in TEMPLATES:
        for look in visited(template):
            saved.append(tmp_path / f"{template}-{look.language}.html")
            saved[-1].write_text(look.html, encoding="utf-8")
    assert len(saved) >= len(TEMPLATES)
    assert [str(message) for message in vnu.check(saved)] == []


CLEAN = "<!DOCTYPE html><html lang=it><title>x</title><main><h1>x</h1>{}<p>y</p></main>"
PLANTED = {
    "use": "<h4>x</h4>",
    "privacy": '<img src="http://elsewhere.example/x.png" alt="" width="1" height="1">',
    "weight": f"<p>{TOO_MUCH}</p>",
    "moved": "",
}
# What a script of ours would do that adds something above the text when that has been painted.
JUMP = """addEventListener('DOMContentLoaded', () => requestAnimationFrame(() =>
    requestAnimationFrame(() => document.querySelector('h1').before(document.createElement('hr')))))"""


@pytest.mark.parametrize("promise", PLANTED)
def test_a_broken_promise_is_told_by_itself(browser: Browser, site: str, promise: str) -> None:
    """A fault breaks the promise that it is about and no other, and comes with the page as it was sent."""
    html = CLEAN.format(PLANTED[promise])
    with visits.visit(browser, site) as seen:
        visits.plant(seen, html)
        if promise == "moved":
            seen.context.add_init_script(JUMP)
        look = looks.Reader(seen).look({("planted", SOURCE): "/planted"}, "planted", SOURCE)
    assert look is not None
    assert [name for name in PLANTED if looks.told([look], name)] == [promise]
    assert look.html == html
