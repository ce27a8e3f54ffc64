"""Words of another language say so to readers, to screen readers and to translators."""

import json

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea
from wagtail.rich_text import RichText, expand_db_html, get_text_for_indexing
from wagtail_localize.strings import extract_strings

from core.blocks.rich import TEXT_FEATURES
from core.templatetags.glossary_words import finish

pytestmark = pytest.mark.django_db
STORED = '<p>Vale lo <a id="la" linktype="language">ius <b>soli</b></a>, dice.</p>'


def shown(stored: str) -> str:
    return str(finish(expand_db_html(stored)))


def test_readers_get_the_language_and_its_direction() -> None:
    assert shown(STORED) == '<p>Vale lo <span lang="la" dir="ltr">ius <b>soli</b></span>, dice.</p>'
    arabic = '<p><a id="ar" linktype="language">إقامة</a> <a id="zh-hans" linktype="language">中文</a></p>'
    assert shown(arabic) == (
        '<p><span lang="ar" dir="rtl">إقامة</span> <span lang="zh-Hans" dir="ltr">中文</span></p>'
    )
    assert "lang=" in render_to_string(
        "wagtailcore/shared/richtext.html", {"html": expand_db_html(STORED)}
    )
    assert RichText(STORED).source == STORED


@pytest.mark.parametrize("code", ["", "xx", '"><script>', "it en"])
def test_a_mark_that_names_no_language_leaves_plain_words(code: str) -> None:
    from django.utils.html import escape

    assert shown(f'<p><a id="{escape(code)}" linktype="language">voce</a></p>') == "<p>voce</p>"


def test_the_editor_keeps_the_mark_and_nothing_else() -> None:
    converter = ContentstateConverter(features=TEXT_FEATURES)
    kept = converter.to_database_format(converter.from_database_format(STORED))
    assert '<a id="la" linktype="language">ius <b>soli</b></a>' in kept.replace(
        '<a linktype="language" id="la">', '<a id="la" linktype="language">'
    )
    forged = STORED.replace('id="la"', 'id="x y"')
    assert "linktype" not in converter.to_database_format(converter.from_database_format(forged))


def test_translators_get_one_sentence_with_the_mark_inside() -> None:
    _template, strings = extract_strings(STORED)
    assert len(strings) == 1
    string, attributes = strings[0]
    assert string.render_html(attributes) == STORED.removeprefix("<p>").removesuffix("</p>")


def test_search_reads_the_words() -> None:
    assert get_text_for_indexing(STORED) == "Vale lo ius soli, dice."


def test_the_editor_is_given_a_list_of_languages_with_names() -> None:
    """As the script reads it from the form: pairs, in the editor's own language."""
    with translation.override("it"):
        drawn = DraftailRichTextArea(features=["language"]).get_context("text", None, {})
    told = json.loads(drawn["widget"]["attrs"]["data-w-init-detail-value"])
    (kind,) = [one for one in told["entityTypes"] if one["type"] == "LANGUAGE"]
    assert ["la", "Latino"] in [[code, name.capitalize()] for code, name in kind["languages"]]
