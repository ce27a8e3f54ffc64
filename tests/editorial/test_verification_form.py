"""Verification beside the text: what the form of a page says of it, and what the machine looked at."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from editorial.models import ExternalLink, Feedback, LinkUse
from editorial.verification import checked, panel, signing
from editorial.verification.work import ToVerify
from facts.models import Fact, FactUse
from guides.models import GuidePage
from tests.desk import signed_in
from tests.editorial.signed import REPORT, edit, everywhere, screen, signature, today

pytestmark = pytest.mark.django_db


def test_the_form_of_a_guide_has_the_panel_for_who_may_sign(
    officer: Client, guide: GuidePage
) -> None:
    html = officer.get(edit(guide)).content.decode()
    assert 'data-side-panel="verify"' in html
    assert f'action="{screen(guide)}"' in html
    assert (
        'data-side-panel="verify"'
        not in signed_in(Client(), "editor").get(edit(guide)).content.decode()
    )
    other = guide.get_parent()
    assert (
        'data-side-panel="verify"'
        not in signed_in(Client(), "publisher").get(edit(other)).content.decode()
    )


def test_who_signs_beside_the_text_stays_there(officer: Client, guide: GuidePage) -> None:
    answer = officer.post(screen(guide), signature(**{"from": str(guide.pk)}))
    assert answer["Location"] == edit(guide)
    assert everywhere(guide, "verified_on") == {today()}
    answer = officer.post(screen(guide), signature(**{"from": "//evil.example.net"}))
    assert answer["Location"] == REPORT


def test_the_list_of_work_leads_to_the_panel(officer: Client, guide: GuidePage) -> None:
    GuidePage.objects.filter(translation_key=guide.translation_key).update(
        next_review=today() - datetime.timedelta(days=3), risk_class="A"
    )
    user = User.objects.get(username="officer")
    rows = {row.title: row.url for row in ToVerify().share(user, 50).rows}
    assert rows[guide.title] == f"{edit(guide)}#verify"
    translator = User.objects.get(username="translator-ar")
    assert panel.address(guide, translator) == screen(guide)


def test_the_machine_says_what_it_looked_at(officer: Client, guide: GuidePage) -> None:
    FactUse.objects.filter(translation_key=guide.translation_key).delete()
    LinkUse.objects.filter(page__translation_key=guide.translation_key).delete()
    Feedback.objects.all().delete()
    assert [row.fine for row in checked.of(guide)] == [True, True, True]
    link = ExternalLink.of("https://gone.example.net/")
    link.broken_since = timezone.now()
    link.save()
    LinkUse.objects.create(link=link, page_id=guide.pk, locale_id=guide.locale_id)
    Feedback.objects.create(
        code="X123456789", page_id=guide.pk, page_title="x", language="it", text="x",
        is_report=True, created_at=timezone.now(),
    )  # fmt: skip
    fact = Fact.objects.all()[0]
    Fact.objects.filter(pk=fact.pk).update(next_review=today() - datetime.timedelta(days=1))
    FactUse.objects.create(
        fact=fact, page_id=guide.pk, translation_key=guide.translation_key,
        locale_id=guide.locale_id, field="body", block="", position=0, sentence="x",
    )  # fmt: skip
    assert [row.fine for row in checked.of(guide)] == [False, False, False]


def test_the_form_of_a_late_page_begins_with_that_and_with_the_way_to_sign(
    officer: Client, guide: GuidePage
) -> None:
    """Who writes sees it too, without a button; a page that is in time has no such line."""
    form = reverse("wagtailadmin_pages:edit", args=[guide.pk])

    def banner() -> Any:
        page = BeautifulSoup(officer.get(form).content, "html.parser")
        return page.select_one("section[role=tabpanel] .desk-banner")

    GuidePage.objects.filter(pk=guide.pk).update(
        next_review=today() + datetime.timedelta(days=9), law_changed_on=None
    )
    guide.refresh_from_db()
    guide.save_revision()
    assert banner() is None
    signing.law_changed(
        [guide], User.objects.get(username="officer"), "L. 9/2026", today(), today()
    )
    found = banner()
    assert "L. 9/2026" in found.get_text()
    assert found.select_one("a")["href"] == "#verify"
    toggles = BeautifulSoup(officer.get(form).content, "html.parser").select(
        "[data-side-panel-toggle]"
    )
    names = list(dict.fromkeys(toggle["data-side-panel-toggle"] for toggle in toggles))
    assert names[:3] == ["verify", "translations", "status"]
    signed_in(officer, "editor")
    assert banner().select_one("a") is None


def test_a_link_that_nobody_asked_is_not_said_to_work(guide: GuidePage) -> None:
    LinkUse.objects.filter(page__translation_key=guide.translation_key).delete()
    now = timezone.now()
    for number, (checked_at, failures) in enumerate(((None, 0), (now, 0), (now, 1))):
        link = ExternalLink.of(f"https://{number}.example.net/")
        link.checked_at, link.failures = checked_at, failures
        link.save()
        LinkUse.objects.create(link=link, page_id=guide.pk, locale_id=guide.locale_id)
    links = checked.of(guide)[1]
    assert links.words == "Link: 1 su 3 funzionano · 1 non ancora provato"
    assert not links.fine
    ExternalLink.objects.filter(host__in=["0.example.net", "2.example.net"]).delete()
    assert checked.of(guide)[1].fine
