"""Editors answer what readers say; what they may see, and that “fixed” is never said too early."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageLogEntry
from wagtail.users.models import UserProfile

from accounts.models import User
from core.desk import queue
from editorial.feedback import clarity, codes
from editorial.feedback.answers import READY, ready_text
from editorial.feedback.work import ReaderReports
from editorial.models import Feedback
from facts.models import Fact, FactUse, FactValue
from facts.values import Kind
from guides.models import GuidePage
from tests.desk import signed_in, turned_away

pytestmark = pytest.mark.django_db
URL = "/admin/desk/feedback/"
SLUG = "rinnovare-permesso"


def guide(language: str = "ar") -> GuidePage:
    return GuidePage.objects.get(slug=SLUG, locale__language_code=language)


def report(page: Any = None, **values: Any) -> Feedback:
    page = page or guide()
    long_ago = timezone.now() - dt.timedelta(days=500)
    Page.objects.filter(pk=page.pk).update(last_published_at=long_ago)
    FactValue.objects.filter(fact__uses__page=page).update(created_at=long_ago)
    number = Feedback.objects.count() + 1
    defaults: dict[str, Any] = {
        "code": codes.code_for(str(number), ("x",)), "page": page, "page_title": page.title,
        "language": "ar", "text": f"خطأ {number}", "is_report": True, "anchor": "costs",
        "created_at": timezone.now() - dt.timedelta(hours=1),
    }  # fmt: skip
    return Feedback.objects.create(**defaults | values)


def publish_later(page: Any) -> None:
    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now())


def act(client: Client, row: Feedback, what: str, **more: str) -> Any:
    return client.post(URL, {"id": str(row.pk), "act": what, **more})


def state_page(row: Feedback, language: str = "ar") -> str:
    """What the reader sees, in the part that is the page's own."""
    found = Client().get(f"/{language}/segnalazioni/codice/{codes.shown(row.code)}/")
    return BeautifulSoup(found.content, "html.parser").select("main")[0].get_text(" ", strip=True)


def test_an_officer_answers_and_the_reader_reads_it(client: Client) -> None:
    row = report()
    signed_in(client, "officer")
    page = client.get(URL).content.decode()
    assert codes.shown(row.code) in page
    assert row.text in page
    ready = client.get(f"{URL}?id={row.pk}&ready=checking")
    assert ready_text("checking", "ar") in ready.content.decode()
    act(client, row, "answer", answer="سنتحقق")
    row.refresh_from_db()
    assert row.state == "answered"
    assert "سنتحقق" in state_page(row)
    assert "سنتحقق" in state_page(row, "it")
    entry = PageLogEntry.objects.get(action="editorial.feedback_answered")
    assert codes.shown(row.code) in entry.formatter.format_message(entry)


def test_fixed_is_refused_until_the_page_was_published_again(client: Client) -> None:
    """The day is the page's own; nobody types it. Without words the ready answer is given."""
    row = report()
    signed_in(client, "officer")
    button = BeautifulSoup(client.get(URL).content, "html.parser").select("button[value=fix]")[0]
    assert button.has_attr("disabled")
    answer = act(client, row, "fix", answer="words that stay")
    assert "words that stay" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == "new"
    publish_later(row.page)
    act(client, row, "fix")
    row.refresh_from_db()
    assert (row.state, row.fixed_on) == ("fixed", timezone.localdate())
    assert row.answer == ready_text("fixed", "ar")
    assert "تم التصحيح في" in state_page(row)


def test_a_fact_of_the_page_that_changed_counts_as_published(client: Client) -> None:
    row = report()
    fact = Fact.objects.create(code="kit", name="Kit", kind=Kind.FEE)
    FactValue.objects.create(fact=fact, amount=1)
    signed_in(client, "officer")
    act(client, row, "fix")
    row.refresh_from_db()
    assert row.state == "new"
    page = guide()
    FactUse.objects.create(
        fact=fact, page=page, translation_key=page.translation_key, locale=page.locale, field="x",
        sentence="⟦1⟧",
    )  # fmt: skip
    act(client, row, "fix")
    row.refresh_from_db()
    assert row.state == "fixed"


def test_merged_reports_close_together_each_in_its_language(client: Client) -> None:
    first, second = report(), report(guide("fr"), language="fr", text="c'est 32 euros")
    signed_in(client, "officer")
    act(client, second, "merge", into=str(first.pk))
    publish_later(first.page)
    act(client, first, "fix", answer=ready_text("clearer", "ar"))
    second.refresh_from_db()
    assert (second.state, second.answer) == ("fixed", ready_text("clearer", "fr"))
    assert ready_text("clearer", "fr") in state_page(second, "fr")
    assert (
        second.text not in client.get(URL, {"show": "all"}).content.decode().split('desk-mail"')[0]
    )


def test_a_report_is_merged_only_with_one_about_the_same_page(client: Client) -> None:
    row, other = report(), report(GuidePage.objects.exclude(slug=SLUG).live().first())
    signed_in(client, "officer")
    act(client, row, "merge", into=str(other.pk))
    act(client, row, "merge", into="nonsense")
    row.refresh_from_db()
    assert row.merged_into is None


def test_who_is_given_a_report_gets_a_mail_without_the_readers_words(
    client: Client, mailoutbox: Any
) -> None:
    row = report(guide("it"), language="it", text="Ho pagato 32 euro.", part="Quanto costa")
    editor = User.objects.get(username="editor")
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "en"})
    signed_in(client, "officer")
    act(client, row, "assign")
    assert not mailoutbox
    act(client, row, "assign", to=str(editor.pk))
    letter = mailoutbox[0]
    assert (len(mailoutbox), letter.to) == (1, ["editor@example.org"])
    assert letter.subject == f"A reader waits for your answer: {row.page_title}"
    assert "Quanto costa" in letter.body
    assert f"/admin/desk/feedback/?id={row.pk}" in letter.body
    assert "32 euro" not in letter.body


def test_assigning_erasing_and_putting_aside(client: Client) -> None:
    row = report()
    signed_in(client, "officer")
    act(client, row, "assign")
    row.refresh_from_db()
    assert (str(row.assigned_to), row.state) == ("officer", "working")
    act(client, row, "erase")
    assert "خطأ" not in state_page(row).replace("Approdo", "")
    act(client, row, "spam")
    row.refresh_from_db()
    assert (row.text, row.text_erased, row.state) == ("", True, "spam")
    act(client, row, "reopen")
    row.refresh_from_db()
    assert row.state == "working"
    act(client, row, "nonsense")
    assert PageLogEntry.objects.filter(action__startswith="editorial.feedback_").count() == 4


def test_everybody_sees_what_they_may_edit_and_nothing_else(client: Client) -> None:
    """A translator answers in her own language; an organisation about its own calls."""
    arabic, french = report(text="كناري"), report(guide("fr"), language="fr", text="canari")
    signed_in(client, "translator-ar")
    page = client.get(URL).content.decode()
    assert "كناري" in page
    assert "canari" not in page
    assert turned_away(client.get(URL, {"id": french.pk}))
    assert turned_away(act(client, french, "spam"))
    for bad in ("", "x", "9" * 40, "²"):
        assert turned_away(client.get(URL, {"id": bad})) or not bad
    signed_in(client, "organisation")
    assert "كناري" not in client.get(URL).content.decode()
    assert turned_away(act(client, arabic, "erase"))
    someone = User.objects.create_user("someone", is_staff=True)
    someone.groups.add(Group.objects.get(name="People"))
    client.force_login(someone)
    assert turned_away(client.get(URL))
    french.refresh_from_db()
    assert french.state == "new"


def test_a_report_outlives_its_page(client: Client) -> None:
    row = report()
    Feedback.objects.update(page=None)
    signed_in(client, "officer")
    assert client.get(URL, {"id": row.pk}).status_code == 200
    act(client, row, "close", answer="شكرًا")
    row.refresh_from_db()
    assert row.state == "closed"
    assert "شكرًا" in state_page(row)
    signed_in(client, "translator-ar")
    assert turned_away(client.get(URL, {"id": row.pk}))


def test_the_inbox_costs_the_same_for_many(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in(client, "officer")
    report()
    client.get(URL)
    with django_assert_max_num_queries(60) as one:
        client.get(URL)
    for _number in range(25):
        report()
    with django_assert_max_num_queries(len(one)) as _many:
        page = client.get(URL)
    assert "p=2" in page.content.decode()


def test_reports_wait_in_my_work(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Old ones are late; who has a report of her own sees it first, others do not see it."""
    old = report(created_at=timezone.now() - dt.timedelta(days=8))
    officer = User.objects.get(username="officer")
    mine = report(assigned_to=officer)
    found = queue.gather(officer, 7, [ReaderReports()])
    assert found.rows[0].title == found.rows[1].title == guide("it").title
    assert [row.reason for row in found.rows] == [f"«{old.text}»", f"«{mine.text}»"]
    assert {(row.reason_lang, row.note, row.lang) for row in found.rows} == {
        ("ar", "العربية", "it")
    }
    assert (found.total, found.counts[0].late) == (2, True)
    publisher = User.objects.get(username="publisher")
    assert queue.gather(publisher, 7, [ReaderReports()]).total == 1
    nobody = User.objects.create_user("nobody")
    assert queue.gather(nobody, 7, [ReaderReports()]).total == 0


def test_clarity_is_the_mean_of_the_last_year(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    page, other = guide(), guide("fr")
    for stars in (2, 5):
        report(stars=stars)
    report(stars=1, state="spam")
    report(stars=1, created_at=timezone.now() - dt.timedelta(days=366))
    with django_assert_num_queries(1):
        found = clarity.of_pages([page.translation_key])
    assert found == {page.translation_key: (3.5, 2)}
    report(stars=2, page=other)
    assert clarity.of_pages([page.translation_key]) == {page.translation_key: (3, 3)}


def test_ready_answers_stand_in_every_language(settings: Any) -> None:
    for code in READY:
        assert len({ready_text(code, language) for language, _name in settings.LANGUAGES}) == 8


def test_the_inbox_shows_the_paragraph_the_fact_in_it_and_others_about_the_same(
    client: Client,
) -> None:
    arabic, italian = guide(), guide("it")
    step = arabic.steps[0]
    key = str(step.id)[:8]
    fact = Fact.objects.all()[0]
    FactUse.objects.filter(page=arabic).delete()
    FactUse.objects.create(
        fact=fact, page_id=arabic.pk, translation_key=arabic.translation_key,
        locale_id=arabic.locale_id, field="steps", block=str(step.id), position=0, sentence="x",
    )  # fmt: skip
    row = report(anchor=f"steps~{key}", part="x")
    same = report(italian, language="it", anchor=f"steps~{key}", state="closed")
    report(anchor="steps~ffffffff")
    report(anchor=f"steps~{key}", state="spam")
    report(anchor=f"steps~{key}", created_at=timezone.now() - dt.timedelta(days=31))
    signed_in(client, "officer")
    answer = client.get(f"{URL}?id={row.pk}")
    html = answer.content.decode()
    assert step.value["title"] in html
    assert [other["code"] for other in answer.context["same"]] == [codes.shown(same.code)]
    assert "Stesso paragrafo: 1 altra segnalazione in 30 giorni" in html
    assert [found["name"] for found in answer.context["facts"]] == [str(fact)]
    assert answer.context["page_url"].endswith("#steps")
    other = report(anchor=f"steps~{str(arabic.steps[1].id)[:8]}")
    assert client.get(f"{URL}?id={other.pk}").context["facts"] == []
    gone = report(anchor="steps~00000000", part="Il vecchio passo")
    assert "Il vecchio passo" in client.get(f"{URL}?id={gone.pk}").content.decode()
