"""The computed state of calls as a condition, and the places that answers hold."""

import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from volunteering.models.choices import CallState
from volunteering.models.places import CallPlaces


class CallQuerySet(PageQuerySet):
    """Calls by their computed state, for lists and filters."""

    def in_state(self, state: str) -> "CallQuerySet":
        """Calls in a computed state today (see `CallPage.state`)."""
        return self.filter(state_condition(state))


class CallManager(PageManager.from_queryset(CallQuerySet)):  # type: ignore[misc]
    """Calls with the places their answers hold: a list asks nothing for each of its calls."""

    def get_queryset(self) -> Any:
        return super().get_queryset().annotate(places_held=held_places())


def held_places() -> Coalesce:
    """How many places of a call the answers of this site hold, whatever their language."""
    row = CallPlaces.objects.filter(call_key=OuterRef("translation_key"))
    return Coalesce(Subquery(row.values("taken")[:1]), 0)


def state_condition(state: str, on: datetime.date | None = None) -> Q:
    """The computed state as a condition. The same order of rules as `CallPage.state`."""
    day = on or timezone.localdate()
    withdrawn = Q(withdrawn=True)
    closed = Q(apply_by__lt=day) | Q(end_value__lt=day)
    full = Q(places_available__isnull=False) & Q(
        places_available__lte=F("filled_count") + held_places()
    )
    hosted = Q(
        host__live=True,
        host__insurance_declared_on__isnull=False, host__insurance_valid_until__gte=day,
    )  # fmt: skip
    upcoming = Q(opens_on__gt=day)
    alive = ~withdrawn & ~closed
    return {
        CallState.WITHDRAWN: withdrawn,
        CallState.CLOSED: ~withdrawn & closed,
        CallState.PAUSED: alive & ~hosted,
        CallState.UPCOMING: alive & hosted & upcoming,
        CallState.FULL: alive & hosted & ~upcoming & full,
        CallState.OPEN: alive & hosted & ~upcoming & ~full,
    }[CallState(state)]
