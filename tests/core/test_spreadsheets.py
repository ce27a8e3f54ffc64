"""What leaves as a table opens as text: nothing in a cell is run."""

import datetime

import pytest

from core.spreadsheets import safe_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\uff1d", "\u00a0@"])
def test_a_formula_becomes_text(start: str) -> None:
    assert safe_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize(
    "value", ["Cuneo", "5 - 3", "", None, 7, -2, 1.5, datetime.date(2026, 1, 2)]
)
def test_other_values_stay_what_they_are(value: object) -> None:
    assert safe_cell(value) == value
