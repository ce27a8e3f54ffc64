"""Deleting what something else needs, and an import without its file: a message, no error."""

import pytest
from django.core.signing import Signer
from django.test import Client

from taxonomy.models import Place
from tests.desk import signed_in, turned_away

pytestmark = pytest.mark.django_db
PROCESS = "/admin/redirects/import/process/"


@pytest.fixture
def used() -> Place:
    """A place with another one in it, which Wagtail's index of uses does not know."""
    above = Place.objects.create(kind=Place.Kind.REGION, code="T1", name="Regione di prova")
    below = Place(kind=Place.Kind.PROVINCE, code="T2", name="Provincia", parent=above)
    Place.objects.bulk_create([below])  # as the commands that load places
    return above


def test_a_place_that_is_used_stays_and_who_deletes_it_is_told_why(
    client: Client, used: Place
) -> None:
    signed_in(client, "admin")
    path = f"/admin/snippets/taxonomy/place/delete/{used.pk}/"
    answer = client.post(path, follow=True)
    assert answer.redirect_chain == [(path, 302)]
    assert answer.status_code == 200
    assert Place.objects.filter(pk=used.pk).exists()
    told = [str(message) for message in answer.context["messages"]]
    assert len(told) == 1
    assert "Provincia" not in told[0]
    assert "1" in told[0]
    assert str(Place._meta.verbose_name_plural) in told[0]


def test_a_script_gets_a_conflict(client: Client, used: Place) -> None:
    signed_in(client, "admin")
    path = f"/admin/snippets/taxonomy/place/delete/{used.pk}/"
    answer = client.post(path, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 409
    assert answer.json()["success"] is False
    assert Place.objects.filter(pk=used.pk).exists()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"import_file_name": "x"},
        {"import_file_name": "gone", "input_format": "0"},
    ],
)
def test_an_import_of_redirects_without_its_file_begins_anew(
    client: Client, form: dict[str, str]
) -> None:
    signed_in(client, "admin")
    signed = {name: Signer().sign(value) for name, value in form.items()}
    answer = client.post(PROCESS, signed, follow=True)
    assert answer.redirect_chain == [("/admin/redirects/import/", 302)]
    assert len(list(answer.context["messages"])) == 1


def test_who_adds_no_redirects_is_turned_away(client: Client) -> None:
    signed_in(client, "editor")
    assert turned_away(client.post(PROCESS))
