"""Every page is correct HTML, so that every browser and screen reader reads the same.

Every template is checked in `test_pages`; here are what calls add, the pages of bad days, and planted mistakes.
"""

import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.browser import follow
from tests.browser.addresses import LANGUAGES
from tests.services import vnu

pytestmark = [pytest.mark.browser, pytest.mark.service]
STANDING = ("500.html", "503.html")


def fetched(url: str) -> str:
    """The document at an address, whatever its status."""
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return str(error.read().decode())


CALL = "volontariato/ponte-di-voci/conversazione-italiano/"
OF_CALLS = [
    CALL,
    f"{CALL}candidatura/",
    "volontariato/tavola-lunga/raccolta-cibo/candidatura/minori/",
    "volontariato/?near=Cuneo&days=weekend&italian=none",
    "volontariato/?near=San+Teodoro",
    "volontariato/avvisi/?near=Cuneo",
    "volontariato/avvisi/inviato/",
    "volontariato/avvisi/si/x/",
]


def test_answering_and_following_a_call_is_valid_html(
    site: str, alert_links: follow.Links, tmp_path: Path
) -> None:
    """Forms and states of calls that no template of the pages above shows."""
    saved = []
    for language in LANGUAGES:
        paths = [f"/{language}/{path}" for path in OF_CALLS] + [*alert_links[language]]
        for number, path in enumerate(paths):
            saved.append(tmp_path / f"{language}-{number}.html")
            saved[-1].write_text(fetched(site + path), encoding="utf-8")
    assert [str(message) for message in vnu.check(saved)] == []


def test_the_pages_of_bad_days_are_valid_html() -> None:
    """What is shown when nothing works is a plain file: it too is correct."""
    templates = Path(__file__).parents[2] / "templates"
    assert vnu.check([templates / name for name in STANDING]) == []


def test_planted_mistakes_are_found(tmp_path: Path) -> None:
    """An id used twice, a list without items, a label of nothing, a term without its meaning."""
    body = '<p id="a">x</p><p id="a">y</p><ul><p>z</p></ul><label for="none">l</label>'
    page = tmp_path / "fault.html"
    page.write_text(
        f'<!DOCTYPE html><html lang="it"><head><meta charset="utf-8"><title>x</title></head>'
        f"<body>{body}<dl><dt>w</dt></dl></body></html>",
        encoding="utf-8",
    )
    assert len(vnu.check([page])) >= 4
