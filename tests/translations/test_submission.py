"""Asking for translations: the request notes the work, jobs make the pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment
from wagtail_localize.operations import TranslationCreator

from accounts.models import User
from guides.models import GuidePage
from tests.desk import signed_in, turned_away
from tests.translations import desk, pages
from translations import states
from translations.models import Run, RunPart
from translations.runs import parts, starting, tasks
from translations.runs.queue import RunWork
from translations.submission import asking

pytestmark = pytest.mark.django_db
MOST_QUERIES = 45
Capture = Callable[..., Any]


@pytest.fixture
def page() -> GuidePage:
    """A published guide that no language has, below a section that all have."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        fresh: GuidePage = desk.guide().copy(
            recursive=False, keep_live=True, copy_revisions=False,
            update_attrs={"slug": "nuova-guida", "title": "Una guida nuova"},
        )  # fmt: skip
    return GuidePage.objects.get(pk=fresh.pk)


def address(page: Page) -> str:
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])


def in_languages(page: Page) -> set[str]:
    rows = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return set(rows.values_list("locale__language_code", flat=True))


def locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def asked(page: Page, *codes: str, **options: Any) -> Run:
    """A run that was noted and whose jobs wait for a worker."""
    admin = User.objects.get(username="admin")
    with TestCase.captureOnCommitCallbacks():
        return starting.start(
            Run.Kind.SUBMIT, [page.pk], [locale(code) for code in codes], admin, **options
        )


def test_the_request_notes_the_work_and_jobs_do_it(
    client: Client, page: GuidePage, django_capture_on_commit_callbacks: Capture
) -> None:
    """One job for each language; the page exists in none before a worker comes."""
    signed_in(client, "officer")
    ticked = [locale(code).pk for code in ("ar", "uk", "es")]
    with django_capture_on_commit_callbacks() as waiting:
        answer = client.post(address(page), {"locales": ticked})
    run = Run.objects.latest("pk")
    assert answer["Location"] == reverse("translations_desk:run", args=[run.pk])
    assert in_languages(page) == set()
    for job in waiting:
        job()
    assert in_languages(page) == {"ar", "uk", "es"}
    assert [part.state for part in run.parts.all()] == ["done"] * 3
    assert not page.get_translations().filter(live=True).exists()
    shown = client.get(answer["Location"]).content.decode()
    assert "1 di 1 pagina" in shown
    assert "data-open" not in shown


def test_a_long_page_in_all_languages_costs_the_request_next_to_nothing(
    client: Client, page: GuidePage
) -> None:
    """180 sentences × 7 languages: the request does not look at one of them."""
    faq = [
        {"type": "faq", "value": {"question": f"Domanda {n}?", "answer": f"<p>Risposta {n}.</p>"}}
        for n in range(90)
    ]
    pages.edit(
        page,
        lambda draft: setattr(
            draft, "faq", draft._meta.get_field("faq").stream_block.to_python(faq)
        ),
    )
    signed_in(client, "officer")
    client.get(address(page))
    form = {"locales": [target.pk for target in states.targets()]}
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(address(page), form)
    assert answer.status_code == 302
    assert len(captured) <= MOST_QUERIES, [one["sql"][:120] for one in captured]
    assert not any("stringsegment" in one["sql"] for one in captured)
    run = Run.objects.latest("pk")
    assert run.parts.count() == len(form["locales"]) == 7
    for part in run.parts.all():
        assert tasks.work.call(part.pk) == "done"
    assert len(in_languages(page)) == 7
    assert StringSegment.objects.filter(source__object_id=page.translation_key).count() >= 180


def test_the_form_says_how_much_each_language_is(client: Client, page: GuidePage) -> None:
    pages.edit(page, lambda draft: None)
    signed_in(client, "officer")
    text = client.get(f"{address(page)}?select_locale=uk").content.decode()
    words = (
        page.translation_key
        and states.TranslationState.objects.get(
            source_id=page.translation_key, locale=locale("uk")
        ).words_todo
    )
    assert words
    assert f"{words} parole" in text
    assert f'value="{locale("uk").pk}" id="l{locale("uk").pk}" checked' in text


def test_nothing_is_made_twice(page: GuidePage) -> None:
    """A job that comes twice, and one beside it, find that the page is there."""
    run = asked(page, "ar")
    part = run.parts.get()
    assert tasks.work.call(part.pk) == "done"
    assert tasks.work.call(part.pk) == ""
    again = asked(page, "ar").parts.get()
    assert tasks.work.call(again.pk) == "done"
    assert page.get_translations().count() == 1


def test_a_worker_that_dies_loses_nothing(page: GuidePage) -> None:
    """Its lease ends, and the next one does what is left."""
    part = asked(page, "ar").parts.get()
    taken = parts.take(part.pk)
    assert taken is not None
    assert parts.take(part.pk) is None  # one at a time
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert starting.resume() == 0
    assert in_languages(page) == set()
    RunPart.objects.filter(pk=part.pk).update(due=timezone.now() - timedelta(seconds=1))
    RunPart.objects.filter(pk=part.pk).update(queued_at=timezone.now() - timedelta(minutes=11))
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("translations", "resume")
    assert in_languages(page) == {"ar"}
    assert RunPart.objects.get(pk=part.pk).state == "done"


def test_what_fails_is_seen_and_started_again(
    client: Client, page: GuidePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One page that breaks stops no other; who asked sees it and starts it again by a button."""
    other = page.copy(update_attrs={"slug": "altra", "title": "Altra"}, keep_live=True)
    run = asked(page, "ar")
    run.pages = [page.pk, other.pk]
    run.save()
    real = TranslationCreator.create_translations

    def broken(self: Any, instance: Any, **kwargs: Any) -> None:
        if instance.pk == page.pk:
            raise OSError("disk full")
        real(self, instance, **kwargs)

    monkeypatch.setattr(TranslationCreator, "create_translations", broken)
    with pytest.raises(OSError, match="disk full"):
        tasks.work.call(run.parts.get().pk)
    part = run.parts.get()
    assert (part.state, part.left_out) == ("failed", 1)
    assert in_languages(other) == {"ar"}
    signed_in(client, "admin")
    (row,) = RunWork().share(User.objects.get(username="admin"), 5).rows
    assert row.url == reverse("translations_desk:run", args=[run.pk])
    assert "disk full" in client.get(row.url).content.decode()
    monkeypatch.setattr(TranslationCreator, "create_translations", real)
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(row.url)
    assert in_languages(page) == {"ar"}
    assert run.parts.get().state == "done"


def test_the_law_holds_when_the_job_runs(page: GuidePage) -> None:
    """Rights taken away, a page withdrawn, a section gone: left out with the reason."""
    run = asked(page, "es")
    Run.objects.filter(pk=run.pk).update(user=desk.person("no-more"))
    tasks.work.call(run.parts.get().pk)
    assert run.parts.get().notes == [["refused", page.title, ""]]
    assert in_languages(page) == set()
    above = page.get_parent()
    Page.objects.get(translation_key=above.translation_key, locale=locale("es")).delete()
    run = asked(page, "es")
    tasks.work.call(run.parts.get().pk)
    assert run.parts.get().notes == [["parent", page.title, ""]]
    GuidePage.objects.filter(pk=page.pk).update(first_published_at=None)
    run = asked(page, "ar")
    tasks.work.call(run.parts.get().pk)
    assert run.parts.get().notes == [["unpublished", page.title, ""]]
    assert in_languages(page) == set()


def test_all_pages_below_come_after_the_one_above(page: GuidePage) -> None:
    """With the subtree, a section and what is published below it; drafts are nobody's work."""
    section = page.get_parent().specific.copy(
        update_attrs={"slug": "sezione-nuova", "title": "Sezione nuova"}, keep_live=True
    )
    section = Page.objects.get(pk=section.pk)
    child = page.copy(to=section, keep_live=True, update_attrs={"slug": "figlia"})
    draft = page.copy(to=section, keep_live=False, update_attrs={"slug": "bozza"})
    assert draft.first_published_at is None
    run = asked(section, "ar", subtree=True)
    found = [key for key, _title in asking.pages(run)]
    assert found == [section.pk, child.pk]
    tasks.work.call(run.parts.get().pk)
    assert in_languages(child) == {"ar"}
    assert in_languages(draft) == set()


def test_who_asked_follows_it_and_others_do_not(client: Client, page: GuidePage) -> None:
    run = asked(page, "ar")
    path = reverse("translations_desk:run", args=[run.pk])
    for role in ("translator-ar", "organisation"):
        signed_in(client, role)
        assert turned_away(client.get(path)), role
        assert turned_away(client.post(path)), role
    signed_in(client, "officer")
    assert "data-open" in client.get(f"{path}?part=1").content.decode()
    listed = client.get(reverse("translations_matrix:runs")).content.decode()
    assert path in listed


def test_many_rows_of_the_matrix_are_asked_for_at_once(
    client: Client, page: GuidePage, django_capture_on_commit_callbacks: Capture
) -> None:
    """Ticked pages, in the languages chosen; who looks after one language alone asks for nothing."""
    pages.edit(page, lambda draft: None)
    path = reverse("translations_matrix:bulk-translate") + f"?page={page.pk}"
    signed_in(client, "officer")
    assert page.title in client.get(path).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(path, {"languages": ["ar", "es"]})
    assert answer["Location"] == reverse(
        "translations_desk:run", args=[Run.objects.latest("pk").pk]
    )
    assert in_languages(page) == {"ar", "es"}
    other = page.copy(update_attrs={"slug": "terza"}, keep_live=True)
    signed_in(client, "translator-ar")
    client.post(reverse("translations_matrix:bulk-translate") + f"?lang=ar&page={other.pk}", {})
    assert in_languages(other) == set()
