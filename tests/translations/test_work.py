"""“My work” of a translator: what changed and what is missing in the own language."""

from typing import Any

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from wagtail_localize.operations import TranslationCreator

from accounts.models import User
from core.desk.queue import Urgency
from tests.translations.pages import edit, guide, locale
from translations.models import State, TranslationState
from translations.work import TranslationWork

pytestmark = pytest.mark.django_db
MOST_QUERIES = 3


def share(name: str, most: int = 8) -> Any:
    return TranslationWork().share(User.objects.get(username=name), most)


def test_a_translator_gets_what_changed() -> None:
    page = edit(guide(), lambda page: setattr(page, "lead", "Un altro inizio."))
    found = share("translator-ar")
    first = found.rows[0]
    assert (first.title, first.urgency) == (page.title, Urgency.LATE_GRAVE)
    assert "العربية" in first.note
    assert first.since == page.last_published_at
    assert (len(found.rows), found.total) == (1, 1)
    assert (found.counts[0].number, found.counts[0].late) == (1, True)


def test_a_page_that_was_asked_for_waits_and_one_that_was_not_is_no_work() -> None:
    assert share("translator-ar").total == 0
    missing = TranslationState.objects.filter(locale=locale("ar"), state=State.MISSING)
    assert missing.exists()
    source = missing[0].source.page.specific
    with TestCase.captureOnCommitCallbacks(execute=True):
        TranslationCreator(None, [locale("ar")]).create_translations(source)
    (row,) = share("translator-ar").rows
    assert (row.title, row.urgency) == (source.title, Urgency.NEW)


@pytest.mark.parametrize("name", ["officer", "publisher", "admin", "organisation"])
def test_who_translates_nothing_or_watches_everything_gets_nothing(name: str) -> None:
    found = share(name)
    assert (found.rows, found.total, found.counts) == ([], 0, [])


def test_the_source_costs_a_fixed_number_of_queries() -> None:
    user = User.objects.get(username="translator-ar")
    with CaptureQueriesContext(connection) as captured:
        TranslationWork().share(user, 50)
    assert len(captured) <= MOST_QUERIES
    assert State.LIVE not in {row.kind for row in share("translator-ar").rows}
