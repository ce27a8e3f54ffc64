"""Every page is correct HTML, so that every browser and screen reader reads the same."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import visits
from tests.browser.addresses import LANGUAGES, TEMPLATES, Addresses
from tests.services import vnu

pytestmark = [pytest.mark.browser, pytest.mark.service]
STANDING = ("500.html", "503.html")


def source(seen: visits.Visit) -> str:
    """The document on the screen, as it was sent."""
    sent = [answer for answer in seen.responses if answer.request.is_navigation_request()]
    return sent[-1].text()


def save(browser: Browser, site: str, addresses: Addresses, folder: Path) -> list[Path]:
    """Every template in every language, as sent, one file each."""
    saved = []
    for language in LANGUAGES:
        for template in TEMPLATES:
            with visits.visit(browser, site, java_script_enabled=False) as seen:
                if seen.show(addresses, template, language):
                    path = folder / f"{language}-{template}.html"
                    path.write_text(source(seen), encoding="utf-8")
                    saved.append(path)
    return saved


def test_every_template_is_valid_html(
    browser: Browser, site: str, addresses: Addresses, tmp_path: Path
) -> None:
    """The Nu checker has nothing to say about any template in Italian, Arabic and Chinese."""
    saved = save(browser, site, addresses, tmp_path)
    assert len(saved) >= len(TEMPLATES)
    assert [str(message) for message in vnu.check(saved)] == []


@pytest.mark.parametrize("name", STANDING)
def test_the_pages_of_bad_days_are_valid_html(name: str) -> None:
    """What is shown when nothing works is a plain file: it too is correct."""
    assert vnu.check([Path(__file__).parents[2] / "templates" / name]) == []


def test_planted_mistakes_are_found(tmp_path: Path) -> None:
    """An id used twice, a list without items, a label of nothing."""
    body = '<p id="a">x</p><p id="a">y</p><ul><p>z</p></ul><label for="none">l</label>'
    page = tmp_path / "fault.html"
    page.write_text(
        f'<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><title>x</title></head>'
        f"<body>{body}</body></html>",
        encoding="utf-8",
    )
    assert len(vnu.check([page])) >= 3
