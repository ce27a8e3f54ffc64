"""What an address asks for, and the address of a search: one is read from the other."""

import datetime as dt

import pytest
import time_machine
from django.http import QueryDict

from search import asking, groups, service
from search.asking import Asked


def read(query: str) -> Asked:
    return asking.read(QueryDict(query), "it")


def test_two_dates_are_a_span_in_any_order() -> None:
    for query in ("from=2026-12-30&to=2027-01-02", "from=2027-01-02&to=2026-12-30"):
        span = read(query).span
        assert (span.first, span.last) == (dt.date(2026, 12, 30), dt.date(2027, 1, 2))
        assert sorted(span.days()) == ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"]


def test_no_more_values_and_letters_are_read_than_anybody_types() -> None:
    many = "&".join(f"topic=t{number}" for number in range(service.MAX_VALUES + 5))
    assert read(many).filters["topic"] == tuple(f"t{n}" for n in range(service.MAX_VALUES))
    assert read("topic=" + "x" * 5000).filters["topic"] == ("x" * asking.LONGEST,)
    assert len(read("q=" + "x" * 5000).text) == service.MAX_LENGTH
    assert read("topic=&topic=a&topic=a").filters == {"topic": ("a",)}


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 1), ("0", 0), ("7", 7), ("-1", 1), ("1e2", 1), ("٣", 1), ("9" * 40, 1)],
)
def test_a_page_is_a_number_of_few_figures(text: str, number: int) -> None:
    assert read(f"page={text}").page == number


def test_an_address_says_all_that_was_asked_for() -> None:
    """But for the page: another search begins at its first."""
    full = "q=corso&near=Cuneo&km=50&from=2026-12-01&to=2026-12-31&exact=1&topic=a&topic=b&page=3"
    asked = read(full)
    assert asked.query({}).urlencode().split("&") == [
        "q=corso", "topic=a", "topic=b", "near=Cuneo", "km=50", "from=2026-12-01", "to=2026-12-31",
        "exact=1",
    ]  # fmt: skip
    again = asking.read(asked.query({}), "it")
    assert again.query({}) == asked.query({})
    changed = asked.query({"topic": (), "near": (), "km": (), "page": ("2",)}, "altro")
    assert changed.urlencode() == "q=altro&from=2026-12-01&to=2026-12-31&exact=1&page=2"


@pytest.mark.parametrize(
    ("day", "months", "week", "month"),
    [
        ("2026-01-31", ["2025-12", "2026-01"], "2026-02-01", "2026-01-31"),
        ("2026-02-01", ["2026-01", "2026-02"], "2026-02-01", "2026-02-28"),
        ("2028-02-07", ["2028-01", "2028-02"], "2028-02-13", "2028-02-29"),
        ("2026-12-31", ["2026-11", "2026-12"], "2027-01-03", "2026-12-31"),
    ],
)
def test_periods_end_where_calendars_do(day: str, months: list[str], week: str, month: str) -> None:
    """The last month is this one and the one before; a week ends on Sunday."""
    with time_machine.travel(f"{day}T10:00:00+00:00", tick=False):
        assert groups.period_values(1) == months
        assert len(groups.period_values(12)) == 13
        coming = groups.coming_days()
    assert (min(coming["week"]), max(coming["week"])) == (day, week)
    assert (min(coming["month"]), max(coming["month"])) == (day, month)
    assert min(coming["coming"]) == day
    assert len(coming["coming"]) == groups.COMING_DAYS + 1
