"""Facts in running text: what editors store, translators keep, readers and search get."""

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.models import StringTranslation

from core import fact_links
from core.blocks.rich import INLINE_FEATURES, RunningTextBlock
from facts import changing
from facts.models import FactValue
from guides.models import GuidePage
from home.demo import publishing, translate
from tests.facts.helpers import days, fee, stored

pytestmark = pytest.mark.django_db


def shown(html: str, language: str = "it") -> str:
    with translation.override(language):
        return str(RichText(f"<p>{html}</p>")).strip().removeprefix("<p>").removesuffix("</p>")


def test_readers_see_the_value_in_their_language() -> None:
    html = f"Paga {stored(fee())}."
    assert shown(html) == 'Paga <bdi dir="ltr">30,46\u00a0€</bdi>.'
    assert shown(html, "en") == 'Paga <bdi dir="ltr">30.46\u00a0€</bdi>.'
    assert shown(f"{stored(days())}.", "en") == "<bdi>60 days</bdi>."


def test_a_new_value_is_seen_at_once_and_changes_no_text() -> None:
    fact = fee()
    html = stored(fact)
    assert "30,46" in shown(html)
    changing.give(fact, FactValue(amount=Decimal("32.00")), None)
    assert shown(html) == '<bdi dir="ltr">32\u00a0€</bdi>'


@pytest.mark.parametrize("key", ["999999", "abc", "", "-1", "٣", "1' OR 1=1"])
def test_a_fact_that_is_none_leaves_its_words(key: str) -> None:
    assert shown(f'<a id="{key}" linktype="fact">kit</a> qui') == "kit qui"


def test_facts_cost_nothing_once_they_are_in_memory() -> None:
    facts = [fee(f"prova-{number}", f"{number}.10") for number in range(1, 6)]
    shown(stored(facts[0]))
    with CaptureQueriesContext(connection) as captured:
        assert shown(" ".join(stored(fact) for fact in facts)).count("<bdi") == 5
    assert not captured.captured_queries


def test_search_reads_the_value() -> None:
    html = f"<p>Costa {stored(fee())}.</p>"
    assert RunningTextBlock().get_searchable_content(RichText(html)) == ["Costa 30,46\u00a0€."]
    assert fact_links.words_of("<p>Niente.</p>") == "Niente."


def test_the_editor_keeps_the_code_whatever_is_typed_over_it() -> None:
    fact = fee()
    converter = ContentstateConverter(features=INLINE_FEATURES)
    state = json.loads(converter.from_database_format(f"<p>Paga {stored(fact)}.</p>"))
    (entity,) = state["entityMap"].values()
    assert entity["type"] == "FACT"
    assert entity["data"]["value"] == "30,46\u00a0€"
    assert entity["data"]["code"] == fact.code
    text = state["blocks"][0]["text"]
    state["blocks"][0]["text"] = text.replace(fact.code, "X" * len(fact.code))
    again = converter.to_database_format(json.dumps(state))
    assert f">{fact.code}</a>" in again
    assert 'linktype="fact"' in again


def test_what_names_no_row_is_not_stored() -> None:
    converter = ContentstateConverter(features=INLINE_FEATURES)
    state = json.loads(converter.from_database_format(f"<p>{stored(fee())}</p>"))
    state["entityMap"]["0"]["data"]["id"] = '"><script>'
    assert "<a" not in converter.to_database_format(json.dumps(state))


def test_a_fact_goes_through_translation() -> None:
    """The translator sees a placeholder with the code; the page shows the value in its language."""
    fact = fee()
    source = GuidePage.objects.filter(locale__language_code="it", live=True)[0]
    source.costs_note = f"<p>In tutto {stored(fact)}.</p>"
    source.save()
    work = translate.Translator(source, publishing.Parents())
    string = next(text for text in work.segments.strings() if fact.code in text)
    assert string == f'In tutto <a id="a1">{fact.code}</a>.'
    arabic = Locale.objects.get(language_code="ar")
    rows = StringTranslation.objects.filter(locale=arabic)
    known = {row.translation_of.data: row.data for row in rows.select_related("translation_of")}
    known |= {text: known.get(text, text) for text in work.segments.strings()}
    known[string] = f'المجموع <a id="a1">{fact.code}</a>.'
    work.write(arabic, known)
    target = source.get_translation(arabic)
    assert "30,46" in shown(target.costs_note, "ar")
