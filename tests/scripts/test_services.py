"""What a test does when the program it needs is not on the machine."""

from pathlib import Path

import pytest

from tests.services import browser, elasticsearch, vnu

EITHER = (
    pytest.skip.Exception,
    pytest.fail.Exception,
)  # a skip nobody expects must not skip the test


def test_what_is_there_is_given_back() -> None:
    """No program is missing: nothing happens."""
    assert browser.require("a browser", "/usr/bin/chromium") == "/usr/bin/chromium"


def test_a_missing_program_skips_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """On somebody's own machine the rest of the tests is still worth running."""
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="NOT RUN: a browser"):
        browser.require("a browser", None)


def test_a_missing_program_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """There, what is not run must not pass for fine."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(EITHER, match="NOT RUN: a browser") as raised:
        browser.require("a browser", None)
    assert raised.type is pytest.fail.Exception


def test_no_server_of_search_is_said_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Java or Maven the contract of the second engine is not kept in silence."""
    monkeypatch.setattr(elasticsearch.elasticsearch_jars, "why_not", lambda: "a JDK")
    for ci, outcome in (("", pytest.skip.Exception), ("true", pytest.fail.Exception)):
        monkeypatch.setenv("CI", ci)
        with pytest.raises(EITHER, match=r"NOT RUN: Elasticsearch .* missing: a JDK") as raised:
            elasticsearch.require()
        assert raised.type is outcome


@pytest.mark.service
def test_the_html_checker_finds_a_planted_fault(tmp_path: Path) -> None:
    """A whole page passes; the same page with an unclosed element does not."""
    page = '<!DOCTYPE html>\n<html lang="it">\n<head><title>Prova</title></head>\n<body>{}</body>\n'
    good, bad = tmp_path / "good.html", tmp_path / "bad.html"
    good.write_text(page.format("<p>Testo</p>") + "</html>\n", encoding="utf-8")
    bad.write_text(page.format("<p><strong>Testo</p>") + "</html>\n", encoding="utf-8")
    messages = vnu.check([good, bad])
    assert {Path(message.file).name for message in messages} == {"bad.html"}
    assert any("strong" in message.text for message in messages)
