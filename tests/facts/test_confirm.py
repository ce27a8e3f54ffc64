"""Changing a fact that pages show: every sentence first, nothing saved before the button."""

import datetime
import re
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from facts import changing
from facts.models import Fact, FactCheck, FactValue
from guides.models import GuidePage
from tests.desk import signed_in, turned_away
from tests.facts.helpers import stored
from tests.facts.test_desk import NO_ROWS, edit_url

pytestmark = pytest.mark.django_db


def typed(fact: Fact, amount: str = "32,00", **more: Any) -> dict[str, Any]:
    return {
        "name": fact.name, "code": fact.code, "amount": amount, "currency": "EUR",
        "risk_class": "A", **NO_ROWS, **more,
    }  # fmt: skip


def confirm_url(fact: Fact) -> str:
    return reverse("fact:confirm", args=[fact.pk])


def amount(fact: Fact) -> Decimal | None:
    row = Fact.objects.get(pk=fact.pk).current
    return row.amount if row else None


def answers(html: str, choice: str = "ok") -> dict[str, str]:
    """A choice for each sentence that the screen asks about, and what it carries along."""
    found = dict.fromkeys(re.findall(r'name="(look-\w+)"', html), choice)
    shown = dict(re.findall(r'name="(based_on|seen)" value="(\w+)"', html))
    assert shown.keys() == {"based_on", "seen"}
    return found | shown | {"when": "now", "step": "save"}


def ask(client: Client, fact: Fact, **more: Any) -> str:
    """The screen that follows the form."""
    signed_in(client, "admin")
    answer = client.post(edit_url(fact), typed(fact, **more))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_every_sentence_is_shown_before_and_after_and_nothing_is_saved(
    client: Client, fact: Fact
) -> None:
    html = ask(client, fact, name="Nome nuovo")
    assert html.count("<del") >= 2
    assert "La tessera costa" in html
    assert "ثمن البطاقة" in html
    assert "«circa»" in html
    assert 'value="Nome nuovo"' in html
    assert len(set(re.findall(r'name="(look-\w+)"', html))) == 1
    assert amount(fact) == Decimal("30.46")
    assert Fact.objects.get(pk=fact.pk).name == "Tessera di prova"


def test_the_button_saves_all_and_says_so_in_the_history(client: Client, fact: Fact) -> None:
    html = ask(client, fact, name="Nome nuovo")
    data = typed(fact, name="Nome nuovo") | answers(html)
    answer = client.post(confirm_url(fact), data, follow=True)
    assert "su ogni pagina" in answer.content.decode()
    assert amount(fact) == Decimal("32.00")
    assert Fact.objects.get(pk=fact.pk).name == "Nome nuovo"
    entry = ModelLogEntry.objects.filter(action="facts.changed").latest("timestamp")
    assert entry.data["after"].startswith("32")
    assert entry.user.username == "admin"
    history = client.get(reverse("fact:history", args=[fact.pk])).content.decode()
    assert "senza una seconda persona" in history
    for language, wanted in (("it", "32"), ("ar", "32")):
        page = GuidePage.objects.get(slug="rinnovare-permesso", locale__language_code=language)
        shown = client.get(page.get_url()).content.decode()
        assert f">{wanted}\u00a0€</bdi>" in shown
        assert "30,46\u00a0€</bdi>. In tutto" not in shown


def test_a_sentence_without_a_choice_holds_everything_and_choices_stay(
    client: Client, fact: Fact
) -> None:
    html = ask(client, fact)
    data = typed(fact) | answers(html)
    (name,) = (key for key in data if key.startswith("look-"))
    answer = client.post(confirm_url(fact), {key: data[key] for key in data if key != name})
    assert answer.status_code == 200
    assert "Scegli" in answer.content.decode()
    assert amount(fact) == Decimal("30.46")
    bad = client.post(confirm_url(fact), data | {"when": "day", "day": "domani"}).content.decode()
    assert 'value="domani"' in bad
    assert re.search(rf'name="{name}" value="ok" checked', bad)
    assert amount(fact) == Decimal("30.46")


def test_back_to_the_fact_keeps_what_was_typed(client: Client, fact: Fact) -> None:
    html = ask(client, fact)
    data = typed(fact, name="Nome nuovo") | answers(html) | {"step": "back"}
    back = client.post(confirm_url(fact), data).content.decode()
    assert 'value="Nome nuovo"' in back
    assert re.search(r'name="amount"[^>]*value="32[.,]00"', back)
    assert amount(fact) == Decimal("30.46")


def test_what_cannot_be_a_value_goes_back_to_the_form(client: Client, fact: Fact) -> None:
    html = ask(client, fact)
    answer = client.post(confirm_url(fact), typed(fact, amount="molto") | answers(html))
    assert answer.status_code == 200
    assert 'value="molto"' in answer.content.decode()
    assert amount(fact) == Decimal("30.46")


def test_a_change_made_by_somebody_else_in_between_is_told(client: Client, fact: Fact) -> None:
    html = ask(client, fact)
    changing.give(fact, FactValue(amount=Decimal("31.00")), None)
    answer = client.post(confirm_url(fact), typed(fact) | answers(html))
    assert "Qualcuno ha cambiato" in answer.content.decode()
    assert amount(fact) == Decimal("31.00")


def test_a_sentence_may_become_a_task(client: Client, fact: Fact) -> None:
    html = ask(client, fact)
    answer = client.post(confirm_url(fact), typed(fact) | answers(html, "task"), follow=True)
    check = FactCheck.objects.get(fact=fact)
    assert (check.who, check.done_at) == ("task", None)
    assert "circa" in check.sentence
    assert "circa" in answer.content.decode()


def test_a_value_for_a_later_day_takes_effect_by_the_clock(client: Client, fact: Fact) -> None:
    day = timezone.localdate() + datetime.timedelta(days=10)
    html = ask(client, fact)
    data = typed(fact) | answers(html) | {"when": "day", "day": day.isoformat()}
    said = client.post(confirm_url(fact), data, follow=True).content.decode()
    assert "32" in said
    assert amount(fact) == Decimal("30.46")
    call_command("facts_take_effect")
    assert not FactValue.objects.get(fact=fact, valid_from=day).announced
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(12), datetime.UTC)):
        assert amount(fact) == Decimal("32.00")
        call_command("facts_take_effect")
        assert FactValue.objects.get(fact=fact, valid_from=day).announced
        call_command("facts_take_effect")
    changed = ModelLogEntry.objects.filter(action="facts.changed", object_id=str(fact.pk))
    assert changed.count() == 2


def test_a_planned_value_can_be_withdrawn_before_its_day(client: Client, fact: Fact) -> None:
    signed_in(client, "admin")
    day = timezone.localdate() + datetime.timedelta(days=10)
    row = changing.give(fact, FactValue(amount=Decimal(99)), None, day)
    address = reverse("fact:withdraw", args=[row.pk])
    assert f'formaction="{address}"' in client.get(edit_url(fact)).content.decode()
    assert client.get(address).status_code == 405
    client.post(address)
    assert not FactValue.objects.filter(pk=row.pk).exists()
    assert client.post(address).status_code == 404


def test_what_is_not_the_value_is_saved_without_being_asked(client: Client, fact: Fact) -> None:
    signed_in(client, "admin")
    answer = client.post(edit_url(fact), typed(fact, amount="30,46", owner_role="Ufficio"))
    assert answer.status_code == 302
    assert Fact.objects.get(pk=fact.pk).owner_role == "Ufficio"


def test_the_confirmation_opened_by_its_address_leads_to_the_form(
    client: Client, fact: Fact
) -> None:
    signed_in(client, "admin")
    assert client.get(confirm_url(fact))["Location"] == edit_url(fact)


def test_who_may_not_change_facts_can_neither_see_nor_send_it(client: Client, fact: Fact) -> None:
    signed_in(client, "organisation")
    assert turned_away(client.get(edit_url(fact)))
    assert turned_away(client.post(confirm_url(fact), typed(fact) | {"step": "save"}))
    assert amount(fact) == Decimal("30.46")


def test_the_screen_costs_as_many_queries_for_any_number_of_pages(
    client: Client, fact: Fact, django_assert_max_num_queries: Any
) -> None:
    signed_in(client, "admin")
    for page in GuidePage.objects.filter(live=True)[:30]:
        page.costs_note = f"<p>La tessera costa {stored(fact)}.</p>"
        page.save_revision().publish()
    with django_assert_max_num_queries(35):
        client.post(edit_url(fact), typed(fact))
