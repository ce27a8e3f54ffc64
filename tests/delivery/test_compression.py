"""Pages are sent small, and nothing that a person typed is changed."""

import brotli
import pytest
from django.test import Client

from delivery.compression import compact


def test_indents_go_and_words_stay() -> None:
    assert compact(b"<ul>\n    <li>a b</li>\n\n  </ul>") == b"<ul>\n<li>a b</li>\n</ul>"
    typed = b"<form>\n  <textarea>\n  my\n   words</textarea></form>"
    assert compact(typed) == typed


@pytest.mark.django_db
def test_a_browser_gets_what_it_accepts(client: Client) -> None:
    plain = client.get("/it/")
    small = client.get("/it/", headers={"accept-encoding": "gzip, br"})
    assert small["Content-Encoding"] == "br"
    assert "Accept-Encoding" in small["Vary"]
    assert b"<html" in brotli.decompress(small.content)
    older = client.get("/it/", headers={"accept-encoding": "gzip"})
    assert older["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
