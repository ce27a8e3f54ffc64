"""Who asks: one person for each role of the table, made for these tests."""

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User

OWN, OTHER = "ponte-di-voci", "tavola-lunga"  # organisations with a folder of calls
ROLES: dict[str, tuple[str, ...]] = {
    "anonymous": (),
    "reader": ("Reader of applications",),
    "people": ("People",),
    "organisation": (f"Organisation: {OWN}", "Reader of applications"),
    "translator": ("Translator (ar)",),
    "reviewer": ("Reviewer (ar)",),
    "editor": ("Editor",),
    "officer": ("Guide officer",),
    "publisher": ("Publisher",),
    "admin": (),
}


def person(role: str) -> User:
    """Somebody with the groups of a role and nothing else."""
    user, _created = User.objects.get_or_create(
        username=f"matrix-{role}",
        defaults={"email": f"matrix-{role}@example.org", "is_superuser": role == "admin"},
    )
    user.groups.set(Group.objects.filter(name__in=ROLES[role]))
    assert user.groups.count() == len(ROLES[role])
    return user


class Plain(Client):
    """A client that keeps no copy of every template's context: screens of the admin have hundreds."""

    def request(self, **request: Any) -> Any:
        answer = self.handler(self._base_environ(**request))  # type: ignore[attr-defined]
        self.cookies.update(answer.cookies)
        return answer


def client_of(role: str) -> Client:
    """A browser in which the role has signed in; one that shows errors as readers get them."""
    client = Plain(raise_request_exception=False)
    if role != "anonymous":
        client.force_login(person(role))
    return client
