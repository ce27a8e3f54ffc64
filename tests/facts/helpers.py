"""What the tests of facts share: a fact with a value, and how a text holds it."""

from decimal import Decimal
from typing import Any

from facts import changing
from facts.models import Fact, FactValue
from facts.values import Kind


def fee(code: str = "prova-bollo", amount: str = "30.46", **fields: Any) -> Fact:
    """A fact that is an amount, with its value."""
    fact = Fact.objects.create(code=code, name=fields.pop("name", code.title()), kind=Kind.FEE)
    changing.give(fact, FactValue(amount=Decimal(amount)), None)
    return fact


def days(code: str = "prova-giorni", number: int = 60) -> Fact:
    """A fact that is a number of days."""
    fact = Fact.objects.create(code=code, name=code.title(), kind=Kind.NUMBER)
    changing.give(fact, FactValue(number=number, unit="day"), None)
    return fact


def stored(fact: Fact) -> str:
    """The fact inside a rich text."""
    return f'<a id="{fact.pk}" linktype="fact">{fact.code}</a>'
