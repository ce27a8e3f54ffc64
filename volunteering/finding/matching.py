"""Which calls a state finds, how many each further filter would find, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_
from typing import NamedTuple

from django.db.models import Q
from wagtail.models import Locale

from core import bitmaps
from search import service
from volunteering.finding import snapshot
from volunteering.finding.facets import DAYS, FACETS, WHEN
from volunteering.finding.snapshot import Snapshot
from volunteering.finding.state import RADII, CallFilter
from volunteering.models.choices import DayPart

PARTS = [str(part) for part in DayPart]
MOST_HITS = 5_000


class Match(NamedTuple):
    """A call that was found, and how far it is where a place was given."""

    call_id: int
    km: float | None


@dataclass(frozen=True)
class Words:
    """The calls that hold the words, best first. `plain`: search did not answer, titles did."""

    positions: tuple[int, ...] = ()
    plain: bool = False


class Matcher:
    """A state applied to the calls of a language. Costs no query besides a search for words."""

    def __init__(self, state: CallFilter, locale: Locale, words: Words | None = None) -> None:
        self.state, self.locale = state, locale
        self.calls: Snapshot = snapshot.of(locale)
        if words is not None:
            self.words = words

    @cached_property
    def words(self) -> Words:
        """The answer of the site's search; of titles and leads while no engine answers."""
        if not self.state.words:
            return Words()
        if self._keys is None:
            found = snapshot.listed(self.locale)
            for word in self.state.words.split():
                found = found.filter(Q(title__icontains=word) | Q(lead__icontains=word))
            where = {pk: position for position, pk in enumerate(self.calls.ids)}
            pks = found.values_list("pk", flat=True)
            return Words(tuple(sorted(where[pk] for pk in pks if pk in where)), plain=True)
        return self.words_in(self.calls)

    @cached_property
    def _keys(self) -> list[str] | None:
        """What the site's search finds, best first; nothing while no engine answers."""
        language = self.locale.language_code
        ask = service.Ask(self.state.words, language, filters={"type": ("call",)})
        return service.keys(ask, MOST_HITS)

    def words_in(self, calls: Snapshot) -> Words:
        """The calls of any language that hold the words: search knows those of others as well."""
        ids = (key.removeprefix("page:") for key in self._keys or ()) if self.state.words else ()
        return Words(tuple(calls.positions[each] for each in ids if each in calls.positions))

    @cached_property
    def distances(self) -> dict[int, float]:
        """Position to kilometres from the place, up to the widest radius."""
        spot = self.state.spot
        if spot is None or spot.latitude is None or spot.longitude is None:
            return {}
        rings = self.calls.rings(spot.latitude, spot.longitude)
        return {place: km for km, bits in rings for place in bitmaps.rows_of(bits)}

    def within(self, km: float) -> int:
        """The calls within a distance of the place."""
        spot = self.state.spot
        if spot is None or spot.latitude is None or spot.longitude is None:
            return 0
        rings = self.calls.rings(spot.latitude, spot.longitude)
        return reduce(or_, (bits for far, bits in rings if far <= km), 0)

    def when(self, days: Iterable[str], parts: Iterable[str]) -> int:
        """The calls with a slot on one of these days in one of these parts; empty means any."""
        wanted = {day for value in days for day in DAYS[value]} or range(7)
        return self.calls.in_slots(wanted, list(parts) or PARTS)

    @cached_property
    def _groups(self) -> dict[str, int]:
        """For each thing that is asked, the calls that meet it."""
        state, found = self.state, {}
        if state.words:
            found["q"] = bitmaps.from_rows(self.words.positions, len(self.calls.ids))
        if state.near:
            found["near"] = self.within(state.km)
        if state.chosen("days") or state.chosen("part"):
            found["when"] = self.when(state.chosen("days"), state.chosen("part"))
        for facet in FACETS:
            if facet.param not in WHEN and state.chosen(facet.param):
                found[facet.param] = self.calls.having(facet.param, state.chosen(facet.param))
        found["state"] = self.calls.having("state", state.states)
        return found

    def others(self, group: str) -> int:
        """The calls that meet everything but one of the things asked."""
        rest = (bits for name, bits in self._groups.items() if name != group)
        return reduce(and_, rest, self.calls.everything)

    @cached_property
    def found(self) -> int:
        """The calls that meet everything."""
        return self.others("")

    @property
    def total(self) -> int:
        return self.found.bit_count()

    def counts(self, param: str) -> dict[str, int]:
        """How many calls each value of a facet would find with all the other filters."""
        if param in WHEN:
            rest, state = self.others("when"), self.state
            if param == "days":
                sets = {day: self.when([day], state.chosen("part")) for day in DAYS}
            else:
                sets = {part: self.when(state.chosen("days"), [part]) for part in PARTS}
        else:
            rest, sets = self.others(param), self.calls.sets.get(param, {})
        return {value: (rest & bits).bit_count() for value, bits in sets.items()}

    def radius_counts(self) -> dict[int, int]:
        """How many calls each radius around the place would find."""
        rest = self.others("near")
        return {km: (rest & self.within(km)).bit_count() for km in RADII}

    def ordered(self) -> list[int]:
        """Positions of the calls found, in the order in force.

        By distance means by whole kilometres, those equally far in the order of their deadlines.
        """
        order = self.state.sorting
        if order == "relevance":
            found = self.found
            return [place for place in self.words.positions if found >> place & 1]
        if order == "distance":
            far = self.distances
            return sorted(bitmaps.rows_of(self.found), key=lambda place: (round(far[place]), place))
        return bitmaps.rows_of(self.found)

    def match(self, position: int) -> Match:
        return Match(self.calls.ids[position], self.distances.get(position))


def find(state: CallFilter, locale: Locale) -> list[Match]:
    """The calls that a state finds among those of a language, in order, with their distances."""
    matcher = Matcher(state, locale)
    return [matcher.match(position) for position in matcher.ordered()]
