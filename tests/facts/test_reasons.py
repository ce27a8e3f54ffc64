"""Which sentences need an eye when a value changes: the same rules in eight languages."""

from decimal import Decimal

import pytest
from django.utils import translation

from facts.reasons import COMPARISONS, digits, reasons
from facts.values import Kind, Value

OLD, NEW = (Value(Kind.FEE, amount=Decimal(amount)) for amount in ("30.46", "32.00"))


def why(sentence: str, language: str = "it", old: Value = OLD, new: Value = NEW) -> str:
    with translation.override("en"):
        return " ".join(reasons(sentence, language, old, new))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("it", "La tessera costa ⟦1⟧."),
        ("en", "The card costs ⟦1⟧ and is ready in 60 days."),
        ("fr", "La carte coûte ⟦1⟧ au guichet 12."),
        ("es", "La tarjeta cuesta ⟦1⟧."),
        ("ro", "Cardul costă ⟦1⟧."),
        ("ar", "ثمن البطاقة ⟦1⟧."),
        ("uk", "Картка коштує ⟦1⟧."),
        ("zh-hans", "居留卡费用为⟦1⟧。"),
    ],
)
def test_a_plain_sentence_changes_by_itself(language: str, sentence: str) -> None:
    assert why(sentence, language) == ""


@pytest.mark.parametrize(
    ("language", "sentence", "amount"),
    [
        ("it", "In ufficio paghi 76,46 €: ⟦1⟧ per la tessera.", "76,46 €"),
        ("en", "You pay €76.46: ⟦1⟧ for the card.", "€76.46"),
        ("ar", "تدفع ٧٦٫٤٦ يورو منها ⟦1⟧.", "76,46 يورو"),
        ("uk", "Ви платите 76 євро: ⟦1⟧ за картку.", "76 євро"),
        ("zh-hans", "您支付76欧元：⟦1⟧为卡费。", "76欧元"),
    ],
)
def test_a_hand_made_amount_is_named(language: str, sentence: str, amount: str) -> None:
    assert f"by hand: {amount}" in why(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("it", "Si paga circa ⟦1⟧."),
        ("en", "You pay about ⟦1⟧."),
        ("fr", "On paie environ ⟦1⟧."),
        ("es", "Se paga más de ⟦1⟧."),
        ("ro", "Se plătește aproximativ ⟦1⟧."),
        ("ar", "تدفع حوالي ⟦1⟧."),
        ("uk", "Ви платите близько ⟦1⟧."),
        ("zh-hans", "您支付大约⟦1⟧。"),
    ],
)
def test_words_that_compare_are_seen_in_every_language(language: str, sentence: str) -> None:
    assert "compares" in why(sentence, language)


def test_a_word_inside_another_is_no_comparison() -> None:
    assert why("Scoverto: ⟦1⟧.", "it") == ""
    assert why("In the roundabout office you pay ⟦1⟧.", "en") == ""


def test_every_language_of_the_site_has_its_words() -> None:
    from django.conf import settings

    assert set(COMPARISONS) == {code for code, _name in settings.LANGUAGES}


@pytest.mark.parametrize("typed", ["30,46", "30.46", "30,46 €", "€ 30,46"])
def test_the_value_typed_again_is_seen(typed: str) -> None:
    assert "again as text" in why(f"Paghi ⟦1⟧ (cioè {typed}).")
    assert "by hand" not in why(f"Paghi ⟦1⟧ (cioè {typed}).")


def test_the_value_of_a_number_typed_again_in_arabic_digits_is_seen() -> None:
    old, new = (Value(Kind.NUMBER, number=number, unit="day") for number in (60, 90))
    assert "again as text" in why("خلال ⟦1⟧ أي ٦٠ يومًا", "ar", old, new)


def test_one_to_many_is_seen() -> None:
    one, two, three = (Value(Kind.NUMBER, number=n, unit="day") for n in (1, 2, 3))
    assert "one to many" in why("Resta ⟦1⟧.", "it", one, two)
    assert "one to many" in why("Restano ⟦1⟧.", "it", two, one)
    assert why("Restano ⟦1⟧.", "it", two, three) == ""


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("1.200,50", "1200.5"),
        ("1,200.00", "1200"),
        ("1 200", "1200"),
        ("30,46 €", "30.46"),
        ("0", "0"),
    ],
)
def test_numbers_are_compared_however_they_are_written(written: str, wanted: str) -> None:
    assert digits(written) == wanted
