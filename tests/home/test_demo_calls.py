"""The calls of the demonstration: enough, near enough, in time, and of nobody in particular."""

import datetime as dt
import re
from collections import Counter
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale

from directory.mailboxes import looks_personal
from directory.models import Organisation
from home.demo import calls, files, values
from taxonomy.distance import haversine_km
from taxonomy.models import Place
from volunteering import rules
from volunteering.models import CallFolderPage, CallPage
from volunteering.models.choices import ApplyMode, CallState, ItalianLevel

pytestmark = pytest.mark.django_db
SENTENCE = re.compile(r"(?<=[.?!:]) ")


@pytest.fixture
def italian(db: None) -> list[CallPage]:
    """All calls in the source language."""
    return list(CallPage.objects.live().filter(locale__language_code="it"))


def away(call: CallPage) -> float:
    """Kilometres from Cuneo."""
    cuneo = Place.objects.get(kind="comune", code="D205")
    points = (cuneo.latitude, cuneo.longitude, call.latitude, call.longitude)
    return haversine_km(*(float(value or 0) for value in points))


def test_sixty_calls_across_italy_each_with_words_of_its_own(italian: list[CallPage]) -> None:
    assert len(italian) >= 60
    assert len({call.title for call in italian}) == len(italian)
    assert len({call.lead for call in italian}) == len(italian)
    assert len({call.place.region_code for call in italian if call.place}) >= 10
    assert len({call.call_category_id for call in italian}) >= 14


def test_twelve_calls_within_fifty_kilometres_of_cuneo(italian: list[CallPage]) -> None:
    assert sum(away(call) <= 50 for call in italian if call.place) >= 12


def test_free_weekends_near_cuneo_without_italian_find_three(italian: list[CallPage]) -> None:
    """The journey of the citizen near Cuneo (25 km, weekend, no Italian needed, open)."""
    found = {
        call.slug
        for call in italian
        if call.place
        and away(call) <= 25
        and call.state == CallState.OPEN
        and call.italian_level == ItalianLevel.NONE
        and any(slot.weekday >= 5 for slot in call.slots.all())
    }
    assert found == {"conversazione-italiano", "merenda-e-parole", "sentieri-puliti"}


def test_every_state_is_shown_and_no_call_breaks_the_law(italian: list[CallPage]) -> None:
    states = Counter(call.state for call in italian)
    assert states[CallState.OPEN] >= 45
    for state in (CallState.UPCOMING, CallState.FULL, CallState.PAUSED, CallState.CLOSED):
        assert states[state] >= 2, state
    for call in italian:
        assert rules.warnings(call) == [], call.slug
        if call.state != CallState.PAUSED:
            assert rules.publication_problems(call) == [], call.slug


def test_hosts_are_invented_and_reached_by_a_role(italian: list[CallPage]) -> None:
    for call in italian:
        assert call.is_demo
        assert call.host.is_demo
        for row in call.contact_links.all():
            assert row.mailbox.endswith("@example.org")
            assert not looks_personal(row.mailbox)
        folder = call.get_parent().specific
        assert isinstance(folder, CallFolderPage)
        assert folder.organisation_id == call.host_id


def test_insurance_of_hosts_in_every_state(db: None) -> None:
    rows = Organisation.objects.filter(
        locale__language_code="it", is_demo=True, kind__code__in=["odv", "aps"]
    )
    states = Counter(row.insurance_state() for row in rows)
    assert states["ending"] >= 2
    assert states["expired"] >= 1
    assert states["missing"] >= 1


def test_two_thirds_take_answers_on_the_site_and_some_say_little(italian: list[CallPage]) -> None:
    forms = sum(call.apply_mode == ApplyMode.FORM for call in italian)
    assert forms >= len(italian) * 0.6
    assert forms < len(italian) * 0.9
    assert any(not call.italian_level for call in italian)


@pytest.mark.parametrize(
    ("code", "wanted"),
    [("en", 30), ("fr", 30), ("ar", 30), ("uk", 30), ("es", 12), ("ro", 12), ("zh-hans", 12)],
)
def test_calls_in_other_languages(code: str, wanted: int) -> None:
    locale = Locale.objects.get(language_code=code)
    assert CallPage.objects.live().filter(locale=locale).count() >= wanted


def test_sentences_are_short() -> None:
    for file in calls.pages():
        for text in (file.data["fields"].get("lead", ""), file.data["fields"]["title"]):
            for sentence in SENTENCE.split(text):
                assert len(sentence.split()) <= 20, (file.id, sentence)


def test_dates_count_from_the_day_of_loading() -> None:
    today = timezone.localdate()
    assert values.from_today("+30 days") == today + dt.timedelta(days=30)
    assert values.from_today("-1 day") == today - dt.timedelta(days=1)
    assert values.from_today("2027-01-01") is None
    dated = [row for row in calls.pages() if "apply_by" in row.data["fields"]]
    assert all(str(row.data["fields"]["apply_by"])[0] in "+-" for row in dated)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "sat morning 10-12",
            {"weekday": 5, "part": "morning", "starts": "10:00", "ends": "12:00"},
        ),
        ("mon evening", {"weekday": 0, "part": "evening"}),
    ],
)
def test_a_slot_is_read(text: str, row: dict[str, Any]) -> None:
    assert calls.slot(text) == row


@pytest.mark.parametrize("text", ["lun morning", "sat night", "sat morning 10"])
def test_a_slot_that_is_none_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="is no slot"):
        calls.slot(text)


def test_a_page_with_a_file_of_its_own_is_not_made_twice() -> None:
    ids = Counter(file.id for file in files.pages())
    assert set(ids.values()) == {1}
