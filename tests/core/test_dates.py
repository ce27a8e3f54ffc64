"""Dates as precise as their source."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from core import dates


def test_a_year_stays_a_year() -> None:
    assert dates.parse_partial("2017") == (dt.date(2017, 1, 1), "year")
    assert dates.parse_partial("2017-04") == (dt.date(2017, 4, 1), "month")
    assert dates.parse_partial("2017-04-30") == (dt.date(2017, 4, 30), "day")


@pytest.mark.parametrize("value", ["17", "2017-13", "2017-02-30", "April 2017", "2017/04"])
def test_what_is_no_date_is_refused(value: str) -> None:
    assert dates.parse_partial(value) is None
    with pytest.raises(ValidationError):
        dates.validate_partial(value)


def test_a_period_says_only_what_is_known() -> None:
    start, end = dt.date(2017, 4, 1), dt.date(2018, 9, 30)
    with translation.override("en"):
        assert dates.format_period(None, None) == ""
        assert "2017" in dates.format_period(start, None, start_precision="year")
        assert "April" not in dates.format_period(start, None, start_precision="year")
        assert dates.format_period(start, end).count("–") == 1
