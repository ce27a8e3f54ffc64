"""One command makes groups, rights and workflows from a table; running it again changes nothing."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
)

from accounts.models import User
from editorial.roles import table
from guides.models import GuidePage
from media.models import CustomDocument, CustomImage
from tests.desk import signed_in, turned_away
from volunteering.models import CallPage

pytestmark = pytest.mark.django_db


def steps(page: Page) -> list[list[str]]:
    """The groups asked at each step of the workflow a page goes through."""
    workflow = page.get_workflow()
    return [
        sorted(group.name for group in task.specific.groups.all()) for task in workflow.tasks.all()
    ]


def everything() -> list[int]:
    kinds: Any = (
        Group, GroupPagePermission, GroupCollectionPermission, Collection, Workflow, WorkflowPage,
        Task, Group.permissions.through,
    )  # fmt: skip
    return [kind.objects.count() for kind in kinds]


def test_run_again_it_changes_nothing() -> None:
    before = everything()
    call_command("set_up_roles", stdout=StringIO())
    assert everything() == before


def test_each_kind_of_page_has_its_workflow() -> None:
    guide = GuidePage.objects.filter(locale__language_code="it")[0]
    call = CallPage.objects.filter(locale__language_code="it")[0]
    assert steps(guide) == [["Guide officer"], ["Publisher"]]
    assert steps(call) == [["Publisher"]]
    assert steps(Page.objects.get(slug="notizie", locale__language_code="it")) == [["Publisher"]]
    arabic = GuidePage.objects.filter(locale__language_code="ar")[0]
    assert steps(arabic) == [["Reviewer (ar)"]]


def test_a_right_given_by_hand_goes_only_when_asked_for() -> None:
    group = Group.objects.get(name="Guide officer")
    extra = Group.objects.get(name="People").permissions.get(codename="add_user")
    group.permissions.add(extra)
    call_command("set_up_roles", stdout=StringIO())
    assert extra in group.permissions.all()
    call_command("set_up_roles", prune=True, stdout=StringIO())
    assert extra not in group.permissions.all()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rights": ["guides.no_such_right"]}, "guides.no_such_right"),
        ({"pages": [{"of": "guides.Nothing", "may": ["add"]}]}, "guides.Nothing"),
        ({"pages": [{"of": "guides.GuideIndexPage", "may": ["fly"]}]}, "fly"),
    ],
)
def test_a_mistake_in_the_table_is_named_and_changes_nothing(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    data = yaml.safe_load(table.FILE.read_text(encoding="utf-8"))
    data["roles"].append({"name": "New role"} | change)
    wrong = tmp_path / "roles.yaml"
    wrong.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        call_command("set_up_roles", table=wrong, stdout=StringIO())
    assert not Group.objects.filter(name="New role").exists()


def test_an_organisation_works_in_its_own_folder_and_with_its_own_media(client: Client) -> None:
    signed_in(client, "organisation")
    own = CallPage.objects.filter(locale__language_code="it", url_path__contains="/ponte-di-voci/")
    other = CallPage.objects.filter(locale__language_code="it").exclude(
        url_path__contains="/ponte-di-voci/"
    )
    edit = "/admin/pages/{}/edit/"
    assert client.get(edit.format(own[0].pk)).status_code == 200
    assert turned_away(client.get(edit.format(other[0].pk)))
    assert turned_away(client.post(f"/admin/pages/{own[0].pk}/unpublish/"))
    insurance = reverse("wagtailsnippets_directory_organisation:edit", args=[own[0].host_id])
    assert turned_away(client.get(insurance)), "who has checked the insurance is not hers to say"
    user = User.objects.get(username="organisation")
    rights = own[0].permissions_for_user(user)
    assert rights.can_edit()
    assert not rights.can_publish()
    mine = Collection.objects.get(name="Organisation: ponte-di-voci")
    theirs = Collection.objects.get(name="Organisation: borgo-vivo")
    for model, form in ((CustomImage, "images"), (CustomDocument, "documents")):
        size = {"width": 1, "height": 1} if model is CustomImage else {}
        for collection, title in ((mine, "la nostra"), (theirs, "di altri")):
            model.objects.create(title=title, file="x.png", collection=collection, **size)
        shown = client.get(f"/admin/{form}/chooser/results/").content.decode()
        assert "la nostra" in shown
        assert "di altri" not in shown
