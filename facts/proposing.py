"""Another value of a fact that readers see: one person proposes it, a second one publishes it.

Nobody approves what they proposed themselves, an administrator neither. An administrator may give
a value at once instead, for emergencies: the history says so.
"""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from facts import changing
from facts.change import Change
from facts.models import Fact, FactProposal, FactValue, Valued
from facts.signals import proposal_decided, value_proposed

RIGHT = "facts.approve_fact"
BACKEND = "django.contrib.auth.backends.ModelBackend"
State = FactProposal.State


class NotOpenError(Exception):
    """Somebody decided, or the fact changed, in the meantime; the message says it to the user."""


def approvers(author: Any) -> list[Any]:
    """Who may publish a value that `author` proposes: administrators only where nobody else may."""
    users = get_user_model().objects
    able = users.with_perm(RIGHT, include_superusers=False, backend=BACKEND)
    named = able.filter(is_superuser=False).order_by("last_name", "username")
    chief = users.filter(is_active=True, is_superuser=True).order_by("username")
    return [row for row in named if row != author] or [row for row in chief if row != author]


def may_decide(user: Any, proposal: FactProposal) -> bool:
    """Whether the user is the second person."""
    return bool(user.has_perm(RIGHT)) and user.pk != proposal.created_by_id


def same(fact: Fact, row: Valued, day: datetime.date | None) -> FactProposal | None:
    """The proposal of this very value that waits already, or nothing."""
    waiting = fact.proposals.filter(state=State.OPEN, holds_from=day)
    found = (one for one in waiting.select_related("fact", "created_by") if one.value == row.value)
    return next(found, None)


@transaction.atomic
def send(
    fact: Fact, row: FactValue, change: Change, user: Any, day: datetime.date | None = None
) -> FactProposal:
    """Have a second person asked. What the author had got back about the fact is settled by it."""
    fact.proposals.filter(state=State.RETURNED, created_by=user).update(state=State.CLOSED)
    proposal = FactProposal(
        fact=fact, holds_from=day, based_on_id=change.based_on or None, created_by=user,
        choices=change.choices, seen=change.marks, pages=change.pages, versions=change.versions,
        **values(row),
    )  # fmt: skip
    proposal.full_clean(exclude=["fact", "created_by", "based_on", "decided_by"])
    proposal.save()
    _note(proposal, "facts.proposed", user)
    value_proposed.send(FactProposal, proposal=proposal)
    return proposal


@transaction.atomic
def approve(proposal: FactProposal, change: Change, user: Any) -> FactValue:
    """Give the fact the value, from its day on, or now where that has come.

    Raises PermissionDenied for who is not the second person, NotOpenError when it cannot be done
    any more.
    """
    if not may_decide(user, proposal):
        raise PermissionDenied(_("You proposed this: somebody else has to approve it."))
    fact = Fact.objects.select_for_update().get(pk=proposal.fact_id)
    _decide(proposal, State.APPROVED, user)
    current = fact.current.pk if fact.current else None
    if current != proposal.based_on_id or change.based_on != (current or 0):
        raise NotOpenError(_("The value is another one by now. Look at the fact."))
    change.note(user)
    row = FactValue(created_by=proposal.created_by, **values(proposal))
    author = proposal.created_by.called if proposal.created_by else ""
    given = changing.give(fact, row, user, proposal.holds_from, author=author)
    proposal_decided.send(FactProposal, proposal=proposal)
    return given


@transaction.atomic
def give_back(proposal: FactProposal, user: Any, reason: str) -> None:
    """Say no, and why. Raises like `approve`."""
    if not may_decide(user, proposal):
        raise PermissionDenied(_("You proposed this: somebody else has to approve it."))
    _decide(proposal, State.RETURNED, user, comment=reason)
    _note(proposal, "facts.returned", user)
    proposal_decided.send(FactProposal, proposal=proposal)


@transaction.atomic
def withdraw(proposal: FactProposal, user: Any) -> None:
    """Take one's own proposal back, or put away what was sent back."""
    if user.pk != proposal.created_by_id:
        raise PermissionDenied
    _decide(proposal, State.CLOSED, user, state__in=[State.OPEN, State.RETURNED])
    _note(proposal, "facts.takenback", user)


def values(row: Valued) -> dict[str, Any]:
    """The fields that hold a value."""
    names = (field.name for field in Valued._meta.get_fields())
    return {name: getattr(row, name) for name in names}


def _decide(proposal: FactProposal, state: str, user: Any, comment: str = "", **only: Any) -> None:
    """Write the decision, once: the first of two wins."""
    fields = {
        "state": state, "comment": comment, "decided_at": timezone.now(), "decided_by": user,
    }  # fmt: skip
    open_rows = FactProposal.objects.filter(pk=proposal.pk, **(only or {"state": State.OPEN}))
    if not open_rows.update(**fields):
        raise NotOpenError(_("Somebody has decided about it in the meantime."))
    for name, value in fields.items():
        setattr(proposal, name, value)


def _note(proposal: FactProposal, action: str, user: Any) -> None:
    day = proposal.holds_from
    data = {
        "after": proposal.value.plain(), "day": day.isoformat() if day else "",
        "comment": proposal.comment,
    }  # fmt: skip
    log(proposal.fact, action, user=user, data=data)
