"""What would find more: the nearest ways to ask for less, each with its number.

Wider circles first, then other times, then work from home, then each filter left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from volunteering.finding.facets import LISTED, PLACES, WHEN
from volunteering.finding.matching import Matcher
from volunteering.finding.state import RADII, CallFilter
from volunteering.models.choices import CallMode

MOST = 5
FROM_HOME = (CallMode.REMOTE.value, CallMode.MIXED.value)


@dataclass(frozen=True)
class Relaxation:
    """Another state that finds more, and how many."""

    label: str
    state: CallFilter
    count: int


def relaxations(matcher: Matcher) -> list[Relaxation]:
    """At most `MOST` states that find more than this one; fewer when little is asked."""
    found: list[Relaxation] = []
    seen = {matcher.state.to_query()}
    for label, state in _nearest(matcher.state):
        query = state.to_query()
        if query in seen:
            continue
        seen.add(query)
        words = matcher.words if state.words == matcher.state.words else None
        count = Matcher(state, matcher.locale, words).total
        if count > matcher.total:
            found.append(Relaxation(label, state, count))
    return found[:MOST]


def _nearest(state: CallFilter) -> Iterator[tuple[str, CallFilter]]:
    yield from _wider(state)
    yield from _other_times(state)
    if state.near or any(state.chosen(param) for param in (*PLACES, "mode")):
        home = state.without("near")
        for param in PLACES:
            home = home.without(param)
        yield gettext("From home"), home.choosing("mode", FROM_HOME)
    for part in state.parts():
        if part.param not in WHEN:
            label = gettext("Without “%(name)s”") % {"name": part.label}
            yield label, state.without(part.param, part.value)
    every = state.choosing("state", [str(each) for each in LISTED])
    yield gettext("Also those that are full, paused or open later"), every


def _wider(state: CallFilter) -> Iterator[tuple[str, CallFilter]]:
    for km in RADII if state.spot else ():
        if km > state.km:
            yield gettext("Within %(km)s km") % {"km": km}, replace(state, km=km)


def _other_times(state: CallFilter) -> Iterator[tuple[str, CallFilter]]:
    if state.chosen("days") and state.chosen("part"):
        yield gettext("On any day"), state.without("days")
        yield gettext("At any time of the day"), state.without("part")
    if any(state.chosen(param) for param in WHEN):
        timeless = state.without("days").without("part")
        yield gettext("On other days and at other times"), timeless
