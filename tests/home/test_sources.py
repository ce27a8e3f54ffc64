"""The facts of the five source documents stand on their pages, as data where they are data."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

pytestmark = pytest.mark.django_db


def page(slug: str) -> Any:
    return Page.objects.get(slug=slug, locale__language_code="it").specific


def roles(subject: Any) -> dict[str, str]:
    return {
        row.organisation.name: row.role.code for row in subject.organisation_links.all() if row.role
    }


def test_the_regional_protocol() -> None:
    protocol = page("protocollo-piemonte")
    assert protocol.agreement_type.code.startswith("protocol")
    assert protocol.signed_on is None
    assert len(protocol.signatories) == 2
    assert len(protocol.objectives) == 3
    statuses = [block.value["status"] for block in protocol.actions]
    assert statuses == ["in-progress"] + ["planned"] * 5
    news = page("firmato-protocollo")
    assert news.about_page.pk == protocol.pk


def test_improve_in_veneto() -> None:
    project = page("improve")
    assert [link.place.code for link in project.places] == ["05"]
    assert roles(project)["Regione del Veneto"] == "lead"
    assert roles(project)["Veneto Lavoro"] == "partner"
    assert len(project.activities) == 6
    assert {term.code for term in project.terms["topics"]} >= {
        "work",
        "health",
        "school",
        "housing",
    }
    assert project.start_value is None
    assert list(project.funding.all()) == []


def test_discorsi_since_2017_in_three_regions() -> None:
    project = page("discorsi")
    assert (project.start_value, project.start_precision) == (dt.date(2017, 1, 1), "year")
    assert project.end_open
    assert project.period_status == "open"
    assert {link.place.code for link in project.places} == {"01", "FR-ARA", "ES-CT"}
    assert len(project.phases) == 4
    assert project.acronym_search == "discorsi"


def test_the_policy_area_of_a_province() -> None:
    section = page("politiche-immigrazione")
    assert section.kind == "policy-area"
    assert section.responsible_unit
    assert section.responsible_body is None
    assert len(section.objectives) == 8


def test_ipocad_action_four(client: Client) -> None:
    project = page("ipocad")
    assert (project.start_value, project.end_value) == (dt.date(2017, 4, 1), dt.date(2018, 9, 30))
    assert project.period_status == "closed"
    assert project.months == 18
    assert project.action_code == "4"
    funding = project.funding.get()
    assert funding.root_programme.code == "fami-2014-2020"
    assert (funding.specific_objective, funding.national_objective) == ("OS2", "ON2")
    assert list(roles(project).values()).count("partner") == 7
    assert list(roles(project).values()).count("co-funder") == 2
    assert roles(project)["Regione Lazio"] == "lead"
    assert project.editor_note
    html = client.get(project.url).content.decode()
    assert project.editor_note not in html
    assert "FAMI" in html


def test_a_partner_leads_to_all_its_parts(client: Client) -> None:
    """J11: programme, region and status find IPOCAD; its partner's page names the role."""
    index = page("progetti")
    listed = client.get(index.url, {"programme": "fami-2014-2020-os2-on2", "region": "12"})
    assert "IPOCAD" in listed.content.decode()
    none = client.get(index.url, {"programme": "fami-2014-2020-os2-on2", "region": "05"})
    assert "ImProVe" not in none.content.decode()
    directory = page("organizzazioni")
    html = client.get(f"{directory.url}regione-lazio/").content.decode()
    assert "IPOCAD" in html
