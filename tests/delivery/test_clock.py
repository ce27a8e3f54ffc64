"""What the site does by the clock: each job when it is due, and none because another failed."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from news.models import NewsPage

JOBS = "delivery.management.commands.tick.call_command"


@pytest.fixture
def ran(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The jobs that ran: two that work and one between them that fails."""
    settings.VAR_DIR = tmp_path
    settings.CLOCK = {"a": (["first"], 60), "b": (["broken"], 60), "c": (["daily"], 86_400)}
    done: list[str] = []

    def run(name: str, **_options: Any) -> None:
        done.append(name)
        if name == "broken":
            raise RuntimeError("planted")

    monkeypatch.setattr(JOBS, run)
    return done


def test_each_job_runs_when_it_is_due(ran: list[str], time_machine: Any) -> None:
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    call_command("tick")
    call_command("tick")
    assert ran == ["first", "broken", "daily"]
    time_machine.move_to(start + datetime.timedelta(seconds=61), tick=False)
    call_command("tick")
    assert ran == ["first", "broken", "daily", "first", "broken"]


def test_a_memory_that_is_not_whole_is_no_obstacle(ran: list[str], settings: Any) -> None:
    (settings.VAR_DIR / "clock.json").write_text("{", encoding="utf-8")
    call_command("tick")
    assert ran == ["first", "broken", "daily"]


@pytest.mark.django_db
def test_a_page_goes_live_at_its_hour(settings: Any, tmp_path: Path, time_machine: Any) -> None:
    """An editor sets an hour; nobody has to press a button then."""
    settings.VAR_DIR = tmp_path
    settings.CLOCK = {"scheduled pages": settings.CLOCK["scheduled pages"]}
    page = NewsPage.objects.filter(locale__language_code="it", live=True)[0]
    page.unpublish()
    page.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    call_command("tick")
    assert not NewsPage.objects.get(pk=page.pk).live
    time_machine.move_to(timezone.now() + datetime.timedelta(hours=2))
    call_command("tick")
    assert NewsPage.objects.get(pk=page.pk).live
