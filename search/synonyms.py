"""Synonyms: other words for the same thing, used when a query is planned.

They come from the glossary (an Italian official term and its translations), from the other
labels of terms and from the editors' own table. A group holds expressions of one meaning: a page
that has one holds the words of each other. A word for a word becomes an alternative of its slot; the
words of any other expression add to the score.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from search.analysis import Token, analyzer
from search.query import Alternative, Slot

WEIGHT = 0.7
PART_WEIGHT = 0.3
LONGEST = 5


Part = tuple[str, bool]
"""A stem, and whether it is one of the second language."""


class Expression(NamedTuple):
    """A word or several, in the index's own language (`second` false) or the one beside it."""

    stems: tuple[str, ...]
    second: bool

    @property
    def parts(self) -> frozenset[Part]:
        return frozenset((stem, self.second) for stem in self.stems)

    @property
    def terms(self) -> dict[str, tuple[str, ...]]:
        """What a page has that has the expression."""
        return dict.fromkeys(_fields(second=self.second), self.stems)


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

    def runs(self, readings: Iterable[tuple[Sequence[str], bool]]) -> list[Expression]:
        """The expressions of a query that mean something.

        `readings` are the stems of the query in a language, stop words left out, and whether it
        is the second one.
        """
        return [run for run in _runs(readings) if run in self._groups or run in self._leads]

    def expressions(self, runs: Iterable[Expression]) -> dict[Part, set[Expression]]:
        """For each word of the runs the expressions that mean the same as a run with it."""
        found: dict[Part, set[Expression]] = defaultdict(set)
        for run in runs:
            for other in self._groups.get(run, ()):
                if not _is_alternative(run, other):
                    for part in run.parts:
                        found[part].add(other)
        return found

    def slots(
        self, runs: Iterable[Expression], typed: Collection[Part], unknown: Collection[Part] = ()
    ) -> list[Slot]:
        """Words of other expressions that add to the score, and marks.

        `typed` are all words of the query, `unknown` those that no page has: the mark of a run with
        one of these is asked for. What is added is together worth no more than the words it stands
        for: one word that leads to an expression of three must not drown what was typed.
        """
        wanted: dict[Part, float] = {}
        marks: dict[str, bool] = {}
        for run in runs:
            missing = not run.parts.isdisjoint(unknown)
            instead = self._asked_leads(run) if missing else set()
            same = self._groups.get(run, set())
            for other in same | self._leads.get(run, set()):
                if _is_alternative(run, other) and other in same | instead:
                    continue
                weight = PART_WEIGHT * min(1.0, len(run.stems) / len(other.stems))
                for part in other.parts.difference(typed):
                    wanted[part] = max(weight, wanted.get(part, 0.0))
            if not (missing and len(run.stems) == 1):  # else it is an alternative
                for mark in self._marks.get(run, ()):
                    marks[mark] = marks.get(mark, False) or missing
        return [
            Slot((Alternative(_terms(stem, second=second), weight),), counts=False)
            for (stem, second), weight in sorted(wanted.items())
        ] + [
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
        stems = tuple(token.stem for token in analyzer(language).telling(text))
        if 0 < len(stems) <= LONGEST:
            found.add(Expression(stems, language != own))
    return found


def _is_alternative(run: Expression, other: Expression) -> bool:
    return len(run.stems) == len(other.stems) == 1


def _fields(*, second: bool) -> tuple[str, str]:
    return ("second", "second_titles") if second else ("stems", "titles")


def _terms(stem: str, *, second: bool) -> dict[str, str]:
    return dict.fromkeys(_fields(second=second), stem)


def _mark(mark: str) -> dict[str, str]:
    """Where a document may have a mark: in the text it has."""
    return {"stems": mark, "second": mark}


NO_SYNONYMS = Synonyms()
