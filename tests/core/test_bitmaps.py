"""Sets of rows as bits of one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import bitmaps


@given(rows=st.sets(st.integers(1, 900), max_size=200))
def test_rows_come_back_in_order(rows: set[int]) -> None:
    bits = bitmaps.from_rows(rows, 900)
    assert bitmaps.rows_of(bits) == sorted(rows)
    assert bitmaps.from_bytes(bitmaps.to_bytes(bits)) == bits


@pytest.mark.parametrize("count", [0, 1, bitmaps.FEW, bitmaps.FEW + 1, 5_000])
def test_few_and_many_are_read_alike(count: int) -> None:
    rows = list(range(3, 3 + 7 * count, 7))
    assert bitmaps.rows_of(bitmaps.from_rows(rows, 40_000)) == rows
