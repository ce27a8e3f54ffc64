"""Machine translation through wagtail-localize's own class for LibreTranslate, over HTTP.

The service is a stand-in (`tests/services/libretranslate.py`): no LibreTranslate can be had where the
tests run. It speaks the same protocol; what a real one translates is not tested.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from accounts.models import User
from glossary.models import GlossaryTerm
from tests.desk import signed_in, turned_away
from tests.services import libretranslate
from tests.translations import desk, pages
from translations.editor.access import desk_of
from translations.editor.segments import Desk, Row
from translations.machine import plan, services
from translations.models import Run, RunPart, TranslationState
from translations.runs import parts, starting, tasks

pytestmark = pytest.mark.django_db
APART = {"title", "search_keywords"}


@pytest.fixture
def service(settings: Any) -> Iterator[libretranslate.Service]:
    with libretranslate.served() as found:
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
            "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
            "OPTIONS": {"LIBRETRANSLATE_URL": found.url, "API_KEY": "", "TIMEOUT": 1},
        }
        yield found


def opened() -> Desk:
    found = desk_of(desk.guide("ar"))
    assert found is not None
    return found


def emptied(number: int = 6) -> list[Row]:
    """The Arabic guide without the translations of its first sentences; these."""
    every = opened().rows
    times = Counter(row.string_id for row in every)
    rows = [row for row in every if times[row.string_id] == 1 and row.path not in APART][:number]
    for row in rows:
        assert row.kept is not None
        # The same sentence elsewhere would be taken from memory.
        StringTranslation.objects.filter(
            translation_of=row.string_id, locale__language_code="ar"
        ).delete()
    return rows


def asked(**planned: int) -> RunPart:
    """A run for the Arabic guide whose job waits for a worker."""
    with TestCase.captureOnCommitCallbacks():
        run = starting.start(
            Run.Kind.MACHINE, [desk.guide().pk], [pages.locale("ar")],
            User.objects.get(username="translator-ar"), planned={pages.locale("ar").pk: planned.get("planned", 0)},
        )  # fmt: skip
    return run.parts.get()


def done(part: RunPart) -> RunPart:
    """The part after a worker came; a failure is the job's own."""
    with suppress(parts.LaterError):
        tasks.work.call(part.pk)
    return RunPart.objects.get(pk=part.pk)


def now(row: Row) -> Row:
    found = opened().row(row.pk)
    assert found is not None
    return found


def test_sentences_without_a_translation_are_filled_and_marked(
    service: libretranslate.Service,
) -> None:
    """Each is a machine's until somebody reviews it; the matrix counts them."""
    rows = emptied()
    written = {row.pk: row.target for row in opened().rows if row.kept}
    with TestCase.captureOnCommitCallbacks(execute=True):
        part = done(asked())
    assert (part.state, part.done, part.total) == ("done", len(rows), len(rows))
    for row in rows:
        found = now(row)
        if found.kept:
            assert (found.state, found.kept.tool_name) == ("machine", "LibreTranslate")
            assert found.target.startswith("[ar]")
    kept = sum(now(row).kept is not None for row in rows)
    assert kept + part.left_out == len(rows)
    assert kept >= 1
    assert part.characters == sum(len(row.html) for row in rows)
    after = {row.pk: row.target for row in opened().rows}
    assert {key: after[key] for key in written} == written
    cell = TranslationState.objects.get(
        source_id=desk.guide().translation_key, locale=pages.locale("ar")
    )
    assert cell.machine_segments == kept
    assert {body["source"] for body in service.asked} == {"it"}


def test_what_a_person_wrote_is_never_overwritten(service: libretranslate.Service) -> None:
    """Not even what is written while the machine is at it."""
    row = emptied(1)[0]
    part = asked()
    real = services.translate

    def translate(*args: Any) -> dict[str, str]:
        desk.write(desk.translation(), desk.segment(desk.translation(), row.path), "كتبها إنسان")
        return real(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services, "translate", translate)
        done(part)
    assert now(row).target == "كتبها إنسان"
    assert now(row).state != "machine"


def test_marks_and_facts_survive_or_the_sentence_is_left_out(
    service: libretranslate.Service,
) -> None:
    """A machine that loses bold, links, numbers, placeholders or names writes nothing there."""
    rows = emptied(40)
    marked = [row for row in rows if row.marks.names]
    numbered = [row for row in rows if any(one.isdigit() for one in row.source)]
    assert marked
    assert numbered

    def careless(text: str, target: str) -> str:
        return re.sub(r"<[^>]*>|\d", "", f"[{target}] {text}")

    service.translate = careless
    part = done(asked())
    for row in [*marked, *numbered]:
        assert now(row).kept is None
    reasons = {reason for reason, _what, _more in part.notes}
    assert {"marks", "differs"} <= reasons
    assert part.left_out >= len({row.pk for row in [*marked, *numbered]})


def test_scripts_and_other_inventions_are_no_translation(service: libretranslate.Service) -> None:
    row = emptied(1)[0]
    service.translate = lambda text, target: f"{text} <script>alert(1)</script> <b>x</b>"
    assert done(asked()).notes[0][0] == "marks"
    service.translate = lambda text, target: ""
    assert done(asked()).notes[0][0] == "same"
    assert now(row).kept is None


def test_memory_and_glossary_come_first_and_cost_nothing(
    service: libretranslate.Service,
) -> None:
    """A sentence that a person translated elsewhere, and one that is an official word."""
    known, term = emptied(2)
    GlossaryTerm.objects.create(
        locale=pages.locale("ar"), italian=term.source, term="المصطلح الرسمي"
    )
    other = StringTranslation.objects.filter(
        locale=pages.locale("ar"), context__path=known.path
    ).exclude(context__object_id=desk.guide().translation_key)[0]
    StringTranslation.objects.create(
        translation_of_id=known.string_id, context=other.context, locale=other.locale,
        data="من الذاكرة", translation_type="manual",
    )  # fmt: skip
    wanted = plan.share(pages.locale("ar"), [desk.guide().translation_key])
    assert (wanted.texts, wanted.remembered) == (2, 2 if not term.marks.names else 1)
    part = done(asked())
    assert now(known).target == "من الذاكرة"
    assert now(known).state == "machine"  # a person looks at it in its place
    assert now(term).target == "المصطلح الرسمي"
    assert (service.asked, part.characters) == ([], 0)


@pytest.mark.parametrize(
    ("fault", "problem", "again"),
    [
        ("slow", "timeout", True), (429, "busy", True), (500, "down", True), (503, "down", True),
        ("garbage", "garbage", True), ("short", "garbage", True), (403, "key", False),
        (400, "rejected", False), (402, "quota", False),
    ],
)  # fmt: skip
def test_a_service_that_fails_is_asked_again_where_that_helps(
    service: libretranslate.Service, fault: Any, problem: str, again: bool
) -> None:
    """Nothing is lost: what waits is done when the service answers again."""
    rows = emptied(3)
    service.faults = [fault]
    part = done(asked())
    assert part.problem == problem
    assert part.state == ("waiting" if again else "failed")
    assert (part.due > timezone.now()) is again
    assert all(now(row).kept is None for row in rows)
    assert done(part).state == part.state if again else True  # not before its time
    RunPart.objects.filter(pk=part.pk).update(due=timezone.now())
    if again:
        with TestCase.captureOnCommitCallbacks(execute=True):
            RunPart.objects.filter(pk=part.pk).update(
                queued_at=timezone.now() - datetime.timedelta(hours=1)
            )
            assert starting.resume() == 1
    else:
        with TestCase.captureOnCommitCallbacks(execute=True):
            assert starting.try_again(part.run) == 1
    part = RunPart.objects.get(pk=part.pk)
    assert (part.state, part.problem) == ("done", "")
    assert part.done == part.total == len(rows)


def test_after_three_pauses_somebody_has_to_look(service: libretranslate.Service) -> None:
    emptied(1)
    service.faults = [500] * 10
    part = asked()
    for _time in range(4):
        RunPart.objects.filter(pk=part.pk).update(due=timezone.now())
        part = done(part)
    assert part.state == "failed"
    assert len(service.asked) == 4


def test_a_service_that_is_not_there(settings: Any) -> None:
    with libretranslate.served() as gone:
        url = gone.url
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
        "OPTIONS": {"LIBRETRANSLATE_URL": url, "API_KEY": "", "TIMEOUT": 1},
    }
    emptied(1)
    assert done(asked()).problem == "unreachable"


def test_the_cost_is_shown_before(
    client: Client, service: libretranslate.Service, settings: Any
) -> None:
    rows = emptied(4)
    letters = sum(len(row.html) for row in rows)
    settings.MACHINE_TRANSLATION_PRICE = 1_000_000.0  # a euro a letter
    signed_in(client, "translator-ar")
    editor = reverse("translations_desk:editor", args=["ar", desk.guide().pk])
    path = reverse("translations_desk:machine", args=["ar", desk.guide().pk])
    assert path in client.get(editor).content.decode()
    text = client.get(path).content.decode()
    assert "4 testi" in text
    assert f"{letters},00 €" in text
    assert service.asked == []
    settings.MACHINE_TRANSLATION_PRICE = 0.0
    assert "€" not in client.get(path).content.decode()
    answer = client.post(path)
    run = Run.objects.latest("pk")
    assert answer["Location"] == reverse("translations_desk:run", args=[run.pk])
    assert run.parts.get().planned == letters


def test_nobody_spends_a_fortune_by_mistake(
    client: Client, service: libretranslate.Service, settings: Any
) -> None:
    """The limits of a run and of a month, before it begins and while it runs."""
    rows = emptied(4)
    letters = sum(len(row.html) for row in rows)
    signed_in(client, "translator-ar")
    path = reverse("translations_desk:machine", args=["ar", desk.guide().pk])
    settings.MACHINE_TRANSLATION_MOST_RUN = letters - 1
    assert '<button type="submit" class="button">' not in client.get(path).content.decode()
    client.post(path)
    assert not Run.objects.filter(kind="machine").exists()
    settings.MACHINE_TRANSLATION_MOST_RUN = letters
    settings.MACHINE_TRANSLATION_MOST_MONTH = letters
    asked(planned=1)  # another run, under way
    client.post(path)
    assert Run.objects.filter(kind="machine").count() == 1
    Run.objects.all().delete()
    part = asked()
    settings.MACHINE_TRANSLATION_MOST_MONTH = 1
    assert done(part).problem == "limit"
    assert service.asked == []


def test_the_law_of_the_translation_holds_for_the_machine(
    service: libretranslate.Service, client: Client
) -> None:
    """Locked pages and pages of others stay as they are, also when that changed after the request."""
    emptied(2)
    part = asked()
    Run.objects.filter(pk=part.run_id).update(user=User.objects.get(username="organisation"))
    assert done(part).notes[0][0] == "refused"
    part = asked()
    admin = User.objects.get(username="admin")
    Page.objects.filter(pk=desk.guide("ar").pk).update(
        locked=True, locked_by=admin, locked_at=timezone.now()
    )
    assert done(part).notes[0][0] == "locked"
    assert service.asked == []
    signed_in(client, "organisation")
    assert turned_away(
        client.get(reverse("translations_desk:machine", args=["ar", desk.guide().pk]))
    )


def test_without_a_service_nothing_is_offered(client: Client) -> None:
    emptied(1)
    signed_in(client, "translator-ar")
    editor = reverse("translations_desk:editor", args=["ar", desk.guide().pk])
    path = reverse("translations_desk:machine", args=["ar", desk.guide().pk])
    assert path not in client.get(editor).content.decode()
    assert client.get(path)["Location"] == editor
    listed = client.get(reverse("translations_matrix:one", args=["ar"])).content.decode()
    assert "bulk/machine/" not in listed


def test_many_pages_from_the_matrix(client: Client, service: libretranslate.Service) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        rows = emptied(3)
        desk.write(desk.translation(), desk.segment(desk.translation(), "title"), "العنوان")
    signed_in(client, "translator-ar")
    path = f"{reverse('translations_matrix:bulk-machine')}?lang=ar&page={desk.guide().pk}"
    assert "3 testi" in client.get(path).content.decode()
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(path)
    run = Run.objects.latest("pk")
    assert answer["Location"] == reverse("translations_desk:run", args=[run.pk])
    assert run.parts.get().state == "done"
    assert len(rows) == run.parts.get().total


def test_the_package_s_own_button_leads_to_the_cost(
    client: Client, service: libretranslate.Service
) -> None:
    """wagtail-localize translates in the request, all of it at once."""
    emptied(1)
    signed_in(client, "translator-ar")
    row: Translation = desk.translation()
    address = reverse("wagtail_localize:machine_translate", args=[row.pk])
    answer = client.post(address)
    assert answer["Location"] == reverse("translations_desk:machine", args=["ar", desk.guide().pk])
    assert service.asked == []
