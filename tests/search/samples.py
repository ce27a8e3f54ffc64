"""Small pages and queries for the tests of the engines."""

import dataclasses
import random
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from search.analysis import analyzer
from search.documents import Document, Source, analyse
from search.engines.base import Engine, Results
from search.engines.fts5 import Fts5Engine
from search.likeness import Alike
from search.planner import Plan, Planner, Scope
from search.query import Alternative, Query, Slot
from tests.search.hostile import HOSTILE


def page(
    name: str, title: str, body: str = "", language: str = "it", index: str = "it", **more: Any
) -> Document:
    """A page, analysed."""
    return analyse(Source(index=index, id=name, language=language, title=title, body=body, **more))


def handful(folder: Path) -> Engine:
    """A few Italian pages; English and Arabic ones with the Italian beside them."""
    second = {
        "second_language": "it", "second_title": "Permesso di soggiorno", "second_body": "Kit.",
    }  # fmt: skip
    made = Fts5Engine(folder)
    made.index(
        [
            page("1", "Permesso di soggiorno", "Il rinnovo del permesso costa 40 euro."),
            page("2", "Permesso scaduto", "Permesso e residenza. Residente."),
            page("3", "Tessera sanitaria", "Il medico e la salute; medicina. SSN senza ticket."),
            page("4", "Parma", "Il palmo e il computer."),
            page("1", "Residence permit", "Renew it. Di Mauro.", "en", "en", **second),
            page("1", "تصريح الإقامة", "تجديد. Regione del Veneto", "ar", "ar", **second),
        ]
    )
    return made


def word(text: str, language: str = "it", weight: float = 1.0, **more: Any) -> Slot:
    """A slot for one word without those like it."""
    token = analyzer(language).tokens(text)[0]
    terms = {"stems": token.stem, "titles": token.stem, "words": token.word}
    return Slot((Alternative(terms, weight),), **more)


def ask(
    engine: Engine, *words: str, index: str = "it", language: str = "it", **more: Any
) -> Results:
    """Search for words as they are."""
    slots = tuple(word(text, language) for text in words)
    return engine.search(Query(index, slots, **more))


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def plan(
    engine: Engine,
    text: str,
    language: str = "it",
    index: str = "it",
    second: str = "",
    **more: Any,
) -> Plan:
    """What the planner makes of a text."""
    scope = Scope(index, language, index if second else "", second)
    return Planner(engine, scope).plan(text, **more)


def type_in(engine: Engine, text: str, language: str = "it", **more: Any) -> list[str]:
    """The pages found for a text as a reader types it."""
    return ids(engine.search(plan(engine, text, language, **more).query))


def typed(slot: Slot) -> str:
    """The stem of a slot as it was typed."""
    terms = slot.alternatives[0].terms
    return terms.get("stems") or terms["second"]


def asked(made: Plan) -> list[str]:
    """The words that count, by their stems."""
    return [typed(slot) for slot in made.query.slots if slot.counts]


def added(made: Plan) -> dict[tuple[str, bool], float]:
    """(stem, in the second language) → weight of the words that synonyms of several add."""
    return {
        (typed(slot), "second" in slot.alternatives[0].terms): slot.alternatives[0].weight
        for slot in made.query.slots
        if not slot.counts
    }


WORDS = [
    "permesso",
    "soggiorno",
    "scuola",
    "medico",
    "casa",
    "lavoro",
    "comune",
    "corso",
    "lingua",
    "aiuto",
    "asilo",
    "carta",
    "internet",  # these two are their own stems
    "spid",
]


def random_pages(chance: random.Random, number: int) -> list[Document]:
    """Pages of few words, so that every kind of query finds some."""
    found = []
    for row in range(number):
        text = [chance.choice(WORDS) for _ in range(chance.randint(1, 12))]
        facets: Mapping[str, tuple[str, ...]] = {
            "topic": tuple(chance.sample("abc", chance.randint(0, 2))),
            "type": (chance.choice("xyz"),),
        }
        other = [chance.choice(WORDS) for _ in range(chance.randint(0, 6))]
        found.append(
            page(
                f"p{row}", text[0], " ".join(text), facets=facets,
                updated=f"2026-01-{row % 28 + 1:02d}", second_language="it",
                second_body=" ".join(other),
            )
        )  # fmt: skip
    return found


def random_query(chance: random.Random) -> Query:
    """Any mixture of what a query can have."""
    own = analyzer("it")
    slots = []
    for text in chance.sample([*WORDS, "zanzara"], chance.randint(0, 4)):
        token = own.tokens(text)[0]
        terms = {"stems": token.stem, "titles": token.stem, "words": token.word}
        alternatives = [Alternative(terms)]
        if chance.random() < 0.4:
            stem = own.tokens(chance.choice(WORDS))[0].stem
            alternatives.append(Alternative({"stems": stem, "second": stem}, 0.7))
        near = chance.sample(WORDS, chance.randint(0, 3))
        alike = tuple(
            Alike(other, chance.random(), chance.randint(1, 9), chance.random() < 0.4)
            for other in near
        )
        both = tuple(own.tokens(other)[0].stem for other in chance.sample(WORDS, 2))
        expressions = ({"stems": both, "titles": both},) if chance.random() < 0.3 else ()
        slots.append(Slot(tuple(alternatives), alike, chance.random() < 0.8, expressions))
    pair = [own.tokens(text)[0].stem for text in chance.sample(WORDS, 2)]
    phrases = ({"stems": tuple(pair), "second": tuple(pair)},) if chance.random() < 0.1 else ()
    filters = {}
    if chance.random() < 0.5:
        filters["topic"] = frozenset(chance.sample("abcd", chance.randint(1, 2)))
    if chance.random() < 0.3:
        filters["type"] = frozenset(chance.sample("xyz", chance.randint(1, 2)))
    groups = {"topic": {"ab": frozenset("ab"), "bc": frozenset("bc"), "d": frozenset("d")}}
    return Query(
        "it", tuple(slots), phrases, filters, ("topic", "type", "none"),
        groups=groups if chance.random() < 0.5 else {},
        every_word=chance.random() < 0.2, newest_first=chance.random() < 0.2, limit=1000,
    )  # fmt: skip


def junk(chance: random.Random, length: int = 40) -> str:
    """Any characters at all."""
    pieces = []
    for _ in range(chance.randint(1, length)):
        kind = chance.random()
        if kind < 0.3:
            pieces.append(chance.choice(HOSTILE))
        elif kind < 0.6:
            pieces.append(chr(chance.randrange(0x110000)))
        else:
            pieces.append(chance.choice([*WORDS, " ", "\t", '"']))
    return "".join(pieces)


def with_field(document: Document, **fields: list[str]) -> Document:
    """The document with other terms than analysis gives."""
    counts = {name: Counter(terms) for name, terms in fields.items()}
    return dataclasses.replace(
        document, counts={**document.counts, **counts}, stems=fields.get("stems", document.stems)
    )
