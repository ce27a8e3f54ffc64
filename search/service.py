"""The one search behind the page and the JSON answers."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.conf import settings

from search import highlight, named, stores
from search.analysis.folding import fold, printable
from search.engines.base import Engine, EngineError, Hit, Results
from search.highlight import Piece
from search.planner import MAX_LENGTH, Plan, Planner, Scope, find
from search.query import Query
from search.quotes import unquoted
from search.words import synonyms

PER_PAGE = 10
MAX_PAGE = 50
MAX_VALUES = 20
SUGGESTIONS = 8
SHORT_START = 3  # letters of a word still being typed that too many words begin with
HELD = 50  # titles among which the word being typed is looked for


@dataclass(frozen=True)
class Ask:
    """A search in values of the index. `exact` takes the words as typed, without repair.

    `groups` are those of `search.query.Query`.
    """

    text: str
    language: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    groups: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    page: int = 1
    per_page: int = PER_PAGE
    exact: bool = False
    newest_first: bool = False


@dataclass(frozen=True)
class Found:
    """One result as it is shown: in `language`, with the words of the query marked.

    `places` are its own, as the index names them; `where` and `km` say the nearest of them to a
    reader who asked for what is near.
    """

    key: str
    kind: str
    language: str
    url: str
    title: list[Piece]
    snippet: list[Piece]
    languages: list[str]
    verified_on: datetime.date | None = None
    updated: datetime.date | None = None
    places: tuple[str, ...] = ()
    where: str = ""
    km: int | None = None


@dataclass(frozen=True)
class Answer:
    """Results of one page, with what was put right and what would find more.

    `corrections` maps words as typed to those looked for, `let_go` what stood in quotes to the same
    without them: nothing had it as it stands. `corrected` is the whole text with both.
    `relaxations` maps what to leave out ("filters", "quotes", or a facet's name) to the number
    of results without it; only when nothing was found.
    """

    ask: Ask
    results: list[Found]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    corrections: Mapping[str, str]
    corrected: str
    relaxations: Mapping[str, int]
    let_go: Mapping[str, str] = field(default_factory=dict)
    failed: bool = False

    @property
    def pages(self) -> int:
        """How many pages of results can be turned."""
        return min(MAX_PAGE, -(-self.total // self.ask.per_page))


def scope_of(language: str) -> Scope:
    """The index of a language, with Italian beside it."""
    source = settings.LANGUAGE_CODE
    if language == source:
        return Scope(language, language)
    return Scope(language, language, second_index=source, second_language=source)


def answer(ask: Ask) -> Answer:
    """Search. Never raises for anything a reader can type; `failed` when no engine answers."""
    ask = replace(ask, text=clean(ask.text), page=max(1, min(MAX_PAGE, ask.page)))
    try:
        with stores.together():
            plan, results = stores.ask(lambda engine: _search(engine, ask))
            relaxed = _relaxations(ask) if results.total == 0 and (ask.text or ask.filters) else {}
    except EngineError:
        return Answer(ask, [], 0, {}, {}, ask.text, {}, failed=True)
    return Answer(
        ask=ask,
        results=[_found(hit, plan, ask.language) for hit in results.hits],
        total=results.total,
        facets=results.facets,
        corrections=plan.corrections,
        corrected=_corrected(ask.text, {**plan.let_go, **plan.corrections}),
        relaxations=relaxed,
        let_go=plan.let_go,
    )


def keys(ask: Ask, limit: int) -> list[str] | None:
    """The keys of everything that a search finds, best first, at most `limit`.

    For lists that filter and order by themselves. Nothing when no engine answers.
    """

    def question(engine: Engine) -> tuple[Plan, Results]:
        plan, query = _plan(engine, ask)
        if ask.text and not query.slots:
            return plan, Results()
        return find(engine, plan, replace(query, bare=True, offset=0, limit=limit))

    ask = replace(ask, text=clean(ask.text), facets=())
    try:
        _plan_unused, results = stores.ask(question)
    except EngineError:
        return None
    return [hit.id for hit in results.hits]


def clean(text: str) -> str:
    """What is looked for: printable, on one line, at most 200 characters."""
    return " ".join(printable(text[: MAX_LENGTH * 4]).split())[:MAX_LENGTH]


def _search(engine: Engine, ask: Ask) -> tuple[Plan, Results]:
    plan, query = _plan(engine, ask)
    if ask.text and not query.slots:
        return plan, Results()
    return find(engine, plan, query)


def _plan(engine: Engine, ask: Ask) -> tuple[Plan, Query]:
    scope = scope_of(ask.language)
    planner = Planner(engine, scope, synonyms(ask.language))
    plan = planner.plan(ask.text, repair=not ask.exact)
    query = replace(
        plan.query,
        slots=(*plan.query.slots, *plan.names),
        filters={name: frozenset(values) for name, values in ask.filters.items() if values},
        boosts={"type": named.boosts(ask.text, scope.language, scope.second_language)},
        facets=ask.facets,
        groups=ask.groups,
        offset=(ask.page - 1) * ask.per_page,
        limit=ask.per_page,
        newest_first=ask.newest_first,
    )
    return plan, query


def _found(hit: Hit, plan: Plan, language: str) -> Found:
    payload: Mapping[str, Any] = hit.payload
    shown = str(payload.get("language", language))
    original = shown == settings.LANGUAGE_CODE != language
    stems = plan.second if original else plan.own
    reader = shown if original else language
    return Found(
        key=hit.id,
        kind=str(payload.get("kind", "")),
        language=shown,
        url=str(payload.get("url", "")),
        title=highlight.mark(str(payload.get("title", "")), stems, reader),
        snippet=highlight.snippet(hit.text, stems, reader),
        languages=list(payload.get("languages", ())),
        verified_on=_date(payload.get("verified")),
        updated=_date(payload.get("updated")),
        places=tuple(payload.get("places", ())),
    )


def _date(text: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _corrected(text: str, corrections: Mapping[str, str]) -> str:
    for typed, meant in corrections.items():
        text = text.replace(typed, meant, 1)
    return text


def _relaxations(ask: Ask) -> dict[str, int]:
    """How many results there would be without each filter, without all, without quotes."""
    tries: dict[str, Ask] = {}
    active = [name for name, values in ask.filters.items() if values]
    if len(active) > 1:
        for name in active[:5]:
            rest = {other: values for other, values in ask.filters.items() if other != name}
            tries[name] = replace(ask, filters=rest)
    if active:
        tries["filters"] = replace(ask, filters={})
    plain = unquoted(ask.text).strip()
    if plain and plain != ask.text:
        tries["quotes"] = replace(ask, text=plain)
    found = {}
    for name, other in tries.items():
        counted = replace(other, facets=(), page=1, per_page=1)
        _plan_unused, results = stores.ask(partial(_search, ask=counted))
        if results.total:
            found[name] = results.total
    return found


def suggest(text: str, language: str) -> list[Found]:
    """Titles that hold the words typed so far, the last one maybe unfinished.

    More words begin with a letter or two than can be looked up: titles that hold the words before
    and one that begins so come first.
    """
    text = clean(text)
    before, _blank, start = text.rpartition(" ")

    def question(engine: Engine) -> tuple[Plan, list[Hit]]:
        planner = Planner(engine, scope_of(language), synonyms(language))
        plan = planner.plan(text, typing=True)
        hits = _titled(engine, plan, SUGGESTIONS)
        if before and len(start) <= SHORT_START:
            held = _titled(engine, planner.plan(before), HELD)
            first = [hit for hit in held if _begins(str(hit.payload.get("title", "")), start)]
            hits = list({hit.id: hit for hit in (*first, *hits)}.values())
        return plan, hits[:SUGGESTIONS]

    try:
        plan, hits = stores.ask(question)
    except EngineError:
        return []
    return [_found(hit, plan, language) for hit in hits]


def _titled(engine: Engine, plan: Plan, limit: int) -> list[Hit]:
    """The things whose titles hold every word of a plan, best first."""
    if not plan.query.slots:
        return []
    weights = {"titles": 1.0, "second_titles": 0.5}
    return engine.search(replace(plan.query, weights=weights, every_word=True, limit=limit)).hits


def _begins(title: str, start: str) -> bool:
    """Whether a word of a title begins so."""
    folded = fold(start)
    return any(word.startswith(folded) for word in re.split(r"[\W_]+", fold(title)) if word)
