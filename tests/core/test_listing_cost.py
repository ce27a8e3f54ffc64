"""A list costs the same number of queries for one item and for six."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from core.checks import page_types
from core.models import ListingPage
from home.models import HomePage, OrganisationIndexPage, ServiceDirectoryPage

pytestmark = pytest.mark.django_db
INDEXES = [model for model in page_types() if issubclass(model, ListingPage)]


def queries(client: Client, url: str) -> int:
    client.get(url)  # what is kept in memory is there now
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def index_of(model: Any) -> Any:
    return model.objects.filter(locale__language_code="it", live=True).order_by("depth").first()


@pytest.mark.parametrize("model", INDEXES, ids=lambda model: model.__name__)
def test_an_index_page_costs_the_same_for_one_and_for_six(client: Client, model: Any) -> None:
    index = index_of(model)
    first = index.items().first()
    others = index.items().exclude(pk=first.pk)
    Page.objects.filter(pk__in=list(others.values_list("pk", flat=True))).update(live=False)
    one = queries(client, index.url)
    for number in range(5):
        first.copy(update_attrs={"slug": f"copy-{number}", "title": f"Copia {number}"})
    assert index.items().count() == 6
    assert queries(client, index.url) == one


@pytest.mark.parametrize("model", [OrganisationIndexPage, ServiceDirectoryPage])
def test_a_directory_costs_the_same_for_one_and_for_all(client: Client, model: Any) -> None:
    index = index_of(model)
    wanted = "seat__isnull" if model is OrganisationIndexPage else "place__isnull"
    rows = index.own_entries()
    keep = rows.filter(**{wanted: False}).first()
    every = queries(client, index.url)
    type(keep).objects.filter(locale=index.locale).exclude(pk=keep.pk).update(live=False)
    assert queries(client, index.url) == every


def test_a_query_for_each_item_would_be_seen(client: Client) -> None:
    """The measure itself: it counts what a page asks for."""
    home = HomePage.objects.get(locale__language_code="it")
    with CaptureQueriesContext(connection) as captured:
        for page in home.get_children()[:3]:
            page.specific  # noqa: B018
    assert len(captured) == 4
