"""HSDS: the fields the standard requires, in every language, and nothing of a hidden address."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.models import Organisation, OrganisationContact, ServicePoint

pytestmark = pytest.mark.django_db
CODES = ["it", "en", "fr", "es", "ro", "ar", "uk", "zh-hans"]
HEADER = {
    "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents",
}  # fmt: skip
# Required properties and closed lists of the HSDS 3.0 schemas.
REQUIRED = {
    "organization": {"id", "name", "description"},
    "service": {"id", "name", "status"},
    "location": {"id", "location_type"},
    "address": {
        "id", "address_1", "city", "state_province", "postal_code", "country", "address_type",
    },
    "phone": {"id", "number"},
    "schedule": {"id"},
    "language": {"id"},
    "taxonomy_term": {"id", "name", "description"},
    "attribute": {"id"},
    "service_area": {"id"},
    "accessibility": {"id"},
    "service_at_location": {"id"},
    "required_document": {"id"},
    "organization_identifier": {"id", "identifier_type", "identifier"},
}  # fmt: skip
PARTS = {
    "organization": "organization", "location": "location", "taxonomy_term": "taxonomy_term",
    "addresses": "address", "phones": "phone", "schedules": "schedule", "languages": "language",
    "attributes": "attribute", "service_areas": "service_area", "accessibility": "accessibility",
    "service_at_locations": "service_at_location", "required_documents": "required_document",
    "organization_identifiers": "organization_identifier", "locations": "location",
}  # fmt: skip
STATUS = {"active", "inactive", "defunct", "temporarily closed"}


def get(client: Client, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/hsds/{path}", query)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def check(record: Any, entity: str) -> None:
    """The record and all its parts have what HSDS requires, and UUIDs where it wants them."""
    assert REQUIRED[entity] <= set(record), (entity, record)
    uuid.UUID(record["id"])
    for name, value in record.items():
        if name in PARTS:
            for part in value if isinstance(value, list) else [value]:
                check(part, PARTS[name])
        assert value is not None


def the_hidden_one() -> ServicePoint:
    return ServicePoint.objects.get(hide_address=True, locale__language_code="it")


def test_the_root_says_what_this_is(client: Client) -> None:
    body = get(client, "")
    assert body["version"] == "3.0"
    described = json.loads(
        client.get(body["openapi_url"].removeprefix("http://testserver")).content
    )
    assert set(described["paths"]) == {
        "/", "/organizations", "/organizations/{id}", "/services", "/services/{id}",
    }  # fmt: skip


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("entity", ["organization", "service"])
def test_every_record_has_what_the_standard_requires(
    client: Client, entity: str, code: str
) -> None:
    body = get(client, f"{entity}s", lang=code, per_page=200)
    assert set(body) == HEADER
    assert body["total_items"] == len(body["contents"]) > 10
    for record in body["contents"]:
        check(record, entity)
        assert record.get("status", "active") in STATUS
    first = body["contents"][0]
    assert get(client, f"{entity}s/{first['id']}", lang=code) == first
    assert len({record["id"] for record in body["contents"]}) == body["total_items"]


def test_a_desk_as_other_directories_read_it(client: Client) -> None:
    point = ServicePoint.objects.get(
        slug="sportello-immigrazione-torino", locale__language_code="it"
    )
    record = get(client, f"services/{point.translation_key}", lang="fr")
    assert record["lang"] == "fr"
    assert record["is_demo"] is True
    assert record["assured_date"] == "2026-11-10"
    assert record["schedules"][0] | {"id": ""} == {
        "id": "", "service_id": record["id"], "freq": "WEEKLY", "byday": "MO",
        "opens_at": "09:00", "closes_at": "13:00",
    }  # fmt: skip
    assert {row["code"] for row in record["languages"]} == {"it", "en", "fr", "ar"}
    assert {row["code"] for row in record["phones"][0]["languages"]} == {"it", "en", "fr", "ar"}
    assert "roumain" in record["interpretation_services"].lower()
    terms = [row["taxonomy_term"]["code"] for row in record["attributes"]]
    assert sorted(terms) == ["immigration-desk", "legal-help"]
    place = record["service_at_locations"][0]["location"]
    assert round(place["latitude"]) == 45
    assert place["addresses"][0]["city"] == place["addresses"][0]["state_province"] == "Torino"
    assert place["accessibility"][0]["description"]


def test_parts_keep_their_ids_in_every_language(client: Client) -> None:
    point = ServicePoint.objects.filter(locale__language_code="it", hide_address=False).first()
    assert point is not None
    italian = get(client, f"services/{point.translation_key}")
    arabic = get(client, f"services/{point.translation_key}", lang="ar")
    for name in ("phones", "schedules", "attributes", "service_at_locations"):
        assert [row["id"] for row in italian[name]] == [row["id"] for row in arabic[name]]


def test_a_hidden_address_leaves_no_trace(client: Client) -> None:
    point = the_hidden_one()
    ServicePoint.objects.filter(pk=point.pk).update(address="Via Segreta 7")
    assert "Via Segreta" not in json.dumps(get(client, "services"), ensure_ascii=False)
    record = get(client, f"services/{point.translation_key}")
    text = json.dumps(record, ensure_ascii=False)
    assert point.place.name not in text
    assert str(point.latitude) not in text
    assert not {"service_at_locations", "service_areas", "locations"} & set(record)
    ServicePoint.objects.filter(pk=point.pk).update(hide_address=False)
    shown = json.dumps(get(client, f"services/{point.translation_key}"), ensure_ascii=False)
    assert "Via Segreta" in shown


def test_what_is_not_live_is_not_given(client: Client) -> None:
    point = ServicePoint.objects.filter(locale__language_code="it").first()
    assert point is not None
    assert point.organisation is not None
    ids = [row["id"] for row in get(client, "services")["contents"]]
    assert str(point.translation_key) in ids
    same = Organisation.objects.filter(translation_key=point.organisation.translation_key)
    same.update(live=False)
    assert client.get(f"/api/hsds/services/{point.translation_key}").status_code == 404
    ids = [row["id"] for row in get(client, "services")["contents"]]
    assert str(point.translation_key) not in ids
    assert client.get(f"/api/hsds/organizations/{same[0].translation_key}").status_code == 404


def test_a_closed_desk_is_told_to_whoever_asks_for_it(client: Client) -> None:
    point = ServicePoint.objects.filter(locale__language_code="it").first()
    assert point is not None
    ServicePoint.objects.filter(translation_key=point.translation_key).update(status="closed")
    key = str(point.translation_key)
    assert get(client, f"services/{key}")["status"] == "defunct"
    assert key not in [row["id"] for row in get(client, "services")["contents"]]
    since = get(client, "services", modified_after="2020-01-01")["contents"]
    assert key in [row["id"] for row in since]


def test_a_missing_translation_is_answered_in_italian(client: Client) -> None:
    point = ServicePoint.objects.filter(locale__language_code="it").first()
    assert point is not None
    total = get(client, "services", lang="uk")["total_items"]
    ServicePoint.objects.filter(
        translation_key=point.translation_key, locale__language_code="uk"
    ).update(live=False)
    record = get(client, f"services/{point.translation_key}", lang="uk")
    assert (record["lang"], record["name"]) == ("it", point.name_public)
    assert get(client, "services", lang="uk")["total_items"] == total


def test_pages_hold_every_record_once(client: Client) -> None:
    first = get(client, "services", per_page=5)
    assert (first["size"], first["first_page"], first["last_page"]) == (5, True, False)
    ids = []
    for number in range(1, first["total_pages"] + 1):
        ids += [row["id"] for row in get(client, "services", per_page=5, page=number)["contents"]]
    assert len(ids) == len(set(ids)) == first["total_items"]
    beyond = get(client, "services", page=99)
    assert (beyond["contents"], beyond["empty"], beyond["last_page"]) == ([], True, True)


def test_services_by_organisation_term_and_without_lists(client: Client) -> None:
    record = get(client, "services")["contents"][0]
    whose = get(client, "services", organization_id=record["organization_id"])["contents"]
    assert {row["organization_id"] for row in whose} == {record["organization_id"]}
    term = record["attributes"][0]["taxonomy_term_id"]
    found = get(client, "services", taxonomy_term_id=term, full="false")["contents"]
    assert record["id"] in [row["id"] for row in found]
    assert not any(isinstance(value, list | dict) for value in found[0].values())
    assert get(client, "services", taxonomy_term_id=str(uuid.uuid4()))["empty"]


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("services?lang=xx", "lang"),
        ("services?page=0", "page"),
        ("services?page=1e9", "page"),
        ("services?page=" + "9" * 40, "page"),
        ("services?per_page=201", "per_page"),
        ("services?organization_id=1", "organization_id"),
        ("services?modified_after=2026-13-40", "modified_after"),
        ("services?modified_after=%00", "modified_after"),
        ("services?full=yes", "full"),
        ("services?nome=x", "nome"),
        ("services?full=true&full=false", "full may be given once"),
        ("organizations?modified_after=2026-01-01", "modified_after"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(client: Client, path: str, word: str) -> None:
    answer = client.get(f"/api/hsds/{path}")
    assert answer.status_code == 400
    assert word in json.loads(answer.content)["error"]


@pytest.mark.parametrize("key", ["1", "x" * 500, "%00", "7c1f5f0e-0000-4000-8000-000000000000"])
def test_an_unknown_id_is_not_found(client: Client, key: str) -> None:
    assert client.get(f"/api/hsds/services/{key}").status_code == 404


def test_the_answer_is_for_everybody_and_kept(client: Client) -> None:
    answer = client.get("/api/hsds/services", headers={"Accept-Language": "fr"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Accept-Language" not in answer.get("Vary", "")
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
    again = client.get("/api/hsds/services", headers={"If-None-Match": f"W/{answer['ETag']}"})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"


def test_personal_mailboxes_and_tax_codes_stay_home(client: Client) -> None:
    row = Organisation.objects.filter(locale__language_code="it").first()
    assert row is not None
    OrganisationContact.objects.filter(organisation=row).delete()
    for mailbox in ("mario.rossi@example.org", "segreteria@example.org"):
        OrganisationContact.objects.create(organisation=row, mailbox=mailbox)
    Organisation.objects.filter(pk=row.pk).update(tax_code="RSSMRA80A01H501U")
    record = get(client, f"organizations/{row.translation_key}")
    assert record["email"] == "segreteria@example.org"
    assert "RSSMRA80A01H501U" not in json.dumps(record)


@pytest.mark.parametrize("entity", ["organizations", "services"])
def test_a_page_costs_the_same_for_one_and_for_all(client: Client, entity: str) -> None:
    def cost(size: int) -> int:
        get(client, entity, lang="ar", per_page=size)
        with CaptureQueriesContext(connection) as captured:
            get(client, entity, lang="ar", per_page=size)
        return len(captured)

    assert cost(1) == cost(100) <= 12


def test_opening_hours_with_a_season_are_dated(client: Client) -> None:
    point = ServicePoint.objects.filter(locale__language_code="it").first()
    assert point is not None
    row = point.schedules.first()
    row.valid_from, row.valid_to = dt.date(2026, 12, 1), dt.date(2027, 3, 31)
    row.save()
    first = get(client, f"services/{point.translation_key}")["schedules"][0]
    assert (first["valid_from"], first["valid_to"]) == ("2026-12-01", "2027-03-31")
