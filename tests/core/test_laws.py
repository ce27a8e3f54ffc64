"""What editors are told: amounts in text, personal mailboxes, missing aims of EU projects."""

import pytest
import time_machine

from core import laws
from core.models import PageContact
from guides.models import GuidePage
from projects.models import ProjectPage
from tests.facts.helpers import fee, stored

pytestmark = pytest.mark.django_db


def test_an_amount_inside_a_text_is_reported() -> None:
    page = GuidePage.objects.get(slug="codice-fiscale", locale__language_code="it")
    assert laws.amounts_in_text(page) == []
    page.lead = "Costa 16 € e poi altri 30,46 euro."
    assert laws.amounts_in_text(page) == ["16 €", "30,46 euro"]
    assert "16 €" in laws.findings(page)[0]


def test_an_amount_that_is_a_fact_is_suggested_and_a_fact_is_no_amount() -> None:
    fact = fee(amount="30.46", name="Tessera di prova")
    page = GuidePage.objects.get(slug="codice-fiscale", locale__language_code="it")
    page.costs_note = f"<p>Paga {stored(fact)}.</p>"
    assert laws.findings(page) == []
    page.costs_note = "<p>Paga <b>30,46</b> euro.</p>"
    assert any("Tessera di prova" in finding for finding in laws.findings(page))


def test_a_personal_mailbox_is_reported() -> None:
    page = ProjectPage.objects.get(slug="ipocad", locale__language_code="it")
    assert laws.personal_mailboxes(page) == []
    page.contact_links.add(PageContact(mailbox="m.rossi@example.org"))
    assert laws.personal_mailboxes(page) == ["m.rossi@example.org"]


def test_a_project_paid_by_the_union_carries_its_notice() -> None:
    page = ProjectPage.objects.get(slug="ipocad", locale__language_code="it")
    assert page.is_eu_funded
    assert page.shows_funding_notice
    assert not ProjectPage.objects.get(slug="improve", locale__language_code="it").is_eu_funded


@time_machine.travel("2026-11-22", tick=False)
def test_the_whole_demonstration_keeps_the_laws() -> None:
    from core.checks import page_types

    found = {
        page.slug: laws.findings(page)
        for model in page_types()
        for page in model.objects.filter(locale__language_code="it", live=True)
    }
    assert {slug: rows for slug, rows in found.items() if rows} == {}
