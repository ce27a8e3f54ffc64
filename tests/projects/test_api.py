"""Projects as data: the filters of their list, safe in a spreadsheet, with a licence."""

import csv
import io
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from projects.models import ProjectIndexPage, ProjectPage

pytestmark = pytest.mark.django_db


def get(client: Client, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/projects/?{query}")
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def sheet(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/api/projects/?format=csv&{query}")
    assert answer["Link"].endswith('rel="license"')
    assert answer["Access-Control-Allow-Origin"] == "*"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    "query", ["", "role=partner", "status=closed", "kind=funded", "topic=work&topic=school"]
)
def test_filters_are_those_of_the_list(client: Client, rf: RequestFactory, query: str) -> None:
    index = ProjectIndexPage.objects.get(locale__language_code="it")
    listed = index.listing(rf.get(f"/?{query}")).paginator.object_list
    keys = {str(page.translation_key) for page in listed}
    assert {row["id"] for row in get(client, query)["results"]} == keys
    assert {row["id"] for row in sheet(client, query)} == keys
    assert QueryDict(query) is not None


def test_a_project_as_data(client: Client) -> None:
    body = get(client, "lang=fr")
    assert body["licence"].startswith("https://creativecommons.org/")
    record = next(row for row in body["results"] if row["programmes"])
    assert record["lang"] == "fr"
    assert client.get(urlsplit(record["url"]).path).status_code == 200
    assert {"code", "label", "amount", "funder"} <= set(record["programmes"][0])
    partners = [row for each in body["results"] for row in each["organisations"]]
    assert {"partner"} <= {row["role"] for row in partners}


def test_no_cell_is_run_as_a_formula(client: Client) -> None:
    page = ProjectPage.objects.filter(locale__language_code="it", live=True).first()
    assert page is not None
    ProjectPage.objects.filter(pk=page.pk).update(title='=HYPERLINK("http://example.org")')
    titles = [row["title"] for row in sheet(client)]
    assert '\'=HYPERLINK("http://example.org")' in titles


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("colour=x", "colour"), ("format=xml", "format"), ("lang=xx", "lang"), ("page=0", "page"),
        ("status=nope", "status"), ("programme=%00", "programme"), ("region=zz", "region"),
        ("topic=" + "&topic=".join(map(str, range(30))), "topic"), ("per_page=1000", "per_page"),
        ("format=csv&format=json", "format may be given once"), ("lang=it&lang=fr", "once"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_reason(
    client: Client, query: str, word: str
) -> None:
    answer = client.get(f"/api/projects/?{query}")
    assert answer.status_code == 400, answer.content
    assert word in json.loads(answer.content)["error"]


def test_drafts_are_not_told_and_pages_follow_each_other(client: Client) -> None:
    total = get(client)["total"]
    page = ProjectPage.objects.filter(locale__language_code="it", live=True).first()
    assert page is not None
    ProjectPage.objects.filter(pk=page.pk).update(live=False)
    body = get(client, "per_page=1")
    ids = [row["id"] for row in body["results"]]
    while body["next"]:
        parts = urlsplit(body["next"])
        body = json.loads(client.get(f"{parts.path}?{parts.query}").content)
        ids += [row["id"] for row in body["results"]]
    assert len(set(ids)) == len(ids) == total - 1
    assert str(page.translation_key) not in ids
    assert get(client, "page=999")["results"] == []


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_answer_costs_the_same_for_one_and_for_many(client: Client, form: str) -> None:
    def cost() -> int:
        client.get(f"/api/projects/?format={form}")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/api/projects/?format={form}")
        return len(captured)

    many = cost()
    first = ProjectPage.objects.filter(locale__language_code="it", live=True).first()
    assert first is not None
    for number in range(4):
        copied = first.copy(update_attrs={"slug": f"copia-{number}", "title": f"Copia {number}"})
        ProjectPage.objects.filter(pk=copied.pk).update(live=True)
    assert cost() == many
