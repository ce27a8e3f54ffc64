"""Guides: the answer first, its facts, its verification, at a known cost."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core import frame, routing
from guides.models import GuidePage
from search import feed

pytestmark = pytest.mark.django_db


def guide(slug: str = "rinnovare-permesso", code: str = "it") -> GuidePage:
    return GuidePage.objects.get(slug=slug, locale__language_code=code)


@pytest.mark.parametrize("code", ["it", "ar"])
def test_a_guide_costs_at_most_twelve_queries(client: Client, code: str) -> None:
    url = guide(code=code).url
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    assert len(captured) <= 12, [query["sql"][:120] for query in captured]


def test_what_is_kept_in_memory_is_read_again_after_a_change(client: Client) -> None:
    """The guard of the measure above: nothing stays stale because it was kept."""
    home = guide().get_parent().get_parent().get_parent().specific
    assert home.tagline in client.get(home.url).content.decode()
    home.tagline = "Un altro motto"
    home.save_revision().publish()
    assert "Un altro motto" in client.get(guide().url).content.decode()
    assert frame._kept
    assert routing._homes


def test_a_guide_says_when_it_was_verified_and_when_it_is_late(client: Client) -> None:
    page = guide("imparare-italiano")
    with time_machine.travel(dt.datetime(2026, 4, 1, tzinfo=dt.UTC), tick=False):
        assert page.next_review is not None
        assert page.next_review >= dt.date(2026, 4, 1)
    with time_machine.travel(dt.datetime(2026, 11, 22, tzinfo=dt.UTC), tick=False):
        assert page.is_overdue
        html = client.get(page.url).content.decode()
    assert f"{page.verified_on:%Y-%m-%d}" in html
    assert 'class="alert' in html


@pytest.mark.parametrize(("risk", "days"), [("A", 90), ("B", 180), ("C", 365)])
def test_the_next_check_follows_the_risk(risk: str, days: int) -> None:
    page = guide("codice-fiscale")
    page.risk_class, page.verified_on, page.next_review = risk, dt.date(2026, 1, 1), None
    page.save()
    assert page.next_review == dt.date(2026, 1, 1) + dt.timedelta(days=days)


def test_an_amount_stands_once_and_is_right_in_every_language(client: Client) -> None:
    page = guide()
    raw = page.costs.raw_data
    amounts = [row["value"].get("amount") or row["value"]["fact"] for row in raw]
    assert {"marca-da-bollo", "70.46"} <= {str(amount) for amount in amounts}
    for code in ("it", "ar", "zh-hans"):
        translated: Any = guide(code=code)
        values = [row["value"] for row in translated.costs.raw_data]
        assert [value.get("amount") or value["fact"] for value in values] == amounts
        assert '<bdi dir="ltr">16\u00a0€</bdi>' in client.get(translated.url).content.decode()


def test_the_bilingual_view_shows_the_italian_beside(client: Client) -> None:
    page = guide(code="ar")
    html = client.get(f"{page.url}?with=it").content.decode()
    assert guide().title in html
    assert 'lang="it" dir="ltr"' in html


@pytest.mark.parametrize(
    ("code", "phrase", "unit"),
    [("it", "almeno 60 giorni prima", "giorni"), ("uk", "щонайменше за 60 днів наперед", "дні")],
)
def test_search_reads_a_time_as_the_page_says_it(code: str, phrase: str, unit: str) -> None:
    """Who asks for 60 days finds them, and no line below a result is «days» alone."""
    (entry,) = (e for e in feed.entries_of(guide(code=code)) if e.kind == "guide")
    lines = "\n".join(entry.body).splitlines()
    assert phrase in lines
    assert not {unit, "almeno prima"} & set(lines)
