"""The list of work: worst first, whatever app it comes from, and never lost to one that fails."""

import datetime as dt
from typing import Any

from core.desk import queue
from core.desk.queue import Count, Share, Text, Urgency, Work

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def work(title: str, urgency: Urgency, weight: float = 0, days: int = 0) -> Work:
    return Work(
        kind="To do", title=title, url="/admin/", action="Open", urgency=urgency, weight=weight,
        since=NOW - dt.timedelta(days=days),
    )  # fmt: skip


class Some:
    name: Text = "some"

    def share(self, user: Any, most: int) -> Share:
        rows = [
            work("large and new", Urgency.NEW, weight=9000),
            work("read by many", Urgency.LATE, weight=100),
            work("read by few", Urgency.LATE, weight=3),
        ]
        nothing = Count(number=0, label="new", url="/", icon="date")
        late = Count(number=40, label="late", url="/", icon="date")
        return Share(rows, total=40, counts=[nothing, late])


class Others:
    name: Text = "others"

    def share(self, user: Any, most: int) -> Share:
        return Share(
            [
                work("returned", Urgency.RETURNED),
                work("young", Urgency.WAITING),
                work("old", Urgency.WAITING, days=4),
            ],
            total=3,
            waiting=[
                work("since a day", Urgency.NEW, days=1),
                work("since two", Urgency.NEW, days=2),
            ],
        )


class Broken:
    name: Text = "feedback"

    def share(self, user: Any, most: int) -> Share:
        raise RuntimeError("no such table")


def test_worst_first_from_all() -> None:
    found = queue.gather(None, 8, [Some(), Others()])
    assert [row.title for row in found.rows] == [
        "returned", "read by many", "read by few", "old", "young", "large and new",
    ]  # fmt: skip
    assert found.total == 43
    assert [row.title for row in found.waiting] == ["since two", "since a day"]
    assert [count.number for count in found.counts] == [40]


def test_a_small_thing_returned_is_not_cut_off() -> None:
    assert [row.title for row in queue.gather(None, 1, [Some(), Others()]).rows] == ["returned"]


def test_a_source_that_fails_is_named_and_hides_nothing() -> None:
    found = queue.gather(None, 8, [Broken(), Others()])
    assert found.failed == ["feedback"]
    assert len(found.rows) == 3


def test_tones() -> None:
    tones = {urgency: work("x", urgency).tone for urgency in Urgency}
    assert tones[Urgency.LATE_GRAVE] == "late"
    assert tones[Urgency.WAITING] == "waiting"
    assert tones[Urgency.NEW] == ""
