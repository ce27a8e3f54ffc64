"""CallFilter: one state of the list of calls, between an address, a sentence and a result.

Page, feeds, calendars, mail alerts and the API all use it. It is the same in every language: what
an address says does not depend on who reads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext, pgettext

from search.gazetteer import Spot, gazetteer
from search.service import clean
from volunteering.finding import phrases
from volunteering.finding.facets import (
    BY_PARAM,
    DEFAULT_STATES,
    FACETS,
    sentence,
)

RADII = (10, 25, 50)
DEFAULT_KM = 25
ORDERS = ("distance", "deadline", "relevance")
MOST_VALUES = 20
LONGEST_NAME = 80


@dataclass(frozen=True)
class Part:
    """One filter that is on: its parameter, its value and what readers call it."""

    param: str
    value: str
    label: str


@dataclass(frozen=True)
class CallFilter:
    """What a reader wants of the calls.

    `words` are looked for by the site's search. `near` names a comune, with `km` around it; a
    name that is unknown or means several comuni stays as typed, and finds nothing until it is
    made clear (`candidates`). `values` maps a facet's parameter to its chosen values; without
    `state` only open calls are meant. `order` is empty for the one that fits.
    """

    words: str = ""
    near: str = ""
    km: int = DEFAULT_KM
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""

    @classmethod
    def from_query(cls, params: QueryDict) -> "CallFilter":
        """The state that an address gives. Never fails: what makes no sense is left out.

        “near Cuneo” within the words counts as the place, in any language of the site.
        """
        words, near = clean(params.get("q", "")), clean(params.get("near", ""))[:LONGEST_NAME]
        if words and not near:
            split = phrases.split(words)
            words, near = split.words, split.place
        values = {
            facet.param: chosen
            for facet in FACETS
            if (chosen := _chosen(facet.param, params.getlist(facet.param)))
        }
        if values.get("state") == DEFAULT_STATES:
            del values["state"]
        order = params.get("order", "")
        found = cls(words, near, _radius(params.get("km", "")), values, order)
        return found._placed()._ordered()

    def _placed(self) -> "CallFilter":
        """With the place under its own name; a province or region becomes a filter of its own."""
        if not self.near:
            return replace(self, km=DEFAULT_KM)
        spots = gazetteer().find(self.near)
        if len(spots) != 1:
            return self
        spot = spots[0]
        if spot.kind == "comune" and spot.latitude is None:  # no circle around it
            spot = gazetteer().provinces.get(spot.province, spot)
        if spot.kind == "comune":
            return replace(self, near=gazetteer().canonical(spot))
        there = (*self.values.get(spot.kind, ()), spot.code)
        changed = replace(self, near="", km=DEFAULT_KM)
        return changed.choosing(spot.kind, _chosen(spot.kind, there))

    def _ordered(self) -> "CallFilter":
        """Without an order that is none here, or that would be taken anyway."""
        order = self.order if self.order in self.orders() else ""
        return replace(self, order="" if order == self.orders()[0] else order)

    def orders(self) -> list[str]:
        """The orders that make sense, the usual one first."""
        found = ["distance"] if self.spot else []
        found += ["relevance"] if self.words else []
        return [*found, "deadline"]

    @property
    def sorting(self) -> str:
        """The order in force: distance (then deadline), relevance or deadline."""
        return self.order or self.orders()[0]

    @property
    def spot(self) -> Spot | None:
        """The comune in whose surroundings calls are looked for."""
        spots = gazetteer().find(self.near) if self.near else []
        return spots[0] if len(spots) == 1 and spots[0].kind == "comune" else None

    @property
    def candidates(self) -> list[Spot]:
        """The comuni that a name of several, or one that is unknown, may mean."""
        if not self.near or self.spot:
            return []
        return gazetteer().find(self.near) or gazetteer().similar(self.near)

    @property
    def states(self) -> tuple[str, ...]:
        """The states that calls may be in: only open ones unless the reader said otherwise."""
        return self.values.get("state", DEFAULT_STATES)

    def chosen(self, param: str) -> tuple[str, ...]:
        """The values of a facet that are on."""
        return self.values.get(param, ())

    @property
    def is_filtered(self) -> bool:
        return bool(self.words or self.near or self.values)

    # Other states ----------------------------------------------------------------------------

    def choosing(self, param: str, values: Iterable[str]) -> "CallFilter":
        """This state with other values of one facet."""
        changed = {**self.values, param: tuple(values)}
        if not changed[param] or (param == "state" and changed[param] == DEFAULT_STATES):
            del changed[param]
        return replace(self, values=changed)

    def without(self, param: str, value: str = "") -> "CallFilter":
        """This state without a filter: a value of a facet, all its values, the place or words."""
        if param == "q":
            return replace(self, words="")._ordered()
        if param == "near":
            return replace(self, near="", km=DEFAULT_KM)._ordered()
        left = [each for each in self.chosen(param) if value and each != value]
        return self.choosing(param, left)

    # In words and in addresses ---------------------------------------------------------------

    def to_query(self, **extra: Any) -> str:
        """The canonical query string, without `?`; empty for the list of all open calls."""
        pairs: list[tuple[str, Any]] = [("q", self.words)] if self.words else []
        if self.near:
            pairs.append(("near", self.near))
            if self.km != DEFAULT_KM:
                pairs.append(("km", self.km))
        for facet in FACETS:
            pairs += [(facet.param, value) for value in self.chosen(facet.param)]
        if self.order:
            pairs.append(("order", self.order))
        return urlencode([*pairs, *extra.items()], safe="()")

    def parts(self) -> list[Part]:
        """Each filter that is on, in the reader's language."""
        found = []
        if self.words:
            quoted = pgettext("words looked for", "“%(words)s”") % {"words": self.words}
            found.append(Part("q", self.words, quoted))
        if self.near:
            found.append(Part("near", self.near, self.place_label()))
        for facet in FACETS:
            found += [
                Part(facet.param, value, facet.say(value)) for value in self.chosen(facet.param)
            ]
        return found

    def place_label(self) -> str:
        """“Cuneo, within 25 km” in the reader's language."""
        name = self.spot.label() if self.spot else self.near
        if not self.spot:
            return name
        return gettext("%(place)s, within %(km)s km") % {"place": name, "km": self.km}

    def describe(self) -> str:
        """The state in one line of the reader's language, as mails and feeds say it."""
        labels = [part.label for part in self.parts()]
        return sentence(labels) if labels else gettext("All open activities")


def _radius(text: str) -> int:
    known = {str(km): km for km in RADII}
    return known.get(text, DEFAULT_KM)


def _chosen(param: str, given: Iterable[str]) -> tuple[str, ...]:
    """The known values among those given, once each, in the facet's order."""
    wanted = {value for value in list(given)[:MOST_VALUES] if value}
    if not wanted:
        return ()
    facet = BY_PARAM[param]
    found = tuple(value for value in facet.values() if value in wanted)
    return found[-1:] if facet.single else found
