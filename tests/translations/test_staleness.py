"""Stale by content: what changed in the source is known text by text, and nothing else is."""

import datetime as dt
from typing import Any

import pytest
from django.test import TestCase
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation, TranslationSource

from tests.translations.pages import edit, guide, locale, set_text, state
from translations import staleness
from translations.models import MinorVersion, StaleText, State
from translations.texts import Kind

pytestmark = pytest.mark.django_db
LANGUAGES = 7


def first_point(page: Any) -> str:
    return f"in_short.{page.in_short[0].id}"


def changes(code: str = "ar") -> list[staleness.Change]:
    return staleness.changes(guide().translation_key, locale(code))


def lead(text: str) -> Any:
    return lambda page: setattr(page, "lead", text)


def translate(code: str, path: str, old: str, new: str, text: str) -> None:
    """Somebody translates a changed string in wagtail-localize's memory."""
    known = StringTranslation.objects.get(
        context__object_id=guide().translation_key, context__path=path,
        translation_of__data=old, locale=locale(code),
    )  # fmt: skip
    source = TranslationSource.objects.get(object_id=guide().translation_key)
    string = source.stringsegment_set.get(context__path=path, string__data=new).string
    StringTranslation.objects.create(
        translation_of=string, locale=locale(code), context=known.context, data=text,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )  # fmt: skip


def publish(code: str = "ar") -> None:
    """Publish what wagtail-localize makes of the memory, and the tasks that follow."""
    source = TranslationSource.objects.get(object_id=guide().translation_key)
    with TestCase.captureOnCommitCallbacks(execute=True):
        page = source.get_ephemeral_translated_instance(locale(code), fallback=True)
        page.save_revision().publish()


def test_every_translation_of_the_demonstration_is_in_step() -> None:
    assert not StaleText.objects.exists()
    assert state().state == State.LIVE


def test_a_changed_text_is_stale_in_every_translation_with_old_new_and_date() -> None:
    old = guide().lead
    page = edit(guide(), lead("Un altro inizio."))
    (change,) = changes("ar")
    assert (change.path, change.kind, change.old) == ("lead", Kind.CHANGED, old)
    assert change.new == "Un altro inizio."
    assert change.changed_on == page.last_published_at
    assert StaleText.objects.count() == LANGUAGES
    cell = state("uk")
    assert (cell.state, cell.stale_segments, cell.words_todo) == (State.STALE, 1, 3)
    assert cell.missing_segments == 0
    assert cell.source_changed_on == change.changed_on


def test_translators_get_the_published_text_to_work_from() -> None:
    edit(guide(), lead("Un altro inizio."))
    source = TranslationSource.objects.get(object_id=guide().translation_key)
    assert source.stringsegment_set.filter(string__data="Un altro inizio.").exists()
    edit(guide(), lead("Solo una bozza."), publish=False)
    source.refresh_from_db()
    assert "Solo una bozza." not in source.content_json


def test_drafts_moves_and_saves_without_a_change_mark_nothing() -> None:
    edit(guide(), lead("Solo una bozza."), publish=False)
    assert changes() == []
    page = guide()
    page.latest_revision.delete()
    edit(guide(), lambda page: None)

    def turn(page: Any) -> None:
        raw = list(page.steps.raw_data)
        page.steps = page._meta.get_field("steps").stream_block.to_python(raw[::-1])

    edit(guide(), turn)
    with TestCase.captureOnCommitCallbacks(execute=True):
        guide().move(
            guide().get_parent().get_prev_sibling() or guide().get_parent().get_next_sibling()
        )
    assert not StaleText.objects.exists()


def test_numbers_dates_and_choices_mark_nothing() -> None:
    def raise_costs(page: Any) -> None:
        raw = list(page.costs.raw_data)
        raw[0]["value"]["amount"] = "999.00"
        page.costs = page._meta.get_field("costs").stream_block.to_python(raw)
        page.risk_class, page.next_review = "C", dt.date(2030, 1, 1)

    page = edit(guide(), raise_costs)
    assert str(page.costs[0].value["amount"]) == "999.00"
    assert not StaleText.objects.exists()
    assert state().source.risk == "C"


def test_added_and_removed_texts_are_told_apart() -> None:
    def change(page: Any) -> None:
        raw = list(page.in_short.raw_data)
        gone = raw.pop(0)
        raw.append({"type": gone["type"], "value": "<p>Una frase nuova.</p>"})
        page.in_short = page._meta.get_field("in_short").stream_block.to_python(raw)

    edit(guide(), change)
    assert [found.kind for found in changes()] == [Kind.ADDED, Kind.REMOVED]
    assert changes()[0].new == "Una frase nuova."
    assert state().stale_segments == 2


def test_taking_a_change_back_makes_the_translation_right_again() -> None:
    old = guide().lead
    edit(guide(), lead("Un altro inizio."))
    edit(guide(), lead("Un terzo inizio."))
    assert [(c.old, c.new) for c in changes()] == [(old, "Un terzo inizio.")]
    edit(guide(), lead(old))
    assert changes() == []
    assert state().state == State.LIVE


def test_a_minor_change_marks_nothing_and_keeps_the_translation_in_the_memory() -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        draft = guide().get_latest_revision_as_object()
        old, draft.lead = draft.lead, draft.lead.rstrip(".") + "!"
        revision = draft.save_revision()
        MinorVersion.objects.create(revision=revision)
        revision.publish()
    assert guide().lead.endswith("!")
    assert changes() == []
    cell = state()
    assert (cell.state, cell.progress, cell.words_todo) == (State.LIVE, 100, 0)
    arabic = guide("ar").lead
    publish("ar")
    assert guide("ar").lead == arabic != old
    edit(
        guide(), lead("Un altro inizio.")
    )  # compared with the minor version, not with the one before
    assert changes()[0].old.endswith("!")


def test_still_right_clears_with_an_entry_in_the_log_and_keeps_the_words(
    django_user_model: Any,
) -> None:
    user = django_user_model.objects.get(username="translator-ar")
    edit(guide(), lead("Un altro inizio."))
    words = guide("ar").lead
    staleness.still_right(guide().translation_key, locale(), "lead", user)
    assert changes("ar") == []
    assert len(changes("fr")) == 1
    assert state("ar").state == State.LIVE
    entry = PageLogEntry.objects.get(action=staleness.STILL_RIGHT)
    assert (entry.page_id, entry.user, entry.data["path"]) == (guide("ar").pk, user, "lead")
    publish("ar")
    assert guide("ar").lead == words


def test_what_was_never_translated_cannot_be_still_right(django_user_model: Any) -> None:
    def add(page: Any) -> None:
        raw = [*page.in_short.raw_data]
        raw[-1] = {"type": "point", "value": "<p>Una frase nuova.</p>"}
        page.in_short = page._meta.get_field("in_short").stream_block.to_python(raw)

    edit(guide(), add)
    path = next(change.path for change in changes() if change.kind is Kind.ADDED)
    user = django_user_model.objects.get(username="translator-ar")
    with pytest.raises(staleness.NothingToKeepError):
        staleness.still_right(guide().translation_key, locale(), path, user)
    assert path in {change.path for change in changes()}


def test_publishing_a_translation_catches_up_only_where_it_was_brought_up_to_date() -> None:
    page = guide()
    old_lead, old_title = page.lead, page.title

    def change(page: Any) -> None:
        page.lead, page.title = "Un altro inizio.", "Un altro titolo"

    edit(page, change)
    assert {found.path for found in changes()} == {"lead", "title"}
    translate("ar", "lead", old_lead, "Un altro inizio.", "بداية أخرى.")
    assert len(changes("ar")) == 2  # translated, and readers do not see it yet
    publish("ar")
    assert guide("ar").lead == "بداية أخرى."
    assert [(c.path, c.old) for c in changes("ar")] == [("title", old_title)]
    staleness.record(guide("ar"), done_paths=["title"])
    assert changes("ar") == []
    assert len(changes("fr")) == 2


def test_a_translation_that_says_something_else_is_not_taken_for_up_to_date() -> None:
    """The memory holds the new text, but the published version is an older one."""
    old = guide().lead
    edit(guide(), lead("Un altro inizio."))
    arabic = guide("ar").get_latest_revision_as_object()
    translate("ar", "lead", old, "Un altro inizio.", "بداية أخرى.")
    with TestCase.captureOnCommitCallbacks(execute=True):
        arabic.save_revision().publish()
    assert [change.path for change in changes("ar")] == ["lead"]


def test_a_second_reading_of_the_same_version_finds_nothing_and_states_are_rebuilt() -> None:
    from django.core.management import call_command

    from translations.models import TranslationState

    edit(guide(), lead("Un altro inizio."))
    TranslationState.objects.all().delete()
    call_command("translations", "refresh")
    assert state().state == State.STALE
    assert StaleText.objects.count() == LANGUAGES


def test_a_missed_publication_is_found_by_the_nightly_comparison() -> None:
    from django.core.management import call_command

    draft = guide().get_latest_revision_as_object()
    draft.lead = "Un altro inizio."
    draft.save_revision().publish()  # its task is lost with the transaction's callbacks
    assert changes() == []
    call_command("translations", "refresh")
    assert [change.path for change in changes()] == ["lead"]


def test_a_page_without_a_translation_is_missing_with_its_words() -> None:
    page = guide()
    page.get_translation(locale("ro")).delete()
    staleness.refresh_state(page.translation_key, locale("ro"))
    cell = state("ro")
    assert (cell.state, cell.page_id) == (State.MISSING, None)
    edit(guide(), set_text("in_short", 0, "", "<p>Due parole.</p>"))
    assert changes("ro") == []
    assert state("ro").words_todo >= 2
