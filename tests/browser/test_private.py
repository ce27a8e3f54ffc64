"""Reading the site tells nobody: no other host, no cookie, nothing kept, no broken policy.

Every page is asked in `test_pages`; here are a site in its own hue, and that the questions find breaches.
"""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import visits

pytestmark = pytest.mark.browser
THEME = "/theme/280-50.css"
USE_THEME = """path => new Promise((done, failed) => {
    const link = document.querySelector('link[rel=stylesheet]')
    link.onload = () => document.fonts.ready.then(() => done(getComputedStyle(document.body).color))
    link.onerror = failed
    link.href = path
})"""


def test_a_site_in_its_own_hue_asks_nobody_else(browser: Browser, site: str) -> None:
    """The stylesheet that a site's editors chose keeps to the same house, fonts included."""
    with visits.visit(browser, site) as seen:
        page = seen.open("/it/")
        before = page.evaluate("getComputedStyle(document.body).color")
        assert page.evaluate(USE_THEME, THEME) != before
        assert seen.breaches() + seen.traces() == []
        assert any(THEME in request.url for request in seen.requests)


FAULTS = {
    "asks http://elsewhere.example": '<img src="http://elsewhere.example/x.png" alt="">',
    "asks https://fonts.example": '<link rel="preconnect" href="https://fonts.example">',
    "policy: style-src": '<p style="color:red">x</p>',
    "policy: script-src": "<script>document.title='x'</script>",
    "console: Refused to apply style": '<link rel="stylesheet" href="/static/missing.css">',
}


def test_planted_breaches_are_seen(browser: Browser, site: str) -> None:
    """A foreign picture, a connection prepared, an inline style, a script, a missing file."""
    with visits.visit(browser, site) as seen:
        visits.plant(seen, f"<!DOCTYPE html><title>x</title>{''.join(FAULTS.values())}")
        found = seen.breaches()
    missed = [symptom for symptom in FAULTS if not any(what.startswith(symptom) for what in found)]
    assert missed == [], found


def leave_traces(page: Page) -> None:
    """What a careless script would do."""
    page.evaluate("document.cookie = 'reader=1'; localStorage.setItem('reader', '1')")


def test_a_planted_trace_is_seen(browser: Browser, site: str) -> None:
    """A cookie set by a script, a word in the browser's storage, a cookie set by an answer."""
    with visits.visit(browser, site) as seen:
        leave_traces(seen.open("/it/"))
        seen.open("/admin/login/")
        found = " ".join(seen.traces())
    for what in ("cookie reader", "storage", "document.cookie", "Set-Cookie", "Vary:"):
        assert what in found


def test_a_clean_planted_page_has_no_breach(browser: Browser, site: str) -> None:
    """The measure finds nothing where there is nothing."""
    with visits.visit(browser, site) as seen:
        visits.plant(seen, "<!DOCTYPE html><html lang=it><title>x</title><p>x</p>")
        assert seen.breaches() + seen.traces() == []
