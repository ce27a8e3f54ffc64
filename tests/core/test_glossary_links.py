"""Words linked to the glossary: what editors store, translators keep, and readers get."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale, ReferenceIndex
from wagtail.rich_text import RichText, get_text_for_indexing
from wagtail_localize.models import StringTranslation

from core import glossary_links
from core.blocks.rich import TEXT_FEATURES
from glossary.models import GlossaryTerm
from guides.models import GuidePage
from home.demo import publishing, translate

pytestmark = pytest.mark.django_db


def term(code: str = "kit-postale", language: str = "it") -> GlossaryTerm:
    return GlossaryTerm.objects.get(code=code, locale__language_code=language)


def link(words: str, code: str = "kit-postale") -> str:
    return f'<a id="{term(code).pk}" linktype="glossary">{words}</a>'


def shown(html: str, language: str = "it") -> str:
    with translation.override(language):
        return str(RichText(f"<p>{html}</p>")).strip().removeprefix("<p>").removesuffix("</p>")


def test_a_reader_is_led_to_the_word_in_the_glossary_of_the_language(client: Client) -> None:
    for language, words in (("it", "kit postale"), ("ar", term(language="ar").term)):
        html = shown(link(words), language)
        address = html.partition('href="')[2].partition('"')[0]
        assert address.startswith(f"/{language}/")
        assert address.endswith("#t-kit-postale")
        assert 'id="t-kit-postale"' in client.get(address).content.decode()
        assert "data-term" not in html


@pytest.mark.parametrize(
    ("language", "stored", "wanted"),
    [
        ("it", "{kit}", ">kit</a>"),
        ("en", "{kit postale}", ' lang="it" dir="ltr">kit postale</a>'),
        ("ar", "{<b>kit postale</b>}", ' lang="it" dir="ltr"><b>kit postale</b></a>'),
        ("en", "{a kit postale}", '>a <span lang="it" dir="ltr">kit postale</span></a>'),
        ("en", "{postal kit}", '>postal kit</a> (<span lang="it" dir="ltr">kit postale</span>)'),
        (
            "en",
            "<b>{postal kit}</b> (kit postale).",
            '>postal kit</a></b> (<span lang="it" dir="ltr">kit postale</span>).',
        ),
        (
            "zh-hans",
            "{材料袋（kit postale）}。",
            '>材料袋（<span lang="it" dir="ltr">kit postale</span>）</a>。',
        ),
        (
            "en",
            "{postal kit} (free)",
            '>postal kit</a> (<span lang="it" dir="ltr">kit postale</span>) (free)',
        ),
    ],
)
def test_the_italian_word_is_always_shown_once(language: str, stored: str, wanted: str) -> None:
    opening, closing = link("|").split("|")
    html = shown(stored.replace("{", opening).replace("}", closing), language)
    assert html.endswith(wanted), html


def test_a_bent_italian_word_is_known_for_what_it_is() -> None:
    with translation.override("es"):
        permit = glossary_links.word(term("permesso-di-soggiorno").pk)
        home = glossary_links.word(term("residenza").pk)
        assert permit is not None
        assert home is not None
        assert permit.is_italian("permessi di soggiorno")
        assert not permit.is_italian("permiso de residencia")
        assert not home.is_italian("residencia")


@pytest.mark.parametrize("key", ["999999", "abc", "", "-1", "٣", "1' OR 1=1"])
def test_a_link_to_no_term_is_plain_words(key: str) -> None:
    assert shown(f'<a id="{key}" linktype="glossary">kit</a> qui') == "kit qui"
    assert shown('<a linktype="glossary">kit</a>') == "kit"


def test_a_deleted_term_leaves_plain_words() -> None:
    html = link("kit")
    assert "<a" in shown(html)
    term().delete()
    assert shown(html) == "kit"


def test_links_cost_nothing_once_the_glossary_is_in_memory() -> None:
    several = " ".join(link(code, code) for code in ("kit-postale", "patronato", "questura"))
    shown(link("kit"))
    with CaptureQueriesContext(connection) as captured:
        assert shown(several).count("<a ") == 3
    assert not captured.captured_queries


def test_a_change_of_a_term_is_seen_at_once() -> None:
    html = link("postal kit")
    assert "kit postale" in shown(html, "en")
    GlossaryTerm.objects.get(pk=term(language="en").pk).save()
    row = term(language="en")
    row.italian = "busta gialla"
    row.save()
    assert "busta gialla" in shown(html, "en")


def test_the_editor_gives_back_what_was_stored() -> None:
    stored = f'<p data-block-key="abcde">Il <a id="{term().pk}" linktype="glossary">kit</a>.</p>'
    converter = ContentstateConverter(features=TEXT_FEATURES)
    state = converter.from_database_format(stored)
    (entity,) = json.loads(state)["entityMap"].values()
    assert entity["type"] == "GLOSSARY"
    assert entity["data"]["name"] == "kit postale"
    again = converter.to_database_format(state)
    assert again.replace(' linktype="glossary"', "") == stored.replace(' linktype="glossary"', "")
    assert ' linktype="glossary"' in again


def test_what_names_no_row_is_not_stored_and_a_field_without_the_feature_keeps_the_words() -> None:
    converter = ContentstateConverter(features=TEXT_FEATURES)
    state = json.loads(converter.from_database_format(f"<p>{link('kit')}</p>"))
    state["entityMap"]["0"]["data"]["id"] = '"><script>'
    assert "<a" not in converter.to_database_format(json.dumps(state))
    plain = ContentstateConverter(features=["bold"])
    html = plain.to_database_format(plain.from_database_format(f"<p>Il {link('kit')}.</p>"))
    assert "<a" not in html
    assert "Il kit." in html


def test_search_reads_the_words() -> None:
    assert get_text_for_indexing(f"<p>Il {link('kit')}.</p>") == "Il kit."


def test_a_link_goes_through_translation_to_the_same_term(client: Client) -> None:
    """The translator sees a placeholder; the page leads to the term in its own language."""
    page = GuidePage.objects.get(slug="rinnovare-permesso", locale__language_code="it")
    page.who_for = f"<p>Per chi usa il {link('kit')} o il {link('patronato', 'patronato')}.</p>"
    page.save_revision().publish()
    locale = Locale.objects.get(language_code="ar")
    translator = translate.Translator(page, publishing.Parents())
    translator.ask([locale])
    strings = translator.segments.strings()
    text = 'Per chi usa il <a id="a1">kit</a> o il <a id="a2">patronato</a>.'
    assert text in strings
    known = translate.read_po("ar", "g01-rinnovare-permesso")
    known |= {
        row.translation_of.data: row.data
        for row in StringTranslation.objects.filter(locale=locale).select_related("translation_of")
    }
    known[text] = 'عبر <a id="a2">patronato</a> مع <a id="a1">حزمة</a>.'
    assert [each for each in strings if not known.get(each)] == []
    translator.write(locale, known)
    arabic = GuidePage.objects.get(translation_key=page.translation_key, locale=locale)
    assert term("patronato").pk in glossary_links.linked(arabic)
    html = client.get(arabic.url).content.decode()
    assert '#t-patronato" lang="it" dir="ltr">patronato</a>' in html
    assert '#t-kit-postale">حزمة</a> (<span lang="it" dir="ltr">kit postale</span>)' in html


def test_a_guide_explains_what_it_chose_and_what_it_links_each_once(client: Client) -> None:
    page: Any = GuidePage.objects.get(slug="rinnovare-permesso", locale__language_code="it")
    page.glossary_terms.set([term("patronato"), term("kit-postale")])
    page.who_for = f"<p>{link('kit')} {link('SPID', 'spid')}</p>"
    page.save_revision().publish()
    page = GuidePage.objects.get(pk=page.pk)
    codes = [row.code for row in page.glossary_list]
    assert {"patronato", "kit-postale", "spid"} <= set(codes)
    assert len(codes) == len(set(codes))
    preview = page.get_latest_revision_as_object()
    assert [row.code for row in preview.glossary_list] == codes


def test_the_use_of_a_term_lists_the_pages_that_link_it() -> None:
    page = GuidePage.objects.get(slug="codice-fiscale", locale__language_code="it")
    page.who_for = f"<p>{link('SPID', 'spid')} <a linktype='glossary' id='x'>y</a></p>"
    page.save_revision().publish()
    ReferenceIndex.create_or_update_for_object(page)
    users = [str(use[0]) for use in ReferenceIndex.get_grouped_references_to(term("spid"))]
    assert str(page) in " ".join(users)
