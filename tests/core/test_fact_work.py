"""“My work” lists sentences to look at for those who may correct them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.desk.fact_work import FactWork
from facts.models import FactCheck
from guides.models import GuidePage
from tests.facts.helpers import fee

pytestmark = pytest.mark.django_db


def user(name: str) -> User:
    return User.objects.get(username=name)


def check(who: str, language: str = "it", by: str = "publisher") -> FactCheck:
    page = GuidePage.objects.get(slug="rinnovare-permesso", locale__language_code=language)
    return FactCheck.objects.create(
        fact=fee(f"prova-{who}-{language}"), page_id=page.pk, sentence="x", reason="perché",
        who=who, created_by=user(by),
    )  # fmt: skip


def titles(name: str) -> list[str]:
    return [str(row.note) for row in FactWork().share(user(name), 8).rows]


def test_a_task_is_for_those_who_may_change_the_page_a_promise_for_who_made_it() -> None:
    check("task")
    check("task", "ar")
    check("edit")
    assert set(titles("publisher")) == {"Prova-Task-It", "Prova-Task-Ar", "Prova-Edit-It"}
    assert titles("officer") == ["Prova-Task-It"]
    assert titles("organisation") == []


def test_what_is_done_is_gone() -> None:
    row = check("edit")
    assert titles("publisher") == ["Prova-Edit-It"]
    row.done_at = row.created_at
    row.save()
    assert titles("publisher") == []


def test_it_costs_as_much_for_any_number() -> None:
    for language in ("it", "ar", "en", "fr"):
        check("edit", language)
    who = user("publisher")
    with CaptureQueriesContext(connection) as captured:
        assert FactWork().share(who, 2).total == 4
    assert len(captured) <= 6
