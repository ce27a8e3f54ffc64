"""Every role at every address of the site: what it meets, what it changes, what it is refused.

What a role is given (`policy`) it must meet and be able to change somewhere, and nothing else
anywhere: a right too many and a right too few both have a name here.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from tests.permissions import policy
from tests.permissions.furniture import scene
from tests.permissions.objects import Scene, word
from tests.permissions.people import ROLES, client_of
from tests.permissions.questions import questions
from tests.permissions.walk import PLACE, Answer, Question, ask, typed

EDIT = "admin/pages/<int:page_id>/edit/"


@pytest.fixture(scope="module")
def stage(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """All objects, made once for the roles of this process and taken back at the end."""
    kept = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    logging.disable(logging.ERROR)  # a refusal is no news here
    with django_db_blocker.unblock(), transaction.atomic():
        yield scene()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
    settings.MEDIA_ROOT = kept


@dataclass
class Walk:
    """What became of all requests of a role."""

    own: set[str]
    may_meet: set[str]
    of_stranger: set[str]
    failed: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    harm: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)
    shut: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)

    def note(self, question: Question, answer: Answer) -> None:
        """Sort one answer."""
        about = answer.about.name if answer.about else ""
        self.met |= answer.words
        self.changed |= answer.changed
        unfinished = question.data is not None and about in self.own  # a form with too few fields
        if answer.status >= 500 and not unfinished:
            self.failed.append(str(answer))
        if leaked := answer.words - self.may_meet:
            self.leaks.append(f"{answer} shows {sorted(leaked)}")
        gone = self.of_stranger if "stranger" in answer.changed else set()  # deleted with them
        if harm := answer.changed - self.own - gone:
            self.harm.append(f"{answer} changes {sorted(harm)}")
        elif answer.wrote and about and about not in self.own:
            self.harm.append(f"{answer} writes {sorted(answer.wrote)}")
        looked = question.data is None and "?" not in question.path
        if answer.opened and (answer.wrote if question.many else looked or about):
            self.opened.add(answer.address)
        elif looked:
            self.shut.add(answer.address)
        if looked and answer.address == EDIT and answer.status == 200:
            self.forms[about] = typed(answer.body)


def words(names: str) -> set[str]:
    return {word(name) for name in names.split()}


def may_change(stage: Scene, role: str) -> set[str]:
    """The names of the objects whose row a role may make another."""
    if role == "admin":
        return {
            name for name, thing in stage.things.items()
            if thing.kind not in policy.PERSONAL and thing.by in {"", role}
        }  # fmt: skip
    begun = {name for name, thing in stage.things.items() if thing.by == role}
    return begun | set(f"{policy.CHANGES[role]} {policy.MAY_TOO.get(role, '')}".split())


def walk(stage: Scene, role: str) -> Walk:
    """Ask everything and sort the answers."""
    client = client_of(role)
    staff = "" if role in policy.OUTSIDE else policy.STAFF
    begun = " ".join(name for name, thing in stage.things.items() if thing.by == role)
    done = Walk(
        own=may_change(stage, role),
        of_stranger={name for name, thing in stage.things.items() if thing.by == "stranger"},
        may_meet=words(f"{policy.PUBLIC} {policy.SEES[role]} {staff} {begun}"),
    )
    for question in questions(stage, role):
        address, path, about, data, *_how = question
        done.asked.add(address)
        if address in done.shut and data is None and "?" in path:
            continue  # a list that does not open is not searched
        if address == EDIT and data is not None and about and about.name in done.forms:
            question = question._replace(data=done.forms[about.name])  # noqa: PLW2901
        done.note(question, ask(client, question, stage.changed))
    done.shut -= done.opened
    return done


def verdict(done: Walk, role: str) -> list[str]:
    """What is wrong, one line each: too much or too little."""
    ruled = {address for address in done.asked if policy.whose(address)}
    mine = {address for address in ruled if role in policy.whose(address)}
    shut = {address for address in mine if policy.plain(address)} - done.opened
    shut -= set(policy.CLOSED)
    found = {
        "an error": done.failed,
        "shown to who must not see it": done.leaks,
        "changed by who must not change it": done.harm,
        "the policy gives it, it is never met": words(policy.SEES[role]) - done.met,
        "the policy gives it, it is never changed": set(policy.CHANGES[role].split())
        - done.changed,
        "does not open to who it is for": shut,
        "opens to who it is not for": (done.opened & ruled) - mine,
    }
    if role == "admin":
        about = {address for address in done.asked if PLACE.search(address)}
        found["no object of the test opens it"] = about - done.opened - set(policy.CLOSED)
        found["it is said to be closed and opens"] = set(policy.CLOSED) & done.opened
    return [f"{role}: {what}: {one}" for what, each in found.items() for one in sorted(each)]


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_meets_and_changes_what_is_its_own_and_nothing_else(stage: Scene, role: str) -> None:
    with transaction.atomic():
        found = verdict(walk(stage, role), role)
        transaction.set_rollback(True)
    assert not found, "\n".join(found)
