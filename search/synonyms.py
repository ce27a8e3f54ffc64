"""Synonyms: other words for the same thing, used when a query is planned.

They come from the glossary (an Italian official term and its translations), from the other
labels of terms and from the editors' own table. A group holds expressions of one meaning; an
expression of one word becomes an alternative of its slot, one of several words adds its words to
the query without asking for them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from search.analysis import Token, analyzer
from search.query import Alternative, Slot

WEIGHT = 0.7
PART_WEIGHT = 0.3
LONGEST = 5


class Expression(NamedTuple):
    """A word or several, in the index's own language (`second` false) or the one beside it."""

    stems: tuple[str, ...]
    second: bool

    @property
    def parts(self) -> frozenset[tuple[str, bool]]:
        return frozenset((stem, self.second) for stem in self.stems)


class Synonyms:
    """Groups of expressions, looked up by their stems."""

    def __init__(self) -> None:
        self._groups: dict[Expression, set[Expression]] = defaultdict(set)
        self._leads: dict[Expression, set[Expression]] = defaultdict(set)
        self._marks: dict[Expression, set[str]] = defaultdict(set)

    def add(self, expressions: Iterable[tuple[str, str]], own: str, second: str = "") -> None:
        """A group of (language, text); texts in other languages than these two are left out."""
        found = _expressions_of(expressions, own, second)
        for expression in found:
            self._groups[expression] |= found - {expression}

    def lead_to(
        self, words: Iterable[tuple[str, str]], labels: Iterable[tuple[str, str]], own: str,
        second: str = "", mark: str = "",
    ) -> None:  # fmt: skip
        """Words that lead to labels and not the other way, nor to each other.

        The labels of one term mean the same. A word that leads to one is narrower (colf, work):
        what has the term has the word as well, so that the label is asked for in place of a word
        that no page has, and only adds to the score of any other. Where pages have a `mark` for the
        term (`search.documents.about`), it is what is asked for, and the label only adds.
        """
        targets = _expressions_of(labels, own, second)
        for expression in targets:
            self._groups[expression] |= targets - {expression}
        for expression in _expressions_of(words, own, second) - targets:
            self._leads[expression] |= targets
            if mark:
                self._marks[expression].add(mark)

    def alternatives(
        self, own: Token | None, second: Token | None, *, known: bool = True
    ) -> list[Alternative]:
        """Single words that mean the same as a word; of one not `known`, what it leads to as well."""
        others: set[Expression] = set()
        marks: set[str] = set()
        for expression in _single(own, second):
            others |= self._groups.get(expression, set())
            if not known:
                marks |= self._marks.get(expression, set())
                others |= self._asked_leads(expression)
        return [
            Alternative(_terms(other.stems[0], second=other.second), WEIGHT)
            for other in sorted(others)
            if len(other.stems) == 1
        ] + [Alternative(_mark(mark), WEIGHT) for mark in sorted(marks)]

    def _asked_leads(self, expression: Expression) -> set[Expression]:
        """Labels that are asked for in place of an expression that no page has."""
        return set() if expression in self._marks else self._leads.get(expression, set())

    def has(self, own: Token | None, second: Token | None) -> bool:
        """Whether a word means something by itself, so that it is no slip."""
        return any(
            expression in self._groups or expression in self._leads
            for expression in _single(own, second)
        )

    def slots(
        self,
        readings: Iterable[tuple[Sequence[str], bool]],
        unknown: Collection[tuple[str, bool]] = (),
    ) -> list[Slot]:
        """Words of expressions that mean the same as a sequence in the query.

        `readings` are the stems of the query in a language, stop words left out, and whether it
        is the second one. `unknown` are those, in the same way, that no page has: what means
        the same as nothing but these is asked for, and the mark of an expression with one of them.
        Together they are worth no more than the words they stand for: one word that leads to an
        expression of three must not drown what was typed.
        """
        if not self._groups and not self._leads:
            return []
        readings = list(readings)
        typed = {(stem, second) for stems, second in readings for stem in stems}
        wanted: dict[tuple[str, bool], float] = {}
        asked: set[tuple[str, bool]] = set()
        nobody_has = frozenset(unknown)
        for expression in _runs(readings):
            same = self._groups.get(expression, set())
            missing = nobody_has >= expression.parts
            instead = same | self._asked_leads(expression) if missing else same
            for other in same | self._leads.get(expression, set()):
                length = len(other.stems)
                if length == len(expression.stems) == 1 and other in instead:
                    continue  # it is an alternative
                weight = PART_WEIGHT * min(1.0, len(expression.stems) / length)
                for stem in other.stems:
                    part = (stem, other.second)
                    if part not in typed:
                        wanted[part] = max(weight, wanted.get(part, 0.0))
                        if other in same and missing:
                            asked.add(part)
        return [
            Slot(
                (Alternative(_terms(stem, second=second), weight),), counts=(stem, second) in asked
            )
            for (stem, second), weight in sorted(wanted.items())
        ] + self._marked(readings, nobody_has)

    def _marked(
        self,
        readings: Iterable[tuple[Sequence[str], bool]],
        nobody_has: frozenset[tuple[str, bool]],
    ) -> list[Slot]:
        """The marks of expressions; of one that no page can have as a whole it is asked for."""
        marks: dict[str, bool] = {}
        for expression in _runs(readings):
            missing = bool(nobody_has & expression.parts)
            if missing and len(expression.stems) == 1:
                continue  # it is an alternative
            for mark in self._marks.get(expression, ()):
                marks[mark] = marks.get(mark, False) or missing
        return [
            Slot((Alternative(_mark(mark), WEIGHT),), counts=missing)
            for mark, missing in sorted(marks.items())
        ]


def _single(own: Token | None, second: Token | None) -> Iterator[Expression]:
    """A word as an expression of each language that reads it."""
    if own is not None:
        yield Expression((own.stem,), second=False)
    if second is not None:
        yield Expression((second.stem,), second=True)


def _runs(readings: Iterable[tuple[Sequence[str], bool]]) -> Iterator[Expression]:
    """Every run of up to five words of each reading."""
    for stems, second in readings:
        for first in range(len(stems)):
            for last in range(first + 1, min(first + LONGEST, len(stems)) + 1):
                yield Expression(tuple(stems[first:last]), second)


def _expressions_of(
    expressions: Iterable[tuple[str, str]], own: str, second: str
) -> set[Expression]:
    found = set()
    for language, text in expressions:
        if language not in {own, second} or not text.strip():
            continue
        reader = analyzer(language)
        stems = tuple(t.stem for t in reader.tokens(text) if not reader.is_stop_word(t))
        if 0 < len(stems) <= LONGEST:
            found.add(Expression(stems, language != own))
    return found


def _terms(stem: str, *, second: bool) -> dict[str, str]:
    if second:
        return {"second": stem, "second_titles": stem}
    return {"stems": stem, "titles": stem}


def _mark(mark: str) -> dict[str, str]:
    """Where a document may have a mark: in the text it has."""
    return {"stems": mark, "second": mark}


NO_SYNONYMS = Synonyms()
