"""A price changes once: readers of every language have the new one, and nobody translates anything."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, TestCase
from wagtail.models import Page, PageLogEntry

from accounts.models import User
from core import locales
from core.desk.four_eyes import authors
from tests.translations.pages import edit, guide, in_language, set_text, state
from translations import staleness, values
from translations.models import StaleText, State

pytestmark = pytest.mark.django_db


def price(page: Any) -> str:
    return str(page.costs[2].value["amount"])


def test_a_new_price_is_read_in_every_language_at_once(client: Client) -> None:
    words = guide("ar").costs[2].value["item"]
    edit(guide(), set_text("costs", 2, "amount", "987.00"))
    for code in ("ar", "en", "uk", "zh-hans"):
        assert price(guide(code)) == "987.00"
    assert guide("ar").costs[2].value["item"] == words != guide().costs[2].value["item"]
    assert "987" in client.get(guide("en").url).content.decode()
    assert not StaleText.objects.exists()
    assert state().state == State.LIVE
    entry = PageLogEntry.objects.filter(action=values.ACTION, page=guide("ar").pk)
    assert entry.count() == 1


def set_topics(wanted: list[Any]) -> Callable[[Any], None]:
    def change(page: Any) -> None:
        page.topics = wanted

    return change


def test_a_topic_more_and_a_topic_less_are_in_every_language_at_once() -> None:
    def topics(code: str) -> set[str]:
        return {term.code for term in guide(code).topics.all()}

    first = guide().topics.first()
    other = type(first).objects.filter(vocabulary="topic").exclude(code__in=topics("it")).first()
    for wanted in ([first, other], [other]):
        edit(guide(), set_topics(wanted))
        for code in ("it", "ar", "zh-hans"):
            assert topics(code) == {term.code for term in wanted}, code


def test_a_draft_of_the_translation_stays_a_draft() -> None:
    draft = guide("ar").get_latest_revision_as_object()
    words = guide("ar").lead
    draft.lead = "مسودة"
    draft.save_revision()
    edit(guide(), set_text("costs", 2, "amount", "987.00"))
    page = guide("ar")
    latest = page.get_latest_revision_as_object()
    assert (page.lead, price(page)) == (words, "987.00")
    assert (latest.lead, price(latest)) == ("مسودة", "987.00")
    assert page.has_unpublished_changes


def test_who_wrote_a_draft_is_still_its_author_when_a_price_changes() -> None:
    """Otherwise they could approve their own text afterwards."""
    writers = [User.objects.get(username=name) for name in ("translator-ar", "reviewer-ar")]
    for writer in writers:
        draft = guide("ar").get_latest_revision_as_object()
        draft.lead = f"مسودة {writer.pk}"
        draft.save_revision(user=writer)
    edit(guide(), set_text("costs", 2, "amount", "987.00"))
    page = guide("ar")
    asked = page.get_workflow().start(page, User.objects.get(username="admin"))
    assert {writer.pk for writer in writers} <= authors(asked)
    assert page.get_latest_revision_as_object().lead == f"مسودة {writers[-1].pk}"


def test_a_changed_sentence_keeps_its_translation_when_a_price_changes_too() -> None:
    words = guide("ar").steps[1].value["title"]

    def change(page: Any) -> None:
        set_text("steps", 1, "title", "Fate un’altra cosa")(page)
        set_text("costs", 2, "amount", "987.00")(page)

    edit(guide(), change)
    assert (guide("ar").steps[1].value["title"], price(guide("ar"))) == (words, "987.00")
    (change_left,) = staleness.changes(guide().translation_key, guide("ar").locale)
    assert change_left.new == "Fate un’altra cosa"


def test_nothing_is_published_where_nothing_differs() -> None:
    edit(guide(), lambda page: setattr(page, "lead", "Un altro inizio."))
    assert not PageLogEntry.objects.filter(action=values.ACTION).exists()


def test_an_older_version_that_is_approved_late_gets_todays_price() -> None:
    waiting = guide("ar").save_revision()
    edit(guide(), set_text("costs", 2, "amount", "987.00"))
    with TestCase.captureOnCommitCallbacks(execute=True):
        waiting.publish()
    assert price(guide("ar")) == "987.00"


def test_every_translation_of_the_demonstration_has_the_values_of_its_original() -> None:
    """The measure of the copying itself: on a site in step it finds nothing to do."""
    sources = Page.objects.filter(locale=locales.source(), live=True, depth__in=(2, 3))
    pages = 0
    for source in sources.specific():
        if not source.has_translation(guide("ar").locale):
            continue
        translated = in_language(source, "ar")
        before = values._content(translated)
        values.into(source, translated)
        assert values._content(translated) == before, source
        pages += 1
    assert pages > 5
