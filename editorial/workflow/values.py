"""Mails about values of facts that somebody proposes: to those who may publish them, then back."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from core import locales
from core.mails import Letter
from editorial.tasks import tell_of_value
from editorial.workflow.letters import name_of
from facts import uses
from facts.models import FactProposal
from facts.proposing import approvers
from facts.signals import proposal_decided, value_proposed

SENTENCES = 5  # in a mail; the screen shows all


@receiver(value_proposed, dispatch_uid="editorial.value_proposed")
def on_proposal(sender: Any, proposal: FactProposal, **kwargs: Any) -> None:
    """Those who may publish the value hear of it."""
    for person in approvers(proposal.created_by):
        _tell(person, proposal, "submitted")


@receiver(proposal_decided, dispatch_uid="editorial.proposal_decided")
def on_decision(sender: Any, proposal: FactProposal, **kwargs: Any) -> None:
    """Who proposed the value hears what became of it."""
    approved = proposal.state == FactProposal.State.APPROVED
    _tell(proposal.created_by, proposal, "approved" if approved else "rejected")


def _tell(person: Any, proposal: FactProposal, preference: str) -> None:
    if person is None or not person.is_active or not person.email:
        return
    if getattr(UserProfile.get_for_user(person), f"{preference}_notifications"):
        tell_of_value.enqueue(proposal.pk, proposal.state, person.pk)


def address(proposal: FactProposal) -> str:
    """The screen of the proposal."""
    return reverse("fact:proposal", args=[proposal.pk])


def letter(proposal: FactProposal) -> Letter:
    """What is said about a proposal in its state, in the active language."""
    write = {
        FactProposal.State.OPEN: _to_approve,
        FactProposal.State.APPROVED: _approved,
        FactProposal.State.RETURNED: _returned,
    }
    return write[FactProposal.State(proposal.state)](proposal)


def _change(proposal: FactProposal) -> dict[str, str]:
    before = proposal.based_on.value.plain() if proposal.based_on else "—"
    return {
        "name": locales.isolated(proposal.fact.name),
        "before": locales.isolated(before),
        "after": locales.isolated(proposal.value.plain()),
    }


def _to_approve(proposal: FactProposal) -> Letter:
    words = _change(proposal)
    who = locales.isolated(name_of(proposal.created_by))
    said = [
        _("%(who)s proposes another value for “%(name)s”: %(before)s becomes %(after)s.")
        % {"who": who, **words}
    ]
    if proposal.holds_from:
        said.append(_("It holds from %(day)s.") % {"day": _day(proposal)})
    said.append(_("Readers see the earlier value until you approve. Some of the sentences:"))
    own = uses.of(proposal.fact).filter(locale=locales.source())[:SENTENCES]
    said += [
        locales.isolated(uses.plain(sentence, proposal.value)) for sentence in uses.sentences(own)
    ]
    return Letter(
        _("To approve: %(name)s, %(before)s → %(after)s") % words, said, _("Read and decide")
    )


def _approved(proposal: FactProposal) -> Letter:
    words = _change(proposal) | {"who": locales.isolated(name_of(proposal.decided_by))}
    said = [_("%(who)s approved the value %(after)s for “%(name)s”.") % words]
    current = proposal.fact.current
    if current and current.value == proposal.value:
        said.append(_("Readers see it now."))
    elif proposal.holds_from:
        said.append(_("It holds from %(day)s.") % {"day": _day(proposal)})
    return Letter(_("Approved: %(name)s, %(after)s") % words, said, _("See it in the desk"))


def _returned(proposal: FactProposal) -> Letter:
    words = _change(proposal) | {"who": locales.isolated(name_of(proposal.decided_by))}
    said = [
        _("%(who)s sends the value %(after)s for “%(name)s” back to you.") % words,
        _("What to change: %(comment)s") % {"comment": locales.isolated(proposal.comment)},
        _("The value stays as it is. You can propose another one."),
    ]
    return Letter(_("Back to you: %(name)s, %(after)s") % words, said, _("Look at it"))


def _day(proposal: FactProposal) -> str:
    return locales.isolated(date_format(proposal.holds_from) if proposal.holds_from else "")
