"""What happens to a page happens to its translations; each hole is open where nobody closes it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models.signals import pre_delete
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from guides.models import GuideIndexPage
from tests.desk import signed_in
from tests.translations.pages import SLUG, edit, guide, in_language, locale
from translations import lifecycle, staleness
from translations.models import SourceStats

pytestmark = pytest.mark.django_db
DESK = pytest.mark.parametrize("desk", [True, False], ids=["with the desk", "without"])
RECEIVERS: list[tuple[Any, str, Any]] = [
    (page_unpublished, "unpublished", lifecycle.on_unpublished),
    (page_published, "published", lifecycle.on_published),
    (post_page_move, "moved", lifecycle.on_moved),
    (pre_delete, "deleted", lifecycle.on_deleted),
]


@contextmanager
def as_it_comes(*, desk: bool) -> Iterator[None]:
    """With the desk, or as wagtail-localize comes: the fault that proves the guard."""
    try:
        for signal, name, _receiver in RECEIVERS:
            if not desk:
                signal.disconnect(dispatch_uid=f"translations.lifecycle.{name}")
        with TestCase.captureOnCommitCallbacks(execute=True):
            yield
    finally:
        for signal, name, receiver in RECEIVERS:
            signal.connect(receiver, dispatch_uid=f"translations.lifecycle.{name}")


def live() -> set[str]:
    """The other languages in which the guide is read."""
    rows = Page.objects.filter(slug=guide().slug, live=True).exclude(locale=guide().locale)
    return set(rows.values_list("locale__language_code", flat=True))


def independent() -> None:
    SourceStats.objects.filter(pk=guide().translation_key).update(independent=True)


@DESK
def test_translations_are_withdrawn_with_their_original(client: Client, desk: bool) -> None:
    address = guide("ar").url
    with as_it_comes(desk=desk):
        guide().unpublish()
    assert (live() == set()) is desk
    assert client.get(address).status_code == (404 if desk else 200)


@DESK
def test_translations_expire_with_their_original(desk: bool) -> None:
    soon = timezone.now() + dt.timedelta(days=1)
    with as_it_comes(desk=desk):
        edit(guide(), lambda page: setattr(page, "expire_at", soon))
    assert (guide("ar").expire_at == soon) is desk
    Page.objects.filter(pk=guide().pk).update(expire_at=timezone.now() - dt.timedelta(hours=1))
    with as_it_comes(desk=desk):
        call_command("publish_scheduled")
    assert guide().expired
    assert (live() == set()) is desk
    assert guide("ar").expired is desk


def test_a_translation_takes_the_end_of_its_original_unless_it_lives_on_its_own() -> None:
    """Also where the translation is published later, with another end in its own version."""
    soon, later = (timezone.now() + dt.timedelta(days=days) for days in (1, 9))
    edit(guide(), lambda page: setattr(page, "expire_at", soon))
    edit(guide("ar"), lambda page: setattr(page, "expire_at", later))
    assert guide("ar").expire_at == soon
    independent()
    edit(guide("ar"), lambda page: setattr(page, "expire_at", later))
    assert guide("ar").expire_at == later
    assert guide("fr").expire_at == soon


@DESK
def test_translations_move_with_their_original(desk: bool) -> None:
    here = guide().get_parent()
    there = next(
        page
        for page in GuideIndexPage.objects.filter(locale=guide().locale, live=True).exclude(
            pk=here.pk
        )
        if page.depth == here.depth and page.has_translation(locale("ar"))
    )
    with as_it_comes(desk=desk):
        guide().move(there, pos="last-child")
    assert (guide("ar").get_parent().pk == in_language(there, "ar").pk) is desk


@DESK
def test_translations_are_deleted_with_their_original(desk: bool) -> None:
    slug = guide().slug
    with as_it_comes(desk=desk):
        guide().delete()
    assert (not Page.objects.filter(slug=slug).exists()) is desk


def test_what_lives_on_its_own_stays() -> None:
    before = live()
    independent()
    with as_it_comes(desk=True):
        guide().unpublish()
    assert live() == before
    with as_it_comes(desk=True):
        guide().delete()
    assert Page.objects.filter(slug=SLUG, live=True).count() == len(before)


def test_a_translation_that_is_withdrawn_takes_nothing_along() -> None:
    before = live()
    with as_it_comes(desk=True):
        guide("ar").unpublish()
    assert live() == before - {"ar"}
    assert guide().live


def test_what_went_with_the_original_comes_back_with_it_as_it_was() -> None:
    before, words = live(), guide("ar").title
    with as_it_comes(desk=True):
        guide("fr").unpublish()  # a decision of its own
    with as_it_comes(desk=True):
        guide().unpublish()
    draft = guide("ar").get_latest_revision_as_object()
    draft.title = "مسودة لم يوافق عليها أحد"
    draft.save_revision()
    edit(guide(), lambda page: setattr(page, "lead", "Un altro inizio."))
    assert live() == before - {"fr"}
    assert guide("ar").title == words
    assert [change.path for change in staleness.changes(guide().translation_key, locale())] == [
        "lead"
    ]


def test_a_section_in_another_language_keeps_what_only_it_holds() -> None:
    index = guide().get_parent()
    arabic = in_language(index, "ar")
    own = guide("ar").copy(update_attrs={"slug": "solo-arabo", "locale": arabic.locale}, to=arabic)
    with as_it_comes(desk=True):
        index.specific.delete()
    kept = Page.objects.get(pk=arabic.pk)
    assert not kept.live
    assert Page.objects.filter(pk=own.pk).exists()
    assert not Page.objects.filter(slug=SLUG, locale__language_code="ar").exists()


def ask(client: Client, name: str, *, confirmed: bool = False) -> str:
    """The page on which something is confirmed, or what is said after it."""
    signed_in(client, "admin")
    address = reverse(f"wagtailadmin_pages:{name}", args=[guide().pk])
    answer = client.post(address, follow=True) if confirmed else client.get(address)
    return answer.content.decode()


def test_who_deletes_a_page_is_told_before_what_goes_along(client: Client) -> None:
    said = f"{len(live())} traduzioni la seguono"
    assert said in ask(client, "delete")
    independent()
    assert said not in ask(client, "delete")


def test_who_withdraws_a_page_is_told_what_went_along(client: Client) -> None:
    said = f"{len(live())} traduzioni sono ritirate"
    assert said in ask(client, "unpublish", confirmed=True)
    assert live() == set()
