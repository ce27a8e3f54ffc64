"""Uses of facts follow what is published, and search follows the facts."""

from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.blocks.struct_block import StructBlockValidationError

from core import fact_uses
from core.blocks import CostBlock
from core.search_entries import from_page
from facts import changing
from facts.models import Fact, FactCheck, FactUse, FactValue
from facts.uses import mark
from guides.models import GuidePage
from search import signals
from tests.desk import signed_in
from tests.facts.helpers import fee, stored

pytestmark = pytest.mark.django_db


def guide(slug: str = "rinnovare-permesso") -> GuidePage:
    return GuidePage.objects.get(slug=slug, locale__language_code="it")


def publish(page: GuidePage) -> None:
    page.save_revision().publish()


def texts(fact: Fact) -> list[str]:
    return list(fact.uses.order_by("position").values_list("sentence", flat=True))


def test_sentences_are_cut_where_they_end() -> None:
    fact = fee()
    html = (
        f"<p>Prima frase. Paga <b>{stored(fact)}</b> qui! Terza &amp; ultima.</p>"
        f"<ul><li>Un {stored(fact)}</li><li>Niente</li></ul>"
    )
    put = mark(fact.pk)
    assert list(fact_uses.sentences(html)) == [f"Paga {put} qui!", f"Un {put}"]


def test_publishing_writes_down_where_a_fact_stands_and_unpublishing_forgets() -> None:
    fact, page = fee(), guide()
    page.costs_note = f"<p>In tutto {stored(fact)}. Poi altro.</p>"
    page.save_revision()
    assert texts(fact) == []
    publish(page)
    assert texts(fact) == [f"In tutto {mark(fact.pk)}."]
    page.costs_note = "<p>Altro.</p>"
    publish(page)
    assert texts(fact) == []
    page.costs_note = f"<p>Di nuovo {stored(fact)}.</p>"
    publish(page)
    page.unpublish()
    assert texts(fact) == []


def test_a_cost_taken_from_a_fact_is_a_use_with_what_is_paid() -> None:
    fact, page = fee(), guide()
    page.costs = [("cost", {"item": "Tessera", "fact": fact.code})]
    publish(page)
    assert texts(fact) == [f"Tessera: {mark(fact.pk)}"]


def test_a_guide_shows_the_amount_of_a_fact_and_its_range(client: Client) -> None:
    fact, page = fee(amount="432.10"), guide()
    page.costs = [("cost", {"item": "Tessera", "fact": fact.code, "amount": Decimal(1)})]
    publish(page)
    html = client.get(page.get_url()).content.decode()
    assert "432,10" in html
    changing.give(fact, FactValue(amount=Decimal("567.80")), None)
    html = client.get(page.get_url()).content.decode()
    assert "567,80" in html
    assert "432,10" not in html


def test_a_cost_needs_an_amount_or_a_fact() -> None:
    block = CostBlock()
    empty = block.to_python({"item": "Bollo", "amount": None, "fact": ""})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(empty)
    assert set(refused.value.block_errors) == {"amount"}
    given = block.to_python({"item": "Bollo", "amount": None, "fact": fee().code})
    assert block.clean(given).money.plain().startswith("30,46")


def test_search_reads_the_value_and_is_told_of_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    fact, page = fee(amount="432.10"), guide()
    page.costs_note = f"<p>In tutto {stored(fact)}.</p>"
    publish(page)
    assert any("432,10" in text for text in from_page(guide()).body)
    noted: list[str] = []
    monkeypatch.setattr(signals, "note", noted.extend)
    changing.give(fact, FactValue(amount=Decimal("567.80")), None)
    assert noted == [f"page:{page.translation_key}"]
    assert any("567,80" in text for text in from_page(guide()).body)


def test_a_used_fact_cannot_be_deleted_and_an_unused_one_can(client: Client) -> None:
    signed_in(client, "admin")
    fact, page = fee(), guide()
    page.costs_note = f"<p>{stored(fact)}</p>"
    publish(page)
    address = reverse("fact:delete", args=[fact.pk])
    answer = client.post(address, follow=True)
    assert "sta in 1 pagina" in answer.content.decode()
    assert Fact.objects.filter(pk=fact.pk).exists()
    page.costs_note = ""
    publish(page)
    client.post(address)
    assert not Fact.objects.filter(pk=fact.pk).exists()


def test_what_was_to_be_looked_at_is_done_when_its_page_is_published() -> None:
    fact, page = fee(), guide()
    check = FactCheck.objects.create(
        fact=fact, page_id=page.pk, sentence="x", reason="y", who="edit"
    )
    publish(page)
    check.refresh_from_db()
    assert check.done_at is not None


def test_the_demonstration_has_facts_on_several_pages_in_eight_languages() -> None:
    rows = FactUse.objects.filter(fact__code="marca-da-bollo")
    assert rows.values("translation_key").distinct().count() >= 4
    assert rows.values("locale").distinct().count() == 8


def test_a_text_points_to_its_fact_for_those_who_ask_what_uses_it() -> None:
    from wagtail.models import ReferenceIndex

    fact, page = fee(), guide()
    page.costs_note = f"<p>{stored(fact)}</p>"
    page.costs = [("cost", {"item": "Tessera", "fact": fact.code})]
    page.save()
    ReferenceIndex.create_or_update_for_object(page)
    found = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Fact), to_object_id=str(fact.pk)
    )
    assert found.count() == 2


def test_a_translation_is_written_down_in_its_own_words() -> None:
    rows = FactUse.objects.filter(fact__code="marca-da-bollo", locale__language_code="en")
    sentences = list(rows.values_list("sentence", flat=True))
    assert any(sentence.startswith("It costs") for sentence in sentences)
    assert not any(sentence.startswith("Costa") for sentence in sentences)


def test_uses_can_be_written_down_anew() -> None:
    before = list(FactUse.objects.order_by("page", "position").values_list("page", "sentence"))
    FactUse.objects.all().delete()
    call_command("record_fact_uses")
    after = list(FactUse.objects.order_by("page", "position").values_list("page", "sentence"))
    assert after == before
