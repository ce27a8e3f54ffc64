"""People are added without an administrator, and nobody gains an administrator's rights by it."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from tests.desk import signed_in, turned_away

pytestmark = pytest.mark.django_db
ADD = "/admin/users/new/"
PASSWORD = "una frase lunga e mia"


def person(name: str, **more: object) -> dict[str, object]:
    return {
        "username": name, "email": f"{name}@example.org", "first_name": "N", "last_name": "C",
        "password1": PASSWORD, "password2": PASSWORD,
    } | more  # fmt: skip


def edit(user: User) -> str:
    return f"/admin/users/edit/{user.pk}/"


def test_a_colleague_with_the_role_people_adds_an_editor(client: Client) -> None:
    role = Group.objects.get(name="Editor")
    signed_in(client, "publisher").post(ADD, person("nuova", groups=[role.pk]))
    assert list(User.objects.get(username="nuova").groups.all()) == [role]
    for name in ("officer", "editor", "organisation"):
        assert turned_away(signed_in(client, name).post(ADD, person("altra")))


def test_nobody_becomes_an_administrator_by_it(client: Client) -> None:
    signed_in(client, "publisher")
    assert turned_away(client.post(ADD, person("capo", is_superuser="on")))
    assert not User.objects.filter(username="capo").exists()
    editor = User.objects.get(username="editor")
    assert turned_away(
        client.post(edit(editor), person("editor", is_active="on", is_superuser="on"))
    )
    admin = User.objects.get(username="admin")
    assert turned_away(client.post(edit(admin), person("admin", is_active="on")))
    assert turned_away(client.get(edit(admin)))
    assert not User.objects.get(username="editor").is_superuser
    assert not User.objects.get(username="admin").check_password(PASSWORD)


def test_nobody_changes_their_own_roles(client: Client) -> None:
    own = User.objects.get(username="publisher")
    before = set(own.groups.values_list("pk", flat=True))
    more = [*before, Group.objects.get(name="Guide officer").pk]
    signed_in(client, "publisher")
    assert turned_away(client.post(edit(own), person("publisher", groups=more)))
    role = Group.objects.get(name="Guide officer").pk
    bulk = f"/admin/bulk/accounts/user/assign_role/?id={own.pk}"
    assert turned_away(client.post(bulk, {"role": role}))
    bulk = f"/admin/bulk/accounts/user/set_active_state/?id={User.objects.get(username='admin').pk}"
    assert turned_away(client.post(bulk, {"mark_as_active": "False"}))
    assert set(own.groups.values_list("pk", flat=True)) == before
    assert User.objects.get(username="admin").is_active
