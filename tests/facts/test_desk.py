"""The list and the form of facts in the admin."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from facts.models import Fact
from tests.desk import signed_in, turned_away
from tests.facts.helpers import days, fee

pytestmark = pytest.mark.django_db
NO_ROWS = {
    "labels-TOTAL_FORMS": "0", "labels-INITIAL_FORMS": "0",
    "labels-MIN_NUM_FORMS": "0", "labels-MAX_NUM_FORMS": "1000",
}  # fmt: skip


def form(fact: Any = None, **values: Any) -> dict[str, Any]:
    """What the form of a fee sends."""
    given = {
        "name": fact.name if fact else "Bollo", "code": fact.code if fact else "prova-bollo",
        "currency": "EUR", "risk_class": "A", **NO_ROWS,
    }  # fmt: skip
    return given | values


def add_url(kind: str) -> str:
    return f"{reverse('fact:add')}?kind={kind}"


def edit_url(fact: Fact) -> str:
    return reverse("fact:edit", args=[fact.pk])


def test_the_kind_is_chosen_first_and_decides_the_fields(client: Client) -> None:
    signed_in(client, "admin")
    assert "?kind=phone" in client.get(reverse("fact:add")).content.decode()
    html = client.get(add_url("phone")).content.decode()
    assert 'name="phone"' in html
    assert 'name="amount"' not in html
    assert 'name="text_ar"' in client.get(add_url("rule")).content.decode()
    assert "?kind=phone" in client.get(add_url("nonsense")).content.decode()


def test_a_fact_is_written_with_its_value_and_its_history(client: Client) -> None:
    signed_in(client, "admin")
    answer = client.post(add_url("fee"), form(amount="30,46"))
    assert answer.status_code == 302
    fact = Fact.objects.get(code="prova-bollo")
    assert fact.kind == "fee"
    assert fact.current is not None
    assert fact.current.amount == Decimal("30.46")
    actions = ModelLogEntry.objects.filter(object_id=str(fact.pk)).values_list("action", flat=True)
    assert set(actions) == {"wagtail.create", "facts.changed"}
    history = client.get(reverse("fact:history", args=[fact.pk])).content.decode()
    assert "30,46" in history


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("fee", {"amount": "-1"}),
        ("fee", {"amount": "trenta"}),
        ("fee", {"amount": "1" * 40}),
        ("number", {"number": "60,5"}),
        ("phone", {"phone": "abc"}),
        ("date", {"day": "31/02/2027"}),
        ("law", {"text": ""}),
    ],
)
def test_what_is_no_value_is_refused_and_stays_typed(
    client: Client, kind: str, values: dict[str, str]
) -> None:
    signed_in(client, "admin")
    answer = client.post(add_url(kind), form(name="Nome digitato", **values))
    assert answer.status_code == 200
    assert "Nome digitato" in answer.content.decode()
    assert not Fact.objects.filter(code="prova-bollo").exists()


def test_the_list_says_value_kind_and_place_in_as_many_queries_for_any_number(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    signed_in(client, "admin")
    fee()
    days()
    html = client.get(reverse("fact:index")).content.decode()
    assert "30,46" in html
    assert "60 giorni" in html
    assert "da nessuna parte" in html
    for number in range(20):
        fee(f"prova-{number}")
    with django_assert_max_num_queries(25):
        client.get(reverse("fact:index"))


def test_search_and_filters_find_a_fact(client: Client) -> None:
    signed_in(client, "admin")
    fee(name="Marca speciale")
    days()
    html = client.get(reverse("fact:index"), {"q": "speciale"}).content.decode()
    assert "Marca speciale" in html
    assert "60 giorni" not in html
    html = client.get(reverse("fact:index"), {"kind": "number"}).content.decode()
    assert "60 giorni" in html
    assert "Marca speciale" not in html


def test_the_window_shows_values_and_tells_the_editor_the_code(client: Client) -> None:
    signed_in(client, "officer")
    fact = fee()
    assert "30,46" in client.get(reverse("fact_chooser:choose")).content.decode()
    assert client.get(reverse("fact_chooser:choose_results"), {"q": "prova"}).status_code == 200
    chosen = client.get(reverse("fact_chooser:chosen", args=[fact.pk])).json()["result"]
    assert (chosen["code"], chosen["value"]) == (fact.code, "30,46\u00a0€")


@pytest.mark.parametrize("name", ["organisation", "translator-ar"])
def test_screens_are_closed_to_those_without_a_permission(client: Client, name: str) -> None:
    signed_in(client, name)
    fact = fee()
    addresses = [reverse("fact:index"), reverse("fact:add"), edit_url(fact)]
    addresses += [reverse(f"fact:{view}", args=[fact.pk]) for view in ("delete", "history")]
    for address in addresses:
        assert turned_away(client.get(address)), address
