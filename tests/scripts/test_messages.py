"""Catalogues are compiled without gettext, and only when they have changed."""

import gettext
import os
from pathlib import Path

import pytest

from scripts import compile_messages

CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Guide"
msgstr "دليل"

#, fuzzy
msgid "News"
msgstr "unsure"
"""


def write(folder: Path, text: str) -> Path:
    """An Arabic catalogue."""
    source = folder / "ar" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(text, encoding="utf-8")
    return source


def test_a_catalogue_can_be_read_and_fuzzy_entries_are_left_out(tmp_path: Path) -> None:
    """What nobody has looked at must not be shown."""
    write(tmp_path, CATALOGUE)
    assert compile_messages.main(tmp_path) == 0
    texts = gettext.translation("django", tmp_path, ["ar"])
    assert texts.gettext("Guide") == "دليل"
    assert texts.gettext("News") == "News"


def test_only_what_changed_is_compiled(tmp_path: Path) -> None:
    """The second time there is nothing to do, until the source is newer."""
    source = write(tmp_path, CATALOGUE)
    compile_messages.main(tmp_path)
    assert compile_messages.outdated(tmp_path) == []
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_messages.outdated(tmp_path) == [source]


def test_a_broken_catalogue_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In one line, without a traceback."""
    write(tmp_path, 'msgid "Guide\nmsgstr')
    assert compile_messages.main(tmp_path) == 1
    assert "The catalogue ar/LC_MESSAGES/django.po is broken" in capsys.readouterr().err
