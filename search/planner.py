"""From what a reader types to the neutral query.

Every step is bounded: 200 characters, 16 words, four words a synonym. Words become slots; stop
words go unless nothing is left; unknown words are completed (while typing) or repaired.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from search import quotes, spelling
from search.analysis import Analyzer, Token, analyzer, scripts
from search.documents import name_term
from search.engines.base import Engine, Results, Vocabulary
from search.query import PAIR_SHARES, SHARES, Alternative, Query, Slot
from search.synonyms import NO_SYNONYMS, Expression, Part, Synonyms

MAX_LENGTH = 200
MAX_WORDS = 16
MOST_NAME_WORDS = 8
COMPLETION_WEIGHT = 0.8


@dataclass(frozen=True, slots=True)
class Plan:
    """A query, what was put right in it (typed → meant), and the terms to mark in results.

    `own` and `second` are the stems to mark in text of each language. `names` are to be added where
    a list may be looked for by its name. `quotes` are what stands in quotes among other words (with
    its quotes → without) and may lose them where nothing has it as it stands; `let_go` what did.
    """

    query: Query
    corrections: Mapping[str, str] = field(default_factory=dict)
    quotes: Mapping[str, str] = field(default_factory=dict)
    let_go: Mapping[str, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    second: frozenset[str] = frozenset()
    words: int = 0
    names: tuple[Slot, ...] = ()


def find(engine: Engine, plan: Plan, query: Query) -> tuple[Plan, Results]:
    """What an engine finds for the query of a plan, as narrowed since.

    Where nothing has the quoted words of a question as they stand, the same without quotes.
    """
    results = engine.search(query)
    if not results.total and plan.quotes:
        loose = engine.search(replace(query, phrases=()))
        if loose.total:
            return replace(plan, let_go=plan.quotes), loose
    return plan, results


class Word(NamedTuple):
    """One word of the query as both languages read it, and whether pages of each have it."""

    own: Token | None
    second: Token | None
    own_known: bool = False
    second_known: bool = False

    @property
    def span(self) -> tuple[int, int]:
        token = self.own or self.second
        return (token.start, token.end) if token else (0, 0)

    @property
    def parts(self) -> list[Part]:
        """Its stems in both readings, as synonyms have them."""
        readings = (self.own, False), (self.second, True)
        return [(token.stem, second) for token, second in readings if token is not None]

    @property
    def is_known(self) -> bool:
        return self.own_known or self.second_known


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a plan is made for: an index, its language and the one beside it."""

    index: str
    language: str
    second_index: str = ""
    second_language: str = ""


class Planner:
    """Makes plans against the vocabulary of an engine."""

    def __init__(self, engine: Engine, scope: Scope, synonyms: Synonyms = NO_SYNONYMS) -> None:
        self.engine = engine
        self.scope = scope
        self.synonyms = synonyms
        self.own: Analyzer = analyzer(scope.language)
        self.other = analyzer(scope.second_language) if scope.second_language else None
        self.vocabulary: Vocabulary = engine.vocabulary(scope.index)
        self.second_vocabulary = (
            engine.vocabulary(scope.second_index) if scope.second_index else Vocabulary()
        )

    def plan(self, text: str, *, typing: bool = False, repair: bool = True) -> Plan:
        """The plan for a text. Total: any string gives one, maybe without words."""
        text = text[:MAX_LENGTH]
        words = self._words(text)
        kept = ([word for word in words if not self._is_stop(word)] or words)[:MAX_WORDS]
        corrections: dict[str, str] = {}
        runs = self.synonyms.runs(self._readings(words))
        meanings = self.synonyms.expressions(runs)
        slots: list[Slot] = []
        for word in kept:
            last = typing and word is words[-1] and not text[-1].isspace()
            slots.append(
                self._slot(word, text, corrections, meanings, complete=last, repair=repair)
            )
        written = [text[slice(*word.span)] for word in kept]
        read = [
            slot.alternatives[text_of_word in corrections].terms
            for text_of_word, slot in zip(written, slots, strict=True)
        ]
        readers = {"stems": self.own} | ({"second": self.other} if self.other else {})
        meant = dict(zip(written, read, strict=True))
        phrases = tuple(quotes.phrases(text, readers, meant))
        typed = {part for word in words for part in word.parts}
        unknown = {part for word in words if not word.is_known for part in word.parts}
        slots += self.synonyms.slots(runs, typed, unknown)
        own, second = _marked(slots, "stems"), _marked(slots, "second")
        if repair:
            own |= {self.vocabulary.words[a.word] for slot in slots for a in slot.alike if a.stands}
        pairs = any(word.own is not None and scripts.is_pair(word.own.word) for word in kept)
        shares = PAIR_SHARES if pairs else SHARES
        query = Query(self.scope.index, _distinct(slots), phrases, shares=shares)
        spans = [word.span for word in kept]
        return Plan(
            query, corrections, quotes.among_others(text, spans) if phrases and repair else {}, {},
            own, second, len(kept), _names(read),
        )  # fmt: skip

    def _words(self, text: str) -> list[Word]:
        """Words of both readings side by side, in the order of the text."""
        own = self.own.whole(text)
        if self.other is None:
            return [self._word(token, None) for token in own]
        second = self.other.whole(text)
        words = []
        for token in own:
            beside = [t for t in second if t.start < token.end and token.start < t.end]
            partner = min(beside, key=lambda t: abs(t.start - token.start), default=None)
            words.append(self._word(token, partner))
        paired = {word.second for word in words}
        words += [self._word(None, token) for token in second if token not in paired]
        return sorted(words, key=lambda word: word.span)

    def _word(self, own: Token | None, second: Token | None) -> Word:
        return Word(
            own,
            second,
            own is not None and self.vocabulary.knows(own.word, own.stem),
            second is not None and self.second_vocabulary.knows(second.word, second.stem),
        )

    def _readings(self, words: list[Word]) -> Iterable[tuple[list[str], bool]]:
        """The stems of the text in each language without its stop words; whether the second."""
        own = [word.own for word in words if word.own is not None]
        yield [token.stem for token in own if not self.own.is_stop_word(token)], False
        if self.other is not None:
            second = [word.second for word in words if word.second is not None]
            yield [token.stem for token in second if not self.other.is_stop_word(token)], True

    def _is_stop(self, word: Word) -> bool:
        """Whether a word says nothing.

        What one language elides (nell', jusqu') is a word only where pages of the other have it.
        """
        own, second, known, second_known = word
        if own is not None and self.own.is_stop_word(own):
            return True
        if second is None:
            return self.other is not None and not known
        if self.other is None:
            return False
        if own is None and not second_known:
            return True
        if not self.other.is_stop_word(second):
            return False
        return own is None or self.own.is_foreign(own) or not known

    def _slot(
        self, word: Word, text: str, corrections: dict[str, str],
        meanings: Mapping[Part, Collection[Expression]], *, complete: bool, repair: bool,
    ) -> Slot:  # fmt: skip
        own, second = word.own, word.second
        looked_for = own.word if own is not None else ""
        alternatives = [_alternative(own, second)]
        if complete or (own is not None and scripts.is_sign(own.word)):
            alternatives += self._completions(own, second if complete else None)
        odd = repair and not word.is_known
        if odd and len(alternatives) == 1 and not self.synonyms.has(own, second):
            meant = self._repair(own, second)
            if meant is not None:
                corrections[text[slice(*word.span)]] = meant[0]
                alternatives.append(meant[1])
                looked_for = meant[0] if own is not None else ""
        alternatives += self.synonyms.alternatives(own, second, known=word.is_known)
        same = {each for part in word.parts for each in meanings.get(part, ())}
        return Slot(
            tuple(alternatives), self.vocabulary.alike(looked_for),
            expressions=tuple(each.terms for each in sorted(same)),
        )  # fmt: skip

    def _completions(self, own: Token | None, second: Token | None) -> Iterable[Alternative]:
        """Words of both languages that begin so."""
        if own is not None:
            listing = self.vocabulary.listing
            for found in spelling.completions(own.word, listing, self._frequencies):
                yield Alternative(self._own_terms(found), COMPLETION_WEIGHT)
        if second is not None:
            listing = self.second_vocabulary.listing
            for found in spelling.completions(second.word, listing, self._second_frequencies):
                yield Alternative(self._second_terms(found), COMPLETION_WEIGHT)

    def _own_terms(self, word: str) -> dict[str, str]:
        """What a word of the vocabulary is looked up by."""
        stem = self.vocabulary.words[word]
        return {"stems": stem, "titles": stem, "words": word}

    def _second_terms(self, word: str) -> dict[str, str]:
        stem = self.second_vocabulary.words[word]
        return {"second": stem, "second_titles": stem}

    def _repair(self, own: Token | None, second: Token | None) -> tuple[str, Alternative] | None:
        """The word meant, looked for in the own language first."""
        if own is not None:
            found = spelling.repair(
                own.word, self.vocabulary.listing, self._frequencies, self.own.stop_words
            )
            if found:
                return found, Alternative(self._own_terms(found))
        if second is not None and self.second_vocabulary.words:
            found = spelling.repair(
                second.word, self.second_vocabulary.listing, self._second_frequencies,
                self.other.stop_words if self.other else (),
            )  # fmt: skip
            if found:
                return found, Alternative(self._second_terms(found))
        return None

    def _frequencies(self, words: Iterable[str]) -> dict[str, int]:
        return self.engine.frequencies(self.scope.index, words)

    def _second_frequencies(self, words: Iterable[str]) -> dict[str, int]:
        return self.engine.frequencies(self.scope.second_index, words)


def _names(read: Collection[Mapping[str, str]]) -> tuple[Slot, ...]:
    """The whole text as the name of a list, in both readings; asks nothing of other pages."""
    if not 0 < len(read) <= MOST_NAME_WORDS:
        return ()
    names = {
        field: name_term(terms[field] for terms in read if field in terms)
        for field in ("stems", "second")
    }
    return (Slot((Alternative(names),), counts=False),) if names else ()


def _marked(slots: Iterable[Slot], field: str) -> frozenset[str]:
    """The terms in a field of what a query asks for."""
    asked = [slot for slot in slots if slot.counts]
    ways = [way.terms for slot in asked for way in slot.alternatives]
    expressions = [
        terms for slot in asked for way in slot.expressions for terms in way.get(field, ())
    ]
    return frozenset(expressions).union(terms[field] for terms in ways if field in terms)


def _alternative(own: Token | None, second: Token | None) -> Alternative:
    terms: dict[str, str] = {}
    if own is not None:
        terms |= {"stems": own.stem, "titles": own.stem, "words": own.word}
    if second is not None:
        terms |= {"second": second.stem, "second_titles": second.stem}
    return Alternative(terms)


def _distinct(slots: list[Slot]) -> tuple[Slot, ...]:
    """Each word once: who types it twice does not mean it twice."""
    seen: dict[tuple[tuple[str, str], ...], Slot] = {}
    for slot in slots:
        key = tuple(sorted(slot.alternatives[0].terms.items()))
        seen.setdefault(tuple(item for item in key if item[0] != "words"), slot)
    return tuple(seen.values())
