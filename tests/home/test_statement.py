"""The accessibility statement is reviewed every year by 23 September (L. 4/2004)."""

import datetime as dt

import pytest

from home.models import StandardPage


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reviewed", "today", "late"),
    [
        (dt.date(2026, 9, 15), dt.date(2026, 11, 22), False),
        (dt.date(2026, 9, 15), dt.date(2027, 7, 31), False),
        (dt.date(2026, 9, 15), dt.date(2027, 8, 1), True),
        (dt.date(2027, 8, 20), dt.date(2027, 9, 22), False),
        (dt.date(2025, 9, 1), dt.date(2026, 11, 22), True),
        (None, dt.date(2026, 11, 22), True),
    ],
)
def test_the_statement_is_late_from_august(
    reviewed: dt.date | None, today: dt.date, late: bool
) -> None:
    page = StandardPage(kind="accessibility-statement", statement_reviewed_on=reviewed)
    assert page.statement_is_late(today) is late
    assert not StandardPage(kind="plain").statement_is_late(today)
