"""The stylesheet that is sent says the same in fewer bytes."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from delivery import static

SOURCE = Path(settings.BASE_DIR) / "site" / "static" / "css" / "site.css"


@pytest.mark.parametrize(
    ("css", "sent"),
    [
        ("/* why */\na{b:c;}\n", "a{b:c}"),
        ("a,\nb{\n  c:d;\n  e:calc(1px + 2px)}\n", "a,b{c:d;e:calc(1px + 2px)}"),
        ("@media print{\n  a{b:c}\n}\nd{e:f}", "@media print{a{b:c}}d{e:f}"),
        ("a\nb{c:d}", "a\nb{c:d}"),  # a space between selectors means something
    ],
)
def test_rules_stay_and_white_space_goes(css: str, sent: str) -> None:
    assert static.compact(css) == sent


def test_only_our_stylesheets_are_touched(tmp_path: Any) -> None:
    storage = static.CompactStaticFilesStorage(location=str(tmp_path))
    words = b"/* licence */\na{b:c}\n"
    for name in ("css/own.css", "wagtailadmin/css/theirs.css", "css/own.txt"):
        storage.save(name, ContentFile(words))
    assert (tmp_path / "css/own.css").read_bytes() == b"a{b:c}"
    assert (tmp_path / "wagtailadmin/css/theirs.css").read_bytes() == words
    assert (tmp_path / "css/own.txt").read_bytes() == words


def test_a_stylesheet_that_was_read_before_is_sent_whole(tmp_path: Any) -> None:
    """Its name carries a hash of its content, so it is read once before it is written."""
    storage = static.CompactStaticFilesStorage(location=str(tmp_path))
    content = ContentFile(b"a{b:c}\n")
    storage.file_hash("css/own.css", content)
    storage.save("css/own.css", content)
    assert (tmp_path / "css/own.css").read_bytes() == b"a{b:c}"


def test_the_site_s_stylesheet_loses_no_rule() -> None:
    source = SOURCE.read_text(encoding="utf-8")
    sent = static.compact(source)
    bare = static.COMMENT.sub("", source)
    assert sent.count("{") == bare.count("{")
    assert sent.count(":") == bare.count(":")
    assert "/*" not in sent
    assert len(sent) < len(source)
