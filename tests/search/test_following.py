"""The index follows the site: what expires, is mirrored, saved beside pages or newly translated."""

import datetime
import io
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale

from directory.models import ServicePoint
from glossary.models import FaqItem
from guides.models import GuidePage
from news.models import NewsPage
from search import feed, keeping, service, stores
from search.service import Ask
from taxonomy.models import Place, TermLabel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_index")]


def guide(language: str = "it") -> GuidePage:
    return GuidePage.objects.get(slug="rinnovare-permesso", locale__language_code=language)


def found(text: str, language: str = "it") -> list[str]:
    """Addresses found for words as they are."""
    return [hit.url for hit in service.answer(Ask(text, language, exact=True)).results]


def keys(text: str) -> list[str]:
    answer = service.answer(Ask(text, "it", exact=True, per_page=100))
    return [hit.key for hit in answer.results]


def test_a_page_that_expires_is_gone(django_capture_on_commit_callbacks: Any) -> None:
    page = guide()
    page.title = "Zanzibarese"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert page.url in found("zanzibarese")
    GuidePage.objects.filter(pk=page.pk).update(
        expire_at=timezone.now() - datetime.timedelta(minutes=1)
    )
    with django_capture_on_commit_callbacks(execute=True):
        call_command("publish_scheduled")
    assert page.url not in found("zanzibarese")


def test_a_page_past_its_end_is_gone_before_the_clock_has_taken_it_off() -> None:
    page = guide()
    title = page.title
    assert page.url in found(title)
    GuidePage.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    keeping.refresh([f"page:{page.translation_key}"])
    assert GuidePage.objects.get(pk=page.pk).live
    assert page.url not in found(title)


def test_of_two_workers_the_later_state_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """One reads the page while it is public; before it writes, another has taken it out."""
    page, write = guide(), stores.write
    key = f"page:{page.translation_key}"

    def overtaken(*work: Any) -> list[str]:
        monkeypatch.setattr(stores, "write", write)
        GuidePage.objects.filter(translation_key=page.translation_key).update(live=False)
        keeping.refresh([key])
        return write(*work)

    assert key in keys(page.title)
    monkeypatch.setattr(stores, "write", overtaken)
    keeping.refresh([key])
    assert key not in keys(page.title)


def test_what_changes_all_the_time_is_left_to_the_next_comparison(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page, write, rounds = guide(), stores.write, []

    def changing(*work: Any) -> list[str]:
        rounds.append(work)
        GuidePage.objects.filter(pk=page.pk).update(title=f"Zanzibar {len(rounds)}")
        return write(*work)

    monkeypatch.setattr(stores, "write", changing)
    assert keeping.refresh([f"page:{page.translation_key}"]) == []
    assert len(rounds) == keeping.ROUNDS


def test_a_mirror_of_a_page_is_not_found_beside_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = guide()
    title = "Zanzibarese"
    page.title = title
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
        mirror = page.create_alias(update_slug="specchio")
        keeping.refresh([f"page:{mirror.translation_key}"])
    assert found(title) == [page.url]
    keeping.rebuild()
    assert found(title) == [page.url]


def test_a_question_of_the_desk_is_followed(django_capture_on_commit_callbacks: Any) -> None:
    """What is no page is written when it is saved, and forgotten when it is deleted."""
    question = FaqItem.objects.filter(locale__language_code="it").first()
    assert question is not None
    question.question = "Zanzibarese?"
    with django_capture_on_commit_callbacks(execute=True):
        question.save()
    assert keys("zanzibarese") == [f"question:{question.translation_key}"]
    with django_capture_on_commit_callbacks(execute=True):
        question.delete()
    assert keys("zanzibarese") == []


def test_a_new_translation_takes_the_place_of_the_other_language(
    django_capture_on_commit_callbacks: Any,
) -> None:
    """A piece of news that Spanish readers got in another language comes in theirs, once."""
    spanish = Locale.objects.get(language_code="es")
    page = next(
        page
        for page in NewsPage.objects.live().filter(locale__language_code="it")
        if not page.has_translation(spanish)
    )
    key = f"page:{page.translation_key}"

    def languages() -> list[str]:
        results = service.answer(Ask("", "es", filters={"type": ("news",)}, per_page=50)).results
        return [hit.language for hit in results if hit.key == key]

    assert languages()
    assert languages() != ["es"]
    with django_capture_on_commit_callbacks(execute=True):
        copy = page.copy_for_translation(spanish, copy_parents=True)
        copy.save_revision().publish()
    assert languages() == ["es"]
    with django_capture_on_commit_callbacks(execute=True):
        NewsPage.objects.get(pk=copy.pk).unpublish()
    assert languages() != ["es"]


def test_a_label_that_changes_is_found_after_the_next_comparison() -> None:
    """On the pages of its term, also by a process that has read all labels before."""
    page = guide()
    key = f"page:{page.translation_key}"
    label = TermLabel.objects.get(term=page.terms["topics"][0], language="it")
    keeping.refresh([key])
    label.label = "zanzibarese"
    label.save()
    keeping.reconcile(deep=True)
    (source,) = [row for row in feed.sources(key, feed.variants_of(key)) if row.index == "it"]
    assert "zanzibarese" in source.keywords
    assert stores.local().revisions("it")[key] == source.revision
    assert found("zanzibarese")


def test_what_another_process_has_renamed_is_found_after_the_next_comparison() -> None:
    """A worker that has read labels and places long ago is told of nothing."""
    page = guide()
    key = f"page:{page.translation_key}"
    point = ServicePoint.objects.filter(locale__language_code="it", place__isnull=False).first()
    assert point is not None
    assert point.place is not None
    point_key = f"service-point:{point.translation_key}"
    keeping.refresh([key, point_key])
    TermLabel.objects.filter(term=page.terms["topics"][0]).update(label="zanzibarese")
    Place.objects.filter(pk=point.place.parent_id).update(name="Zanzariera")
    keeping.reconcile(deep=True)
    assert key in keys("zanzibarese")
    assert point_key in keys("zanzariera")


def test_a_rebuild_by_hand_says_how_far_it_is() -> None:
    said = io.StringIO()
    call_command("search", "rebuild", stdout=said)
    lines = said.getvalue().splitlines()
    steps = [int(n) for n in re.findall(r"^(\d+)", "\n".join(lines[:-1]), re.MULTILINE)]
    assert len(steps) > 3
    assert steps == sorted(steps)
    total = sum(stores.local().health().documents.values())
    assert lines[-1].startswith(f"{total} documents in ")
