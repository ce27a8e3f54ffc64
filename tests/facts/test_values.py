"""A value as readers of each language see it."""

import datetime
from decimal import Decimal

import pytest
from django.utils import translation

from facts.values import Kind, Value

NARROW = {ord("\u00a0"): " ", ord("\u202f"): " "}


def shown(value: Value, language: str) -> str:
    with translation.override(language):
        return value.plain().translate(NARROW)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [("it", "10.503,35 € all’anno"), ("en", "10,503.35 € a year"), ("ar", "10503,35 € في السنة")],
)
def test_an_amount_is_written_as_the_language_writes_numbers(language: str, wanted: str) -> None:
    value = Value(Kind.THRESHOLD, amount=Decimal("10503.35"), per="year")
    assert shown(value, language) == wanted


def test_cents_are_written_only_when_there_are_some() -> None:
    assert shown(Value(Kind.FEE, amount=Decimal("16.00")), "it") == "16 €"
    assert shown(Value(Kind.FEE, amount=Decimal("30.46")), "it") == "30,46 €"


def test_a_number_takes_the_plural_of_its_language() -> None:
    assert shown(Value(Kind.NUMBER, number=1, unit="day"), "it") == "1 giorno"
    assert shown(Value(Kind.NUMBER, number=60, unit="day"), "it") == "60 giorni"
    two, five = (shown(Value(Kind.NUMBER, number=n, unit="month"), "uk") for n in (2, 5))
    assert two.split()[1] != five.split()[1]
    assert shown(Value(Kind.NUMBER, number=12), "it") == "12"


def test_numbers_keep_their_direction_in_a_text_from_the_right() -> None:
    with translation.override("ar"):
        assert Value(Kind.FEE, amount=Decimal(16)).html() == '<bdi dir="ltr">16\u00a0€</bdi>'
        assert "<bdi>" in Value(Kind.DAY, day=datetime.date(2027, 1, 1)).html()


def test_a_telephone_can_be_called() -> None:
    html = Value(Kind.PHONE, phone="+39800290290").html()
    assert html == '<a href="tel:+39800290290"><bdi dir="ltr">800 290 290</bdi></a>'


def test_a_rule_is_read_in_the_readers_language_else_marked_as_italian() -> None:
    rule = Value(Kind.RULE, text="Solo su appuntamento", texts={"en": "By appointment <only>"})
    with translation.override("en"):
        assert rule.html() == "<bdi>By appointment &lt;only&gt;</bdi>"
    with translation.override("fr"):
        assert rule.html() == '<span lang="it" dir="ltr">Solo su appuntamento</span>'
    with translation.override("it"):
        assert rule.html() == "<bdi>Solo su appuntamento</bdi>"


def test_the_numeral_is_what_may_stand_typed_in_a_text() -> None:
    assert Value(Kind.FEE, amount=Decimal("30.00")).numeral() == "30"
    assert Value(Kind.FEE, amount=Decimal("1200.00")).numeral() == "1200"
    assert Value(Kind.FEE, amount=Decimal("30.46")).numeral() == "30.46"
    assert Value(Kind.LAW, text="D.Lgs. 286/1998").numeral() == ""
