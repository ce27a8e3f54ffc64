"""A translation that went out incomplete says which sentences are in another language."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail_localize.models import StringSegment

from tests.translations import desk
from translations.partial.marking import Language, mark

ITALIAN = Language("it", "ltr", "Italiano")
OPEN, CLOSE = '<span lang="it" dir="ltr">', "</span>"
NOTE = ' <small class="text-secondary" lang="it" dir="ltr">(Italiano)</small>'


def main(inner: str) -> str:
    return f'<html><body><main id="main">{inner}</main></body></html>'


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ("<p> Ciao a te. </p>", f"<p> {OPEN}Ciao a te.{CLOSE} {NOTE}</p>"),
        ("<p>Ciao &amp; via</p>", f"<p>{OPEN}Ciao &amp; via{CLOSE}{NOTE}</p>"),
        (
            '<li>La <a href="/x">casa <b>nuova</b></a> è qui.</li>',
            f'<li>{OPEN}La{CLOSE} <a href="/x">{OPEN}casa{CLOSE} <b>{OPEN}nuova{CLOSE}</b></a> {OPEN}è qui.{CLOSE}{NOTE}</li>',
        ),
        ("<p>Ciao a te. Altro.</p>", "<p>Ciao a te. Altro.</p>"),
        ("<option>x</option><textarea>Ciao a te.</textarea>", "<option>x</option><textarea>Ciao a te.</textarea>"),
        ('<p title="Ciao a te.">x</p>', '<p title="Ciao a te.">x</p>'),
    ],
)  # fmt: skip
def test_only_whole_sentences_are_marked(inner: str, wanted: str) -> None:
    known = ["Ciao a te.", "Ciao & via", "La casa nuova è qui."]
    assert mark(main(inner), known, ITALIAN) == main(wanted)


def test_nothing_outside_of_the_page_s_own_part_is_touched() -> None:
    page = "<title>Ciao a te.</title><nav>Ciao a te.</nav>" + main("<p>x</p>")
    assert mark(page, ["Ciao a te."], ITALIAN) == page


@pytest.mark.django_db
def test_readers_see_which_sentences_are_italian(client: Client, incomplete: list[str]) -> None:
    text = client.get(desk.guide("ar").get_url()).content.decode()
    assert text.count(NOTE) == len(incomplete) == 2
    assert f"{OPEN}{incomplete[1]}{CLOSE}" in text
    row = desk.translation()
    for piece in StringSegment.objects.filter(
        source=row.source, context__path__startswith="what_is"
    ):
        desk.write(row, piece, "نص ينتظر")  # written in the desk, not published
    cache.clear()
    assert client.get(desk.guide("ar").get_url() + "?b").content.decode().count(NOTE) == 2
    assert NOTE not in client.get(desk.guide("fr").get_url()).content.decode()
    assert NOTE not in client.get(desk.guide().get_url()).content.decode()


@pytest.mark.django_db
def test_complete_pages_ask_nothing_for_it(client: Client) -> None:
    """One query after a change of the site, none after that."""
    address = desk.guide("ar").get_url()
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address + "?a=1")
    assert not [one for one in asked if "partialtranslation" in one["sql"]]
