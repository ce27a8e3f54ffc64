"""Every page of the demonstration can be translated into every language, and says only what it is."""

from typing import Any

import pytest
import yaml
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource
from wagtail_localize.operations import TranslationCreator

from home.demo import files, translate
from tests.demo import ROOT

pytestmark = pytest.mark.django_db
PAGES = sorted(path.stem for path in (ROOT / "data" / "demo" / "pages").glob("*.yaml"))


def data(name: str) -> dict[str, Any]:
    path = ROOT / "data" / "demo" / "pages" / f"{name}.yaml"
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def find(name: str) -> Any:
    values = data(name)
    if "parent" not in values or not values["parent"]:
        return Page.objects.get(depth=2, locale__language_code="it").specific
    parent = data(values["parent"]).get("slug", "home")
    rows = Page.objects.filter(slug=values["slug"], locale__language_code="it")
    return next(row for row in rows if row.get_parent().slug in {parent, "home"}).specific


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_submitted_to_every_language(name: str) -> None:
    page = find(name)
    locales = list(Locale.objects.exclude(language_code="it"))
    TranslationCreator(None, locales).create_translations(page)
    source = TranslationSource.objects.get_for_instance(page)
    assert source.translations.count() == len(locales)
    for locale in locales:
        translated = page.get_translation(locale)
        if page.depth > 2:  # home pages are siblings and cannot share a slug
            assert translated.slug == page.slug


@pytest.mark.parametrize("name", PAGES)
def test_a_translation_is_complete_and_in_step(name: str) -> None:
    """Every string has its translation in every language the file names; the page is live there."""
    values = data(name)
    page = find(name)
    if not values.get("live", True):
        assert not page.live
        return
    for code in values.get("languages") or []:
        locale = Locale.objects.get(language_code=code)
        assert page.get_translation(locale).live, (name, code)
        strings = translate.strings_of(TranslationSource.objects.get_for_instance(page))
        known = translate.read_po(code, name)
        assert [text for text in strings if not known.get(text)] == []


def test_nothing_italian_is_published_under_another_prefix() -> None:
    """A page lives in a language only when its file names that language."""
    by_slug: dict[str, set[str]] = {}
    for file in files.pages():
        if file.data.get("live", True):
            by_slug.setdefault(file.data.get("slug", "home"), set()).update([*file.languages, "it"])
    for page in Page.objects.filter(live=True, depth__gt=2).select_related("locale"):
        assert page.locale.language_code in by_slug[page.slug], page.url_path


def test_tables_and_alternative_texts_are_extracted() -> None:
    from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

    from core.blocks import BodyBlock

    stream = BodyBlock().to_python(
        [
            {
                "type": "table",
                "id": "1",
                "value": {
                    "columns": [{"type": "text", "heading": "Durata"}],
                    "rows": [{"values": ["Un anno"]}],
                    "caption": "Costi",
                },
            }
        ]
    )
    found = StreamFieldSegmentExtractor(None).handle_stream_block(stream)
    assert [segment.string.data for segment in found] == ["Costi", "Durata", "Un anno"]
    table = BodyBlock().child_blocks["table"]
    value = stream[0].value
    for segment in found:
        segment.path = segment.path.split(".", 1)[1]
    assert table.get_translatable_segments(value)[0].string.data == "Costi"
