"""Loading the demonstration: the short way ends where wagtail-localize's own ends."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import models
from wagtail.models import Locale, PageLogEntry, Revision
from wagtail_localize.models import StringSegment, TemplateSegment, TranslationSource

from directory.models import Organisation
from home.demo import publishing, translate
from volunteering.models import CallPage

pytestmark = pytest.mark.django_db
SLUG = "raccolta-cibo"  # a call without a Spanish translation


@pytest.fixture
def call() -> CallPage:
    return CallPage.objects.get(slug=SLUG, locale__language_code="it")


@pytest.fixture
def spanish() -> Locale:
    return Locale.objects.get(language_code="es")


def in_brackets(translator: translate.Translator) -> dict[str, str]:
    """A translation of each string that nobody can confuse with the original."""
    return {text: f"[{text}]" for text in translator.segments.strings()}


def written(instance: Any, locale: Locale) -> Any:
    """The translation of an object, made the short way."""
    translator = translate.Translator(instance, publishing.Parents())
    translator.ask([locale])
    translator.write(locale, in_brackets(translator))
    return instance.get_translation(locale)


def content(instance: Any) -> dict[str, Any]:
    """What the object says, without the keys of its rows."""

    def without_keys(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                name: without_keys(v) for name, v in value.items() if name not in {"pk", "page"}
            }
        return [without_keys(item) for item in value] if isinstance(value, list) else value

    found: dict[str, Any] = without_keys(instance.serializable_data())
    return found


def test_a_page_gets_what_wagtail_localize_would_write(call: CallPage, spanish: Locale) -> None:
    page = written(call, spanish)
    source = TranslationSource.objects.get_for_instance(call)
    assert content(page) == content(source.get_ephemeral_translated_instance(spanish))
    assert page.title == f"[{call.title}]"
    assert page.what_you_do.raw_data[0]["value"] != call.what_you_do.raw_data[0]["value"]
    assert [slot.weekday for slot in page.slots.all()] == [0, 1, 2, 3, 4]


def test_a_page_is_live_with_a_revision_and_a_history(call: CallPage, spanish: Locale) -> None:
    page = written(call, spanish)
    assert page.live
    assert not page.has_unpublished_changes
    assert page.first_published_at == page.last_published_at
    assert page.live_revision == page.latest_revision
    assert page.latest_revision.as_object().title == page.title
    assert page.get_parent().locale == spanish
    actions = PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True)
    assert set(actions) == {"wagtail.create", "wagtail.copy_for_translation", "wagtail.publish"}


def test_a_translation_is_updated_where_it_stands(call: CallPage, spanish: Locale) -> None:
    first = written(call, spanish)
    call.title = "Raccolta del pane"
    call.save()
    again = written(call, spanish)
    assert again.pk == first.pk
    assert again.title == "[Raccolta del pane]"
    assert again.live
    assert not again.has_unpublished_changes


def test_a_snippet_is_translated_the_same_way(spanish: Locale) -> None:
    organisation = Organisation.objects.get(slug="tavola-lunga", locale__language_code="it")
    organisation.get_translation(spanish).delete()
    row = written(organisation, spanish)
    source = TranslationSource.objects.get_for_instance(organisation)
    assert content(row) == content(source.get_ephemeral_translated_instance(spanish))
    assert row.live
    assert row.live_revision == row.latest_revision


def test_nothing_is_published_while_a_string_is_missing(call: CallPage, spanish: Locale) -> None:
    translator = translate.Translator(call, publishing.Parents())
    translator.ask([spanish])
    known = in_brackets(translator)
    known.popitem()
    translator.write(spanish, known)
    assert call.get_translation_or_none(spanish) is None


@pytest.mark.parametrize("model", [StringSegment, TemplateSegment])
def test_strings_are_kept_as_wagtail_localize_keeps_them(
    model: type[models.Model], call: CallPage
) -> None:
    """Its own way of reading them finds every row in place, adds none and removes none."""
    source = translate.Translator(call, publishing.Parents()).source
    rows = model.objects.filter(source=source)  # type: ignore[attr-defined]
    before = set(rows.values_list("pk", flat=True))
    assert before
    source.refresh_segments()
    assert set(rows.values_list("pk", flat=True)) == before


def test_a_string_that_is_gone_leaves_the_list(call: CallPage) -> None:
    call.expenses_note = ""
    call.save()
    strings = translate.Translator(call, publishing.Parents()).segments.strings()
    assert "Ti ridiamo le spese della benzina, con la ricevuta." not in strings


def test_loading_again_changes_nothing() -> None:
    before = Revision.objects.count(), PageLogEntry.objects.count()
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert (Revision.objects.count(), PageLogEntry.objects.count()) == before
    assert "Pages in Italian: 0 of" in out.getvalue()
    assert "Translations: complete." in out.getvalue()
