"""A page arrives on a slow line: the fonts of its language, and that the scales of `weight` weigh.

Every page is weighed in `test_pages`.
"""

import pytest
from playwright.sync_api import Browser

from tests.browser import visits
from tests.browser.addresses import LANGUAGES, SOURCE
from tests.browser.trickle import shifts
from tests.browser.weight import FACES, TOO_MUCH, WITHOUT_FONTS, excesses, weigh

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", sorted(set(WITHOUT_FONTS) - set(LANGUAGES)))
def test_a_language_of_another_script_fetches_no_font(
    browser: Browser, site: str, language: str
) -> None:
    """Our fonts lack Arabic, Ukrainian and Chinese letters: fetching them would be for nothing.

    Here are the languages that `test_pages` does not visit.
    """
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


FAULTS = {
    "bytes {": f"<p>{TOO_MUCH}</p>",
    "requests": "".join(f'<img src="/favicon-{n}.svg" alt="">' for n in range(6)),
    "bytes of scripts": '<script src="/planted.js"></script>',
    "scripts [": "<script>1</script>",
}


def test_planted_weights_are_seen(browser: Browser, site: str) -> None:
    """Too much text, too many files, a script beside the page and one inside it."""
    with visits.visit(browser, site) as seen:
        script = {"body": f"/*{TOO_MUCH}*/", "content_type": "text/javascript"}
        seen.page.route("**/planted.js", lambda route: route.fulfill(**script))
        visits.plant(seen, f"<!DOCTYPE html><title>x</title>{''.join(FAULTS.values())}")
        found = excesses(weigh(seen, "/planted"), SOURCE)
    missed = [symptom for symptom in FAULTS if not any(symptom in what for what in found)]
    assert missed == [], found


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
