"""Readers open what is published, and nothing of a draft or of a page behind a restriction."""

import pytest
from django.test import Client

from guides.models import GuidePage
from tests.desk import signed_in
from tests.permissions import policy
from tests.permissions.furniture import scene
from tests.permissions.objects import Scene, word
from tests.permissions.walk import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(settings: object, tmp_path: object) -> Scene:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return scene()


def test_the_addresses_of_pages_show_no_draft(stage: Scene, client: Client) -> None:
    public = {word(name) for name in policy.PUBLIC.split()}
    for thing in stage.of("page"):
        answer = client.get(thing.item.get_url())
        live = thing.name.endswith("-live")
        assert (answer.status_code == 200) == live, thing.name
        found = read(answer)
        assert (thing.word in found) == live, thing.name
        hidden = [word(name) for name in policy.SEES["admin"].split() if word(name) not in public]
        assert [each for each in hidden if each in found] == [], thing.name


def test_a_published_guide_is_chosen_under_the_title_readers_know(
    stage: Scene, client: Client
) -> None:
    """An organisation links to it; whoever writes guides finds it by the title of the draft."""
    guide = stage.things["guide-live"]
    assert isinstance(guide.item, GuidePage)
    above = guide.item.get_parent().pk
    signed_in(client, "organisation")
    shown = read(client.get(f"/admin/choose-page/{above}/"))
    assert guide.word in shown
    assert word("guide-live-text") not in shown
    chosen = client.get(f"/admin/choose-page/chosen-multiple/?id={guide.item.pk}").json()
    assert [row["adminTitle"] for row in chosen["result"]] == [guide.word]
    signed_in(client, "officer")
    assert word("guide-live-text") in read(client.get(f"/admin/choose-page/{above}/"))
    chosen = client.get(f"/admin/choose-page/chosen-multiple/?id={guide.item.pk}").json()
    assert [row["adminTitle"] for row in chosen["result"]] == [word("guide-live-text")]
