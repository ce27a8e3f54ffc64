"""A reader who names further languages gets in them what is missing in the language of the page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from core import locales, localize, reading
from delivery.reading import carried
from guides.models import GuidePage
from tests.translations import desk
from tests.translations.pages import edit, guide, set_text
from translations import texts
from translations.editor import marks, sending
from translations.editor.access import desk_of
from translations.partial.marking import Instead, Language, mark

ENGLISH = Language("en", "ltr", "English")
ITALIAN = Language("it", "ltr", "Italiano")
NOTE = ' <small class="text-secondary" lang="en" dir="ltr">(English)</small>'
ITA, NOTE_IT = (
    '<span lang="it" dir="ltr">',
    NOTE.replace('"en"', '"it"').replace("English", "Italiano"),
)
SPAN, CLOSE = '<span lang="en" dir="ltr">', "</span>"


def read(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


# The address ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (["en,it"], ("en", "it")),
        (["en", "fr", ""], ("en", "fr")),
        (["EN, en ,xx,<b>"], ("en",)),
        (["it,en,fr,es,ro"], ("it", "en", "fr")),
        ([], ()),
    ],
)
def test_the_address_names_languages_of_the_site(values: list[str], codes: tuple[str, ...]) -> None:
    assert reading.codes_in(values) == codes


LINKS = [
    ('<a class="x" href="/ar/guide/">', '<a class="x" href="/ar/guide/?also=en,it">'),
    ('<a href="/ar/cerca/?q=a&amp;page=2#r">', '<a href="/ar/cerca/?q=a&amp;page=2&amp;also=en,it#r">'),
    ('<a href="?page=2">', '<a href="?page=2&amp;also=en,it">'),
    ('<a href="/ar/x/?also=fr">', '<a href="/ar/x/?also=fr">'),
    ('<a href="/ar/feed/news.atom">', '<a href="/ar/feed/news.atom">'),
    ('<a href="#main">', '<a href="#main">'),
    ('<a href="https://example.org/ar/">', '<a href="https://example.org/ar/">'),
    ('<a href="/admin/">', '<a href="/admin/">'),
    ('<link rel="canonical" href="/ar/guide/">', '<link rel="canonical" href="/ar/guide/">'),
    (
        '<form action="/ar/cerca/" role="search">',
        '<form action="/ar/cerca/" role="search"><input type="hidden" name="also" value="en,it">',
    ),
    ('<form method="post" action="/ar/x/">', '<form method="post" action="/ar/x/?also=en,it">'),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), LINKS)
def test_links_to_pages_carry_the_choice_and_nothing_else_does(before: str, after: str) -> None:
    assert carried(before, "also=en,it") == after


@pytest.mark.django_db
def test_the_choice_goes_along_and_canonical_addresses_stay_clean(client: Client) -> None:
    page = guide("ar")
    text = read(client, f"{page.url}?also=en,it")
    head, _tag, body = text.partition("<body")
    assert "also=" not in head
    assert f'<link rel="canonical" href="{page.full_url}">' in head
    assert 'href="/ar/?also=en,it"' in body
    assert f'href="{guide("en").url}?also=en,it"' in body
    assert "also=" not in read(client, page.url)


@pytest.mark.django_db
def test_crawlers_are_kept_from_readers_choices(client: Client) -> None:
    assert "Disallow: /*?also=" in read(client, "/robots.txt")


# The choice ---------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["it", "en", "fr", "es", "ro", "ar", "uk", "zh-hans"])
def test_every_language_has_the_form_and_every_page_leads_to_it(client: Client, code: str) -> None:
    home = read(client, f"/{code}/")
    assert f'href="/{code}/lingue/?next=/{code}/"' in home
    text = read(client, f"/{code}/lingue/?next=/{code}/guide/")
    assert text.count('<select id="also-') == reading.LONGEST
    assert f'<option value="{code}"' not in text
    assert '<meta name="robots" content="noindex">' in text


@pytest.mark.django_db
def test_the_form_leads_back_with_the_languages_in_their_order(client: Client) -> None:
    back = "/uk/guide/?topic=work"
    sent = {"next": back, "also": ["fr", "uk", "en"], "set": "1"}
    answer = client.get("/uk/lingue/", sent)
    assert answer.status_code == 302
    assert answer["Location"] == "/uk/guide/?topic=work&also=fr,en"
    assert not answer.cookies
    again = read(client, "/uk/lingue/?also=fr,en&next=/uk/guide/")
    assert '<option value="fr" lang="fr" selected>' in again
    none = client.get("/uk/lingue/", {"also": ["", ""], "next": "/uk/guide/", "set": "1"})
    assert none["Location"] == "/uk/guide/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    ["https://example.org/uk/", "//example.org/uk/", "/admin/", "javascript:alert(1)", "/xx/"],
)
def test_the_form_leads_nowhere_else(client: Client, url: str) -> None:
    answer = client.get("/uk/lingue/", {"next": url, "also": "en", "set": "1"})
    assert answer["Location"] == "/uk/?also=en"


# What is missing ----------------------------------------------------------------------------------


@pytest.fixture
def only_italian_and_english() -> GuidePage:
    """A guide that readers of Arabic do not have."""
    page = guide("ar")
    page.unpublish()
    return guide("en")


@pytest.mark.django_db
def test_links_lead_to_the_first_language_that_has_the_page(
    only_italian_and_english: GuidePage,
) -> None:
    from django.utils import translation

    with translation.override("ar"):
        source = guide()
        assert localize.localized([source])[0].pk == source.pk
        with reading.knowing(("fr", "en")):
            french = guide("fr")
            assert localize.localized([source])[0].pk == french.pk
            assert localize.localized_by_id([source.pk])[source.pk].pk == french.pk
        with reading.knowing(("it", "en")):
            assert localize.localized([source])[0].pk == source.pk


@pytest.mark.django_db
def test_lists_show_what_is_missing_once_and_at_the_end(
    client: Client, only_italian_and_english: GuidePage
) -> None:
    missing = only_italian_and_english
    index = missing.get_parent().specific
    arabic = index.get_translation(locales.by_code("ar"))
    assert missing.url not in read(client, arabic.url)
    text = read(client, f"{arabic.url}?also=en,fr").partition('class="result-list"')[2]
    text = text.partition("</ul>")[0]
    assert text.count(f'href="{missing.url}?also=en,fr"') == 1
    assert guide("fr").url not in text
    assert f'lang="en" dir="ltr"><a href="{missing.url}' in text
    assert text.rindex('href="/ar/guide/') < text.index(missing.url)


@pytest.mark.django_db
def test_a_missing_page_names_the_readers_languages_first(
    client: Client, only_italian_and_english: GuidePage
) -> None:
    path = only_italian_and_english.url.removeprefix("/en/")
    text = read(client, f"/ar/{path}?also=en", 404).partition("<main")[2]
    assert text.index(f'href="/en/{path}') < text.index(f'href="/it/{path}')
    plain = read(client, f"/ar/{path}", 404).partition("<main")[2]
    assert plain.index(f'href="/it/{path}') < plain.index(f'href="/en/{path}')


# Incomplete and stale -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_untranslated_sentence_is_shown_in_the_readers_next_language(
    client: Client, incomplete: list[str]
) -> None:
    url = desk.guide("ar").url
    assert incomplete[1] in read(client, url)
    text = read(client, f"{url}?also=en")
    assert text.count(NOTE) == len(incomplete) == 2
    assert incomplete[1] not in text
    italian = read(client, f"{url}?also=it,en")
    assert NOTE not in italian
    assert incomplete[1] in italian


@pytest.mark.django_db
def test_a_stale_sentence_of_the_other_language_is_not_shown(
    client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    """English is behind at the same place: Arabic readers get the Italian of today."""
    block = desk.guide().what_is[0].id
    pieces = texts.of(desk.guide("en"))[f"what_is.{block}"]
    fresh = "".join(f"<p>Una frase nuova {number}.</p>" for number in range(len(pieces)))
    edit(desk.guide(), set_text("what_is", 0, "", fresh))
    row = desk.translation()
    StringTranslation.objects.filter(
        context__object_id=row.source.object_id, context__path__startswith=f"what_is.{block}",
        locale=row.target_locale,
    ).delete()  # fmt: skip
    found = desk_of(desk.guide("ar"))
    assert found is not None
    with django_capture_on_commit_callbacks(execute=True):
        sending.version_of(found, None).publish()
    text = read(client, f"{desk.guide('ar').url}?also=en")
    assert text.count("Una frase nuova 0.") == 1
    assert NOTE not in text


@pytest.mark.parametrize(
    ("inner", "original", "other", "wanted"),
    [
        ("<p> Ciao a te. </p>", "Ciao a te.", "Hi & <b>you</b>", f"<p> {SPAN}Hi &amp; you{CLOSE} {NOTE}</p>"),
        (
            '<li>La <a href="/x">casa</a> è <b>qui</b>.</li>',
            'La <a id="a1">casa</a> è <b>qui</b>.',
            '<b>Here</b> is <a id="a1">the house</a>.',
            f'<li>{SPAN}<b>Here</b> is <a href="/x">the house</a>.{CLOSE}{NOTE}</li>',
        ),
        (
            '<li>La <a href="/x">casa</a> è qui.</li>',
            "La casa è qui.",
            "The house is here.",
            f'<li>{ITA}La</span> <a href="/x">{ITA}casa</span></a> {ITA}è qui.</span>{NOTE_IT}</li>',
        ),
    ],
)  # fmt: skip
def test_the_other_sentence_takes_the_place_with_its_links(
    inner: str, original: str, other: str, wanted: str
) -> None:
    plain = marks.plain(original)
    found = {plain: Instead(original, other, ENGLISH)}
    page = f'<main id="main">{inner}</main>'
    assert mark(page, [plain], ITALIAN, found) == f'<main id="main">{wanted}</main>'


@pytest.mark.django_db
def test_a_stale_part_says_what_stands_there_today(client: Client) -> None:
    edit(guide(), set_text("steps", 1, "title", "Fate un’altra cosa"))
    url = guide("ar").url
    assert "Fate un’altra cosa" not in read(client, url)
    text = read(client, f"{url}?also=en,it")  # English is behind as well
    assert text.count("Fate un’altra cosa") == 1
    assert '<div class="callout" lang="it" dir="ltr">' in text


@pytest.mark.django_db
def test_the_notice_leads_to_a_language_that_is_in_step(client: Client) -> None:
    from tests.translations.pages import locale
    from translations import staleness
    from translations.models import StaleText

    page = edit(guide(), set_text("steps", 1, "title", "Fate un’altra cosa"))
    notice = '<div class="alert" role="note">'
    before = read(client, f"{guide('ar').url}?also=en").partition(notice)[2].partition("</div>")[0]
    assert f'href="{page.url}?also=en"' in before
    staleness.still_right(
        page.translation_key,
        locale("en"),
        StaleText.objects.filter(source_id=page.translation_key, locale=locale("en")).get().path,
        None,
    )
    after = read(client, f"{guide('ar').url}?also=en").partition(notice)[2].partition("</div>")[0]
    assert f'href="{guide("en").url}?also=en" hreflang="en"' in after
    assert page.url not in after


# What it costs ------------------------------------------------------------------------------------


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


@pytest.mark.django_db
def test_the_choice_costs_a_fixed_number_of_queries(client: Client, incomplete: list[str]) -> None:
    """None in lists but for the section's own translations; four for what a page lacks."""
    index = GuidePage.objects.filter(locale__language_code="ar", live=True).first()
    assert index is not None
    listing = index.get_parent().url
    assert queries(client, f"{listing}?also=en,fr,it") - queries(client, listing) <= 2
    url = desk.guide("ar").url
    assert queries(client, f"{url}?also=en,fr") - queries(client, url) <= 4
    home = Page.objects.get(depth=2, locale__language_code="ar").url
    assert queries(client, f"{home}?also=en,fr,it") - queries(client, home) <= 2
