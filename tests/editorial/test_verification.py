"""Officers sign that a page is right, for all languages at once; readers see when, and what changed."""

import csv
import datetime
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import TranslationSource

from accounts.models import User
from core.desk import queue
from core.desk.four_eyes import authors
from editorial.models import Feedback
from editorial.verification import signing, states, views
from guides.models import GuidePage
from taxonomy.models import Term
from tests.desk import signed_in, turned_away
from tests.editorial.signed import REPORT, edit, everywhere, screen, signature, today

pytestmark = pytest.mark.django_db
LAW = "/admin/desk/verification/law/"


def test_one_signature_counts_for_every_language(officer: Client, guide: GuidePage) -> None:
    GuidePage.objects.filter(pk=guide.pk).update(review_flag="Da controllare")
    officer.post(screen(guide), signature())
    assert everywhere(guide, "verified_on") == {today()}
    assert everywhere(guide, "verified_by_role") == {"Sportello di Cuneo"}
    assert everywhere(guide, "next_review") == {today() + datetime.timedelta(days=60)}
    assert everywhere(guide, "review_flag") == {""}
    entries = PageLogEntry.objects.filter(action=signing.SIGN)
    assert (
        entries.count() == GuidePage.objects.filter(translation_key=guide.translation_key).count()
    )
    assert {entry.user.username for entry in entries if entry.user} == {"officer"}
    arabic = guide.get_translations().get(locale__language_code="ar")
    html = officer.get(arabic.url).content.decode()
    assert f'datetime="{today():%Y-%m-%d}"' in html or f"{today().year}" in html
    assert "Sportello di Cuneo" in html


def test_nothing_is_signed_without_the_tick_or_for_a_day_in_the_past(
    officer: Client, guide: GuidePage
) -> None:
    before = everywhere(guide, "verified_on")
    for wrong in (
        {"checked": ""}, {"due": "2020-01-01"}, {"due": "domani"}, {"role": ""},
        {"due": (today() + datetime.timedelta(days=900)).isoformat()},
    ):  # fmt: skip
        answer = officer.post(screen(guide), signature(**wrong))
        assert answer.status_code == 200
        assert "desk-flag" in answer.content.decode()
    assert everywhere(guide, "verified_on") == before


def test_a_draft_or_a_translation_published_later_keeps_the_signature(
    officer: Client, guide: GuidePage
) -> None:
    guide.lead = "Bozza di prima della firma."
    draft = guide.save_revision(user=User.objects.get(username="editor"))
    officer.post(screen(guide), signature())
    draft.refresh_from_db()
    draft.publish()
    assert GuidePage.objects.get(pk=guide.pk).verified_on == today()
    source = TranslationSource.objects.get(object_id=guide.translation_key)
    assert source.as_instance().verified_on == today()


def test_signing_is_not_writing(officer: Client, guide: GuidePage) -> None:
    """An officer who signs a page may still approve what somebody else wrote."""
    guide.lead = "Testo nuovo."
    editor = User.objects.get(username="editor")
    guide.save_revision(user=editor)
    guide.refresh_from_db()
    state = guide.get_workflow().start(guide, editor)
    officer.post(screen(guide), signature())
    assert authors(state) == {editor.pk}


def topic_of(guide: GuidePage) -> Term:
    return guide.topics.all()[0]


def law(**more: Any) -> dict[str, Any]:
    due = (today() + datetime.timedelta(days=10)).isoformat()
    return {"law": "Decreto 12/11, art. 3", "changed_on": "2026-11-12", "due": due} | more


def test_a_law_that_changed_for_a_topic_is_told_to_readers_of_the_ticked_pages(
    officer: Client, guide: GuidePage
) -> None:
    topic = topic_of(guide)
    concerned = states.pages(GuidePage).filter(topics=topic)
    html = officer.get(f"{LAW}?topic={topic.code}").content.decode()
    assert html.count('name="page"') == concerned.count()
    other = concerned.exclude(pk=guide.pk).first()
    officer.post(LAW, law(topic=topic.code, page=[guide.pk]))
    assert everywhere(guide, "law_changed_on") == {datetime.date(2026, 11, 12)}
    if other:
        assert GuidePage.objects.get(pk=other.pk).law_changed_on is None
    arabic = guide.get_translations().get(locale__language_code="ar")
    for page in (guide, arabic):
        shown = officer.get(page.url).content.decode()
        assert "12" in shown
    assert "La legge è cambiata in data" in officer.get(guide.url).content.decode()
    assert "تغيّر القانون" in officer.get(arabic.url).content.decode()
    assert "Decreto 12/11, art. 3" not in officer.get(guide.url).content.decode()
    officer.post(screen(guide), signature())
    assert "La legge è cambiata" not in officer.get(guide.url).content.decode()


def test_pages_beyond_those_shown_are_said_and_come_next(
    officer: Client, guide: GuidePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = topic_of(guide)
    concerned = states.pages(GuidePage).filter(topics=topic)
    for other in GuidePage.objects.filter(locale=guide.locale).exclude(pk=guide.pk)[:2]:
        other.topics.add(topic)
        other.save()
    number = concerned.count()
    assert number >= 3
    monkeypatch.setattr(views, "MOST", number - 1)
    told = [page.pk for page in concerned.exclude(pk=guide.pk)]
    html = officer.get(f"{LAW}?topic={topic.code}").content.decode()
    assert html.count('name="page"') == number - 1
    assert "Resta un’altra pagina" in html
    officer.post(LAW, law(topic=topic.code, page=told))
    html = officer.get(f"{LAW}?topic={topic.code}").content.decode()
    assert f'name="page" value="{guide.pk}"' in html
    assert html.index(f'value="{guide.pk}"') < html.index("norma cambiata:")


def test_a_topic_without_a_ticked_page_or_without_a_law_changes_nothing(
    officer: Client, guide: GuidePage
) -> None:
    topic = topic_of(guide)
    for data in (
        law(topic=topic.code), law(topic=topic.code, page=[guide.pk], law=""),
        law(topic="non-c-e", page=[guide.pk]), law(topic=topic.code, page=["x", "99999999"]),
        law(topic=topic.code, page=[guide.pk], due="2020-01-01"),
    ):  # fmt: skip
        assert officer.post(LAW, data).status_code == 200
    assert everywhere(guide, "law_changed_on") == {None}


def test_an_earlier_date_stays(guide: GuidePage) -> None:
    soon, later = (today() + datetime.timedelta(days=days) for days in (2, 20))
    guide.next_review = soon
    signing.law_changed([guide], User.objects.get(username="officer"), "L.", today(), later)
    assert everywhere(guide, "next_review") == {soon}


def test_the_worst_comes_first_and_tiles_filter(officer: Client) -> None:
    yesterday = today() - datetime.timedelta(days=1)
    first, second, third, fourth = states.pages(GuidePage).order_by("pk")[:4]
    rows = GuidePage.objects
    rows.update(next_review=today() + datetime.timedelta(days=100), law_changed_on=None)
    rows.filter(pk=first.pk).update(next_review=yesterday, risk_class="C")
    rows.filter(pk=second.pk).update(law_changed_on=today())
    rows.filter(pk=third.pk).update(next_review=yesterday, risk_class="A")
    rows.filter(pk=fourth.pk).update(next_review=yesterday, risk_class="C", law_changed_on=today())
    ranked = [page.pk for page in states.ranked(states.pages(GuidePage))[:4]]
    assert ranked == [fourth.pk, third.pk, second.pk, first.pk]
    html = officer.get(REPORT).content.decode()
    assert html.index(f'href="{screen(fourth)}"') < html.index(f'href="{screen(first)}"')
    html = officer.get(f"{REPORT}results/?state=law").content.decode()
    assert screen(second) in html
    assert screen(third) not in html
    share = queue.gather(User.objects.get(username="officer"), 7)
    urls = [row.url for row in share.rows if row.url.endswith("#verify")]
    assert urls[:2] == [f"{edit(page)}#verify" for page in (third, fourth)]


def test_pages_that_readers_find_unclear_are_a_tile(officer: Client, guide: GuidePage) -> None:
    """Stars of all languages count; four readers are too few to say so."""
    french = guide.get_translations().filter(live=True).first()
    for number in range(5):
        page = french if number % 2 else guide
        Feedback.objects.create(
            code=f"X{number}",
            page=page,
            page_title=page.title,
            language="it",
            stars=2 + number % 2,
            is_report=False,
            created_at=timezone.now(),
        )
    answer = officer.get(f"{REPORT}?state=unclear")
    assert [page.title for page in answer.context["object_list"]] == [guide.title]
    assert "2,4" in answer.content.decode()
    Feedback.objects.filter(code="X0").delete()
    assert not officer.get(f"{REPORT}?state=unclear").context["object_list"]


def test_the_list_leaves_as_csv_and_xlsx(officer: Client, guide: GuidePage) -> None:
    GuidePage.objects.filter(pk=guide.pk).update(review_flag="=1+1")
    answer = officer.get(f"{REPORT}?export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == states.pages(GuidePage).count() + 1
    assert any("'=1+1" in row for row in rows)
    assert officer.get(f"{REPORT}?export=xlsx").status_code == 200


def test_the_list_costs_the_same_for_many_pages(officer: Client) -> None:
    officer.get(REPORT)
    with CaptureQueriesContext(connection) as seen:
        officer.get(REPORT)
    assert len(seen) <= 40, len(seen)


def test_who_does_not_verify_is_turned_away(client: Client, guide: GuidePage) -> None:
    before = everywhere(guide, "verified_on")
    for name in ("editor", "organisation", "translator-ar"):
        signed_in(client, name)
        for address in (REPORT, f"{REPORT}results/", LAW, screen(guide)):
            assert turned_away(client.get(address)), (name, address)
        assert turned_away(client.post(screen(guide), signature()))
    assert everywhere(guide, "verified_on") == before


def test_a_page_that_is_not_verified_has_no_such_screen(officer: Client) -> None:
    home = Page.objects.get(depth=2, locale__language_code="it")
    assert officer.get(screen(home)).status_code == 404


# Taken back -----------------------------------------------------------------------------------


def test_a_law_told_by_mistake_is_taken_back_within_ten_minutes(
    officer: Client, guide: GuidePage
) -> None:
    topic = topic_of(guide)
    GuidePage.objects.filter(translation_key=guide.translation_key).update(
        next_review=today() + datetime.timedelta(days=99), law_changed_on=None, review_flag="Prima"
    )
    officer.post(LAW, law(topic=topic.code, page=[guide.pk]))
    flagged = signing.just_flagged(User.objects.get(username="officer"))
    assert flagged is not None
    assert flagged.pages == 1
    assert flagged.batch in officer.get(REPORT).content.decode()
    other = signed_in(Client(), "publisher")
    assert flagged.batch not in other.get(REPORT).content.decode()
    other.post(f"{LAW}undo/", {"batch": flagged.batch})
    assert everywhere(guide, "review_flag") == {"Decreto 12/11, art. 3"}
    officer.post(f"{LAW}undo/", {"batch": flagged.batch})
    assert everywhere(guide, "review_flag") == {"Prima"}
    assert everywhere(guide, "law_changed_on") == {None}
    assert everywhere(guide, "next_review") == {today() + datetime.timedelta(days=99)}
    assert flagged.batch not in officer.get(REPORT).content.decode()


def test_later_or_after_a_signature_nothing_is_taken_back(
    officer: Client, guide: GuidePage
) -> None:
    topic = topic_of(guide)
    officer.post(LAW, law(topic=topic.code, page=[guide.pk]))
    flagged = signing.just_flagged(User.objects.get(username="officer"))
    assert flagged is not None
    officer.post(screen(guide), signature())
    officer.post(f"{LAW}undo/", {"batch": flagged.batch})
    assert everywhere(guide, "verified_on") == {today()}
    officer.post(LAW, law(topic=topic.code, page=[guide.pk]))
    flagged = signing.just_flagged(User.objects.get(username="officer"))
    assert flagged is not None
    PageLogEntry.objects.filter(action=signing.LAW).update(
        timestamp=timezone.now() - datetime.timedelta(minutes=11)
    )
    officer.post(f"{LAW}undo/", {"batch": flagged.batch})
    assert everywhere(guide, "review_flag") == {"Decreto 12/11, art. 3"}
