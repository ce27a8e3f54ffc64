"""The admin's indexes during a set-up: left alone, then complete, also after one that broke off."""

from typing import Any

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from wagtail.models import ReferenceIndex

from delivery import indexes
from events.models import EventPage

pytestmark = pytest.mark.django_db
INDEX_TASKS = {
    "wagtail.tasks.update_reference_index_task",
    "modelsearch.tasks.insert_or_update_object_task",
}


def index_tasks() -> set[str]:
    """The tasks for the admin's indexes that wait; those of others do not matter here."""
    waiting = DBTaskResult.objects.filter(task_path__in=INDEX_TASKS)
    return set(waiting.values_list("task_path", flat=True))


@pytest.fixture(autouse=True)
def outbox(settings: Any) -> None:
    """Tasks wait in the database, as they do on a site."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture
def event() -> EventPage:
    """A page whose references are not in the index."""
    page = EventPage.objects.exclude(organisation_links=None).first()
    assert page is not None
    ReferenceIndex.objects.filter(object_id=page.pk).delete()
    return page


def references(page: EventPage) -> int:
    return ReferenceIndex.get_references_for_object(page).count()


def test_what_is_saved_is_settled_once(event: EventPage) -> None:
    with indexes.later() as touched:
        event.save()
        event.organisation_links.first().save()
        assert index_tasks() == set()
        assert references(event) == 0
    assert touched.is_due()
    touched.settle(lambda _text: None)
    assert references(event) > 0
    with indexes.later() as next_time:
        assert not next_time.is_due()


def break_off(page: EventPage) -> None:
    """A set-up that ends after it has saved a page."""
    with indexes.later():
        page.save()
        raise KeyboardInterrupt


def test_a_set_up_that_broke_off_is_mended_by_the_next(event: EventPage) -> None:
    other = EventPage.objects.exclude(pk=event.pk).first()
    assert other is not None
    with pytest.raises(KeyboardInterrupt):
        break_off(event)
    with indexes.later() as touched:
        assert touched.is_due()
        other.save()
        touched.settle(lambda _text: None)
        assert not touched.is_due()
    assert references(event) > 0


def test_afterwards_editors_saves_are_indexed_as_always(event: EventPage) -> None:
    with indexes.later():
        pass
    event.save()
    assert index_tasks() == INDEX_TASKS


def test_a_second_set_up_has_nothing_to_settle() -> None:
    with indexes.later() as touched:
        for command in ("load_vocabularies", "load_places", "load_glossary", "load_demo"):
            call_command(command, verbosity=0)
        assert not touched.is_due()
