"""The insurance of those who host volunteers: who they are, what is due to be said to them.

D.Lgs. 117/2017, art. 18: whoever hosts volunteers insures them. A call is open only while the
declaration of its host holds; the state is computed (`CallPage.state`), nothing is switched here.
"""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from core import locales
from directory.models import Organisation
from directory.models.organisations import (
    INSURANCE_WARNING_DAYS,
    InsuranceState,
    insurance_condition,
)
from volunteering.models import CallFolderPage, CallPage, InsuranceReminder
from volunteering.models.choices import CallState
from volunteering.models.states import state_condition

LAST_DAYS = 7
# Worst first: an organisation whose calls stand still, one that never declared, one that ends.
RANKS = (
    Q(standing=InsuranceState.EXPIRED, running__gt=0),
    Q(standing=InsuranceState.MISSING, running__gt=0),
    Q(standing=InsuranceState.ENDING),
)
Kind = InsuranceReminder.Kind
LOGGED = {Kind.PAUSED, Kind.RESUMED}


def running_calls(on: datetime.date | None = None) -> QuerySet:
    """Published calls in the source language that are neither over nor withdrawn.

    With a valid insurance they are open, full or upcoming; without one they are paused.
    """
    over = state_condition(CallState.CLOSED, on) | state_condition(CallState.WITHDRAWN, on)
    return CallPage.objects.filter(live=True, locale=locales.source()).exclude(over)


def paused_calls(on: datetime.date | None = None) -> QuerySet:
    """Running calls that stand still because their host has no valid insurance."""
    expired = insurance_condition(InsuranceState.EXPIRED, on, "host__")
    missing = insurance_condition(InsuranceState.MISSING, on, "host__")
    return running_calls(on).filter(expired | missing)


def hosts() -> QuerySet:
    """Organisations that host volunteers: with a declaration, a call, a folder or volunteers.

    One row each, in the source language, where the declaration is edited.
    """
    own = OuterRef("pk")
    hosting = (
        Q(insurance_declared_on__isnull=False)
        | Q(insurance_valid_until__isnull=False)
        | Q(volunteers_count__gt=0)
        | Exists(CallPage.objects.filter(host=own))
        | Exists(CallFolderPage.objects.filter(organisation=own))
    )
    return Organisation.objects.filter(hosting, live=True, locale=locales.source())


def with_standing(organisations: QuerySet, on: datetime.date | None = None) -> QuerySet:
    """Adds `standing` (InsuranceState), `running` (calls), `rank` (worst first), last reminder."""
    day = on or timezone.localdate()
    counted = (
        running_calls(day).filter(host=OuterRef("pk")).order_by().values("host")
        .annotate(number=Count("pk")).values("number")
    )  # fmt: skip
    reminders = InsuranceReminder.objects.filter(organisation=OuterRef("pk"))
    states = [When(insurance_condition(state, day), then=Value(state)) for state in InsuranceState]
    ranked = [When(condition, then=Value(rank)) for rank, condition in enumerate(RANKS)]
    return (
        organisations.annotate(
            standing=Case(*states),
            running=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
            reminder_kind=Subquery(reminders.values("kind")[:1]),
            reminder_on=Subquery(reminders.values("sent_on")[:1]),
            reminder_since=Subquery(reminders.values("created_on")[:1]),
        )
        .annotate(rank=Case(*ranked, default=Value(len(RANKS)), output_field=IntegerField()))
    )  # fmt: skip


def worst_first(organisations: QuerySet) -> QuerySet:
    """Expired with calls, missing with calls, ending, the rest; then by end and name."""
    rest = Case(
        When(standing__in=[InsuranceState.EXPIRED, InsuranceState.MISSING], then=Value(0)),
        default=Value(1),
    )
    until = F("insurance_valid_until").asc(nulls_last=True)
    return organisations.order_by("rank", rest, until, "name", "pk")


class Due(NamedTuple):
    """A notice that is due today."""

    organisation: Organisation
    kind: str


def due(on: datetime.date | None = None) -> Iterator[Due]:
    """What is due to be said today and was not said yet, to whom it can be said."""
    day = on or timezone.localdate()
    told = InsuranceReminder.objects.filter(
        organisation=OuterRef("pk"), valid_until=OuterRef("insurance_valid_until")
    )
    base = hosts().prefetch_related("contacts")
    soon = base.filter(
        insurance_condition(InsuranceState.ENDING, day)
        | insurance_condition(InsuranceState.VALID, day),
        insurance_valid_until__lte=day + datetime.timedelta(days=INSURANCE_WARNING_DAYS),
    )
    week = day + datetime.timedelta(days=LAST_DAYS)
    late = soon.filter(~Exists(told.filter(kind=Kind.WEEK)), insurance_valid_until__lte=week)
    early = soon.filter(~Exists(told.filter(kind=Kind.MONTH)), insurance_valid_until__gt=week)
    expired = base.filter(
        insurance_condition(InsuranceState.EXPIRED, day),
        ~Exists(told.filter(kind=Kind.PAUSED)),
        Exists(running_calls(day).filter(host=OuterRef("pk"))),
    )
    again = _insured_again(base, day)
    for kind, found in (
        (Kind.MONTH, early), (Kind.WEEK, late), (Kind.PAUSED, expired), (Kind.RESUMED, again),
    ):  # fmt: skip
        for organisation in found:
            # A reminder waits for somebody to remind; that calls paused is noted in any case.
            if organisation.role_mailbox or kind in LOGGED:
                yield Due(organisation, kind)


def _insured_again(organisations: QuerySet, day: datetime.date) -> QuerySet:
    """Those whose last notice of this sort says “paused”, and whose insurance holds again."""
    last = InsuranceReminder.objects.filter(
        organisation=OuterRef("pk"), kind__in=[Kind.PAUSED, Kind.RESUMED]
    ).order_by("-pk")
    return organisations.filter(
        insurance_condition(InsuranceState.ENDING, day)
        | insurance_condition(InsuranceState.VALID, day)
    ).annotate(last=Subquery(last.values("kind")[:1])).filter(last=Kind.PAUSED)  # fmt: skip
