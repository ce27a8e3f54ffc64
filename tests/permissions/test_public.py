"""Readers open what is published, and nothing of a draft or of a page behind a restriction."""

import pytest
from django.test import Client

from core.models import PageOrganisation, SiteSettings
from directory.models import Organisation, ServicePoint
from guides.models import GuidePage
from projects.models import ProjectFunding
from tests.desk import signed_in
from tests.permissions import policy
from tests.permissions.furniture import scene
from tests.permissions.objects import Scene, word
from tests.permissions.people import OWN
from tests.permissions.walk import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(settings: object, tmp_path: object) -> Scene:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return scene()


def test_the_addresses_of_pages_show_no_draft(stage: Scene, client: Client) -> None:
    public = {word(name) for name in policy.PUBLIC.split()}
    for thing in stage.of("page"):
        thing.item.slug = f"m-{thing.item.pk}"  # what is not there repeats the words of its address
        thing.item.save()
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


def test_an_unpublished_organisation_is_named_nowhere(stage: Scene, client: Client) -> None:
    """Pages, their structured data and the open data, also where a page or a call still has it."""
    SiteSettings.objects.update(job_posting_markup=True)
    body = Organisation.objects.get(slug=OWN, locale__language_code="it")
    Organisation.objects.filter(pk=body.pk).update(name=word("body"), live=True)
    PageOrganisation.objects.update(organisation=body)
    ProjectFunding.objects.update(funder=body)
    ServicePoint.objects.update(organisation=body)
    paths = [
        page.get_url()
        for model in {type(link.page.specific) for link in PageOrganisation.objects.all()}
        for page in model.objects.filter(
            locale__language_code="it", live=True, organisation_links__isnull=False
        )[:1]
    ]
    paths += [stage.things["own-live"].item.get_url(), "/it/", "/it/volontariato/"]
    paths += ["/api/projects/", "/api/projects/?format=csv", "/api/calls/", "/api/hsds/services"]
    shown = [path for path in paths if word("body") in read(client.get(path))]
    assert len(shown) >= 8, shown
    Organisation.objects.filter(pk=body.pk).update(live=False)
    assert [path for path in paths if word("body") in read(client.get(path))] == []
    assert all(client.get(path).status_code == 200 for path in shown)
