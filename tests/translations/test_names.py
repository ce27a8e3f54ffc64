"""What a fact is called in a language: read while translating, written by who may translate it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from facts.models import Fact, FactLabel
from guides.models import GuidePage
from tests.desk import signed_in, turned_away
from tests.facts.helpers import fee, stored
from translations import names

pytestmark = pytest.mark.django_db
SCREEN = "/admin/desk/translations/ar/facts/"
HOME = "/admin/"


@pytest.fixture
def fact() -> Fact:
    """A fact without names on a published Italian page."""
    fact = fee("prova-tessera", name="Tessera di prova")
    page = GuidePage.objects.get(slug="residenza", locale__language_code="it")
    page.costs_note = f"<p>La tessera costa {stored(fact)}.</p>"
    page.save_revision().publish()
    return fact


def label(fact: Fact, code: str = "ar") -> str:
    return FactLabel.objects.filter(fact=fact, language=code).values_list("label", flat=True)[0]


def test_a_missing_name_is_work_of_the_translators_of_the_language(
    client: Client, fact: Fact
) -> None:
    html = signed_in(client, "translator-ar").get(HOME).content.decode()
    assert f'href="{SCREEN}"' in html
    assert "1 dato di pagine pubblicate non ha un nome in questa lingua" in html
    client.post(SCREEN, {f"f{fact.pk}": "  بطاقة   التجربة "})
    assert label(fact) == "بطاقة التجربة"
    assert SCREEN not in client.get(HOME).content.decode()


def test_who_looks_after_all_languages_gets_no_rows_of_it(fact: Fact) -> None:
    for name in ("publisher", "admin", "editor", "organisation"):
        assert names.FactNames().share(User.objects.get(username=name), 7).rows == []


def test_a_fact_that_no_page_shows_is_no_work(client: Client) -> None:
    fee("prova-sola")
    html = signed_in(client, "translator-ar").get(HOME).content.decode()
    assert SCREEN not in html
    assert "prova-sola" in client.get(SCREEN).content.decode()


def test_the_screen_shows_missing_names_first_with_the_value_of_the_language(
    client: Client, fact: Fact
) -> None:
    html = signed_in(client, "translator-ar").get(SCREEN).content.decode()
    assert html.index("prova-tessera") < html.index("marca-da-bollo")
    assert "30.46" in html or "30,46" in html
    assert "طابع مالي" in html


def test_an_emptied_name_goes_and_others_stay(client: Client, fact: Fact) -> None:
    stamp = Fact.objects.get(code="marca-da-bollo")
    signed_in(client, "translator-ar").post(SCREEN, {f"f{stamp.pk}": " "})
    assert not FactLabel.objects.filter(fact=stamp, language="ar").exists()
    assert label(stamp, "uk")


def test_only_who_may_translate_the_language_writes_its_names(client: Client, fact: Fact) -> None:
    for name in ("editor", "officer", "organisation"):
        signed_in(client, name)
        assert turned_away(client.get(SCREEN)), name
        assert turned_away(client.post(SCREEN, {f"f{fact.pk}": "x"})), name
    signed_in(client, "translator-ar")
    assert turned_away(client.post("/admin/desk/translations/uk/facts/", {f"f{fact.pk}": "x"}))
    assert client.get("/admin/desk/translations/it/facts/").status_code == 404
    assert not FactLabel.objects.filter(fact=fact).exists()


def test_the_history_of_the_fact_says_who_named_it(client: Client, fact: Fact) -> None:
    signed_in(client, "translator-ar").post(SCREEN, {f"f{fact.pk}": "بطاقة"})
    html = signed_in(client, "admin").get(reverse("fact:history", args=[fact.pk])).content.decode()
    assert "بطاقة" in html
    assert "translator-ar" in html


def test_the_editor_says_what_the_codes_of_a_sentence_stand_for(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    guide = GuidePage.objects.get(slug="rinnovare-permesso", locale__language_code="it")
    address = f"/admin/desk/translations/ar/{guide.pk}/?show=all"
    signed_in(client, "translator-ar")
    with django_assert_max_num_queries(40):
        html = client.get(address).content.decode()
    assert "طابع مالي" in html
    assert "16\u00a0€" in html
    FactLabel.objects.filter(language="ar").delete()
    html = client.get(address).content.decode()
    assert f'href="{SCREEN}"' in html
    assert "Marca da bollo" in html
