"""Mails about proposed values: to the second person with the sentences, back with the reason."""

from decimal import Decimal

import pytest
from django.core import mail
from wagtail.users.models import UserProfile

from accounts.models import User
from editorial.tasks import tell_of_value
from facts import proposing
from facts.change import Change
from facts.models import Fact, FactProposal, FactValue
from guides.models import GuidePage
from tests.facts.helpers import fee, stored

pytestmark = pytest.mark.django_db


def user(name: str) -> User:
    return User.objects.get(username=name)


def speaks(name: str, language: str) -> None:
    profile = UserProfile.get_for_user(user(name))
    profile.preferred_language = language
    profile.save()


@pytest.fixture
def fact() -> Fact:
    """A fact of 30,46 euros on one Italian page."""
    fact = fee(name="Tessera di prova")
    page = GuidePage.objects.get(slug="residenza", locale__language_code="it")
    page.costs_note = f"<p>La tessera costa {stored(fact)}.</p>"
    page.save_revision().publish()
    mail.outbox.clear()
    return Fact.objects.get(pk=fact.pk)


def proposed(fact: Fact) -> FactProposal:
    row = FactValue(fact=fact, amount=Decimal(32))
    return proposing.send(fact, row, Change(fact, row.value), user("officer"))


def received(name: str) -> mail.EmailMessage:
    """The one mail that was sent since; it is for this colleague."""
    (found,) = mail.outbox
    assert found.to == [f"{name}@example.org"]
    return found


def test_the_second_person_reads_before_after_and_sentences(fact: Fact) -> None:
    speaks("publisher", "en")
    speaks("officer", "it")
    proposal = proposed(fact)
    found = received("publisher")
    assert "To approve" in found.subject
    assert "30.46" in found.subject
    assert "La tessera costa 32\u00a0€." in found.body
    assert f"/admin/facts/proposal/{proposal.pk}/" in found.body


def test_the_author_reads_the_reason_in_their_language(fact: Fact) -> None:
    speaks("officer", "it")
    proposal = proposed(fact)
    mail.outbox.clear()
    proposing.give_back(proposal, user("publisher"), "Manca la fonte.")
    found = received("officer")
    assert "Manca la fonte." in found.body
    assert "Di nuovo a te" in found.subject


def test_the_author_reads_that_readers_see_it(fact: Fact) -> None:
    speaks("officer", "it")
    proposal = proposed(fact)
    mail.outbox.clear()
    change = Change(fact, proposal.value, {}, proposal)
    proposing.approve(proposal, change, user("publisher"))
    assert "Chi legge lo vede" in str(received("officer").body)


def test_who_wants_no_such_mails_gets_none(fact: Fact) -> None:
    profile = UserProfile.get_for_user(user("publisher"))
    profile.submitted_notifications = False
    profile.save()
    proposed(fact)
    assert mail.outbox == []


def test_a_mail_about_what_is_decided_by_now_is_not_sent(fact: Fact) -> None:
    proposal = proposed(fact)
    mail.outbox.clear()
    proposing.withdraw(proposal, user("officer"))
    assert not tell_of_value.func(proposal.pk, "open", user("publisher").pk)
    assert mail.outbox == []
