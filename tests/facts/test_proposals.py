"""A value that readers see: one person proposes it, a second one publishes it."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import User
from facts import changing, proposing
from facts.change import Change
from facts.models import Fact, FactCheck, FactProposal, FactValue
from guides.models import GuidePage
from tests.desk import signed_in, turned_away
from tests.facts.helpers import stored
from tests.facts.test_confirm import amount, answers, confirm_url, typed
from tests.facts.test_desk import edit_url

pytestmark = pytest.mark.django_db
State = FactProposal.State
HOME = "/admin/"


def user(name: str) -> User:
    return User.objects.get(username=name)


def send(client: Client, fact: Fact, choice: str = "ok", name: str = "officer", **more: Any) -> Any:
    """The officer looks at every sentence and asks for the second person."""
    signed_in(client, name)
    amount = more.pop("amount", "32,00")
    html = client.post(edit_url(fact), typed(fact, amount=amount)).content.decode()
    data = typed(fact, amount=amount) | answers(html, choice) | {"step": "send", **more}
    return client.post(confirm_url(fact), data, follow=True)


def proposed(client: Client, fact: Fact, **more: Any) -> FactProposal:
    send(client, fact, **more)
    return FactProposal.objects.filter(fact=fact).latest("pk")


def look(client: Client, proposal: FactProposal, name: str = "publisher") -> str:
    """The screen of the proposal."""
    return str(signed_in(client, name).get(screen(proposal)).content.decode())


def screen(proposal: FactProposal) -> str:
    return reverse("fact:proposal", args=[proposal.pk])


def decide(
    client: Client, proposal: FactProposal, step: str, name: str = "publisher", **more: Any
) -> Any:
    """What the screen sends."""
    seen = answers(look(client, proposal, name) + '<input name="based_on" value="0">')
    return client.post(screen(proposal), seen | {"step": step, **more}, follow=True)


def state(proposal: FactProposal) -> str:
    return FactProposal.objects.get(pk=proposal.pk).state


def test_an_officer_asks_a_publisher_and_readers_see_the_old_value_until_then(
    client: Client, fact: Fact
) -> None:
    signed_in(client, "officer")
    html = client.post(edit_url(fact), typed(fact)).content.decode()
    assert "Manda a publisher (Publisher) per la pubblicazione" in html
    assert 'value="save"' not in html
    said = send(client, fact, "task").content.decode()
    assert "Inviato." in said
    assert "In attesa di approvazione" in said
    assert amount(fact) == Decimal("30.46")
    assert not FactCheck.objects.filter(fact=fact).exists()
    proposal = FactProposal.objects.get(fact=fact)
    html = look(client, proposal)
    assert "La tessera costa" in html
    assert "ثمن البطاقة" in html
    assert "Compito al referente della pagina" in html
    assert "look-" not in html
    decide(client, proposal, "approve")
    assert amount(fact) == Decimal("32.00")
    assert FactCheck.objects.get(fact=fact).created_by == user("officer")
    entry = ModelLogEntry.objects.filter(action="facts.changed").latest("pk")
    assert entry.user == user("publisher")
    assert entry.data["author"] == "officer (Guide officer)"
    page = GuidePage.objects.get(slug="rinnovare-permesso", locale__language_code="ar")
    assert ">32\u00a0€</bdi>" in client.get(page.get_url()).content.decode()


def test_who_has_not_the_right_cannot_give_a_value_alone(client: Client, fact: Fact) -> None:
    for name in ("officer", "publisher"):
        answer = send(client, fact, name=name, step="save")
        assert answer.redirect_chain[0][0] == HOME
        assert amount(fact) == Decimal("30.46")


@pytest.mark.parametrize("name", ["officer", "publisher", "admin"])
def test_nobody_approves_what_they_proposed(client: Client, fact: Fact, name: str) -> None:
    proposal = proposed(client, fact, name=name)
    html = look(client, proposal, name)
    assert 'value="approve"' not in html
    assert "qualcun altro" in html
    answer = client.post(screen(proposal), {"step": "approve"})
    assert turned_away(answer)
    assert turned_away(client.post(screen(proposal), {"step": "return", "comment": "No"}))
    assert (state(proposal), amount(fact)) == ("open", Decimal("30.46"))


def test_who_may_only_change_facts_does_not_approve(client: Client, fact: Fact) -> None:
    proposal = proposed(client, fact, name="publisher")
    signed_in(client, "officer")
    assert 'value="approve"' not in look(client, proposal, "officer")
    assert turned_away(client.post(screen(proposal), {"step": "approve"}))
    assert turned_away(client.post(screen(proposal), {"step": "withdraw"}))
    assert state(proposal) == "open"


def test_roles_without_facts_see_no_proposal(client: Client, fact: Fact) -> None:
    proposal = proposed(client, fact)
    for name in ("organisation", "translator-ar"):
        assert turned_away(signed_in(client, name).get(screen(proposal)))
    signed_in(client, "editor")
    assert 'name="step"' not in client.get(screen(proposal)).content.decode()


def test_my_work_leads_the_second_person_to_it_and_shows_the_author_what_waits(
    client: Client, fact: Fact
) -> None:
    proposal = proposed(client, fact)
    html = signed_in(client, "publisher").get(HOME).content.decode()
    assert "Valore da approvare" in html
    assert "30,46" in html
    assert f'href="{screen(proposal)}"' in html
    html = signed_in(client, "officer").get(HOME).content.decode()
    assert "Valore da approvare" not in html
    assert "Valore proposto" in html


def test_sent_back_with_a_reason_it_returns_to_its_author(client: Client, fact: Fact) -> None:
    proposal = proposed(client, fact)
    assert "Di’ perché" in decide(client, proposal, "return", comment=" ").content.decode()
    assert state(proposal) == "open"
    decide(client, proposal, "return", comment="Vale dal primo gennaio.")
    assert (state(proposal), amount(fact)) == ("returned", Decimal("30.46"))
    html = signed_in(client, "officer").get(HOME).content.decode()
    assert "Restituito" in html
    assert "Vale dal primo gennaio." in html
    html = look(client, proposal, "officer")
    assert "Vale dal primo gennaio." in html
    again = client.get(f"{edit_url(fact)}?proposal={proposal.pk}").content.decode()
    assert 'name="amount" value="32,00"' in again
    proposed(client, fact, amount="33,00")
    assert state(proposal) == "closed"
    assert "Vale dal primo gennaio." not in client.get(HOME).content.decode()


def test_another_user_does_not_find_the_value_in_the_form(client: Client, fact: Fact) -> None:
    proposal = proposed(client, fact)
    signed_in(client, "publisher")
    html = client.get(f"{edit_url(fact)}?proposal={proposal.pk}").content.decode()
    assert 'name="amount" value="30,46"' in html


def test_an_author_takes_a_proposal_back(client: Client, fact: Fact) -> None:
    proposal = proposed(client, fact)
    assert "Ritirat" in decide(client, proposal, "withdraw", "officer").content.decode()
    assert state(proposal) == "closed"
    signed_in(client, "publisher").post(screen(proposal), {"step": "approve"})
    assert (state(proposal), amount(fact)) == ("closed", Decimal("30.46"))


def test_of_two_proposals_the_second_is_void_once_the_first_is_published(
    client: Client, fact: Fact
) -> None:
    first = proposed(client, fact)
    second = proposed(client, fact, name="admin", amount="33,00")
    assert "officer" in send(client, fact, amount="34,00", step="look").content.decode()
    decide(client, first, "approve")
    assert amount(fact) == Decimal("32.00")
    html = look(client, second)
    assert "Il valore è cambiato nel frattempo" in html
    assert 'value="approve"' not in html
    decide(client, second, "approve")
    assert (state(second), amount(fact)) == ("open", Decimal("32.00"))
    html = signed_in(client, "admin").get(HOME).content.decode()
    assert "Restituito" in html
    decide(client, second, "return", comment="Superata.")
    assert state(second) == "returned"


def test_the_same_value_is_not_proposed_twice(client: Client, fact: Fact) -> None:
    proposed(client, fact)
    said = send(client, fact, name="publisher").content.decode()
    assert "officer (Guide officer) ha già proposto questo valore" in said
    assert FactProposal.objects.filter(fact=fact).count() == 1


def test_sentences_written_since_the_proposal_are_shown_before_it_is_approved(
    client: Client, fact: Fact
) -> None:
    proposal = proposed(client, fact)
    earlier = answers(look(client, proposal) + '<input name="based_on" value="0">')
    page = GuidePage.objects.get(slug="residenza", locale__language_code="it")
    page.costs_note = f"<p>Almeno {stored(fact)}.</p>"
    page.save_revision().publish()
    html = client.post(screen(proposal), earlier | {"step": "approve"}).content.decode()
    assert "Nuova dopo la proposta" in html
    assert "Scegli che cosa fare" in html
    assert amount(fact) == Decimal("30.46")
    decide(client, proposal, "approve")
    assert amount(fact) == Decimal("32.00")


def test_a_sentence_that_changes_alone_is_shown_too_when_it_is_new(
    client: Client, fact: Fact
) -> None:
    """No choice is missing, and still the second person sees what was not there before."""
    proposal = proposed(client, fact)
    earlier = answers(look(client, proposal) + '<input name="based_on" value="0">')
    page = GuidePage.objects.get(slug="residenza", locale__language_code="it")
    page.costs_note = f"<p>La copia costa {stored(fact)}.</p>"
    page.save_revision().publish()
    html = client.post(screen(proposal), earlier | {"step": "approve"}).content.decode()
    assert "Le pagine sono cambiate nel frattempo" in html
    assert amount(fact) == Decimal("30.46")


def test_sentences_written_while_the_author_looks_are_shown_before_it_is_sent(
    client: Client, fact: Fact
) -> None:
    signed_in(client, "officer")
    html = client.post(edit_url(fact), typed(fact)).content.decode()
    page = GuidePage.objects.get(slug="residenza", locale__language_code="it")
    page.costs_note = f"<p>La copia costa {stored(fact)}.</p>"
    page.save_revision().publish()
    data = typed(fact) | answers(html) | {"step": "send"}
    assert "Le pagine sono cambiate" in client.post(confirm_url(fact), data).content.decode()
    assert not FactProposal.objects.exists()


def test_a_value_for_a_later_day_passes_a_second_person_too(client: Client, fact: Fact) -> None:
    day = timezone.localdate() + datetime.timedelta(days=10)
    proposal = proposed(client, fact, when="day", day=day.isoformat())
    assert not FactValue.objects.filter(fact=fact, valid_from=day).exists()
    assert "Approvato." in decide(client, proposal, "approve").content.decode()
    assert amount(fact) == Decimal("30.46")
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(12), datetime.UTC)):
        call_command("facts_take_effect")
        assert amount(fact) == Decimal("32.00")


def test_approved_after_its_day_it_holds_at_once(client: Client, fact: Fact) -> None:
    day = timezone.localdate() + datetime.timedelta(days=10)
    proposal = proposed(client, fact, when="day", day=day.isoformat())
    later = day + datetime.timedelta(days=1)
    with time_machine.travel(datetime.datetime.combine(later, datetime.time(12), datetime.UTC)):
        assert "Il giorno è arrivato" in look(client, proposal)
        decide(client, proposal, "approve")
        row = Fact.objects.get(pk=fact.pk).current
        assert row is not None
        assert (row.amount, row.valid_from) == (Decimal("32.00"), later)


def test_a_planned_value_is_stopped_only_by_who_may_publish_values(
    client: Client, fact: Fact
) -> None:
    day = timezone.localdate() + datetime.timedelta(days=10)
    row = changing.give(fact, FactValue(amount=Decimal(99)), None, day)
    address = reverse("fact:withdraw", args=[row.pk])
    signed_in(client, "officer")
    assert "formaction" not in client.get(edit_url(fact)).content.decode()
    assert turned_away(client.post(address))
    assert FactValue.objects.filter(pk=row.pk).exists()
    signed_in(client, "publisher").post(address)
    assert not FactValue.objects.filter(pk=row.pk).exists()


def test_the_first_decision_holds(fact: Fact) -> None:
    """Two people open the screen; who comes second is told, and nothing is done twice."""
    other = User.objects.create_user("anna", is_superuser=True)
    row = FactValue(fact=fact, amount=Decimal(32))
    proposal = proposing.send(fact, row, Change(fact, row.value), user("officer"))
    twice = FactProposal.objects.get(pk=proposal.pk)
    change = Change(fact, row.value, {}, proposal)
    proposing.approve(proposal, change, user("publisher"))
    with pytest.raises(proposing.NotOpenError):
        proposing.approve(twice, change, other)
    with pytest.raises(proposing.NotOpenError):
        proposing.give_back(twice, other, "No.")
    assert state(proposal) == "approved"
    assert FactValue.objects.filter(fact=fact).count() == 2


def test_a_fact_that_changed_while_the_second_person_clicked_stays(fact: Fact) -> None:
    row = FactValue(fact=fact, amount=Decimal(32))
    proposal = proposing.send(fact, row, Change(fact, row.value), user("officer"))
    change = Change(fact, row.value, {}, proposal)
    changing.give(fact, FactValue(amount=Decimal(31)), None)
    with pytest.raises(proposing.NotOpenError):
        proposing.approve(proposal, change, user("publisher"))
    assert (state(proposal), amount(fact)) == ("open", Decimal(31))


def test_where_nobody_else_may_publish_an_administrator_is_asked(
    client: Client, fact: Fact
) -> None:
    assert proposing.approvers(user("publisher")) == [user("admin")]
    User.objects.filter(username="admin").update(is_active=False)
    said = send(client, fact, name="publisher").content.decode()
    assert "Nessun altro può pubblicare valori" in said
    assert not FactProposal.objects.exists()
