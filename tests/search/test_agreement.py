"""Both engines put the demonstration in one order for what people ask, and count it alike."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from search import service
from search.engines.base import Engine, Results
from search.engines.fts5 import Fts5Engine
from search.facets import COMMON
from search.service import Ask
from tests.search.conftest import patient
from tests.search.test_questions import QUESTIONS

SHOWN = 10  # results of a page
LOOKED_AT = 30  # results in which those of the other engine are looked for
LEAST = 0.99  # of what its own order is worth to an engine, the other's order
FACETS = tuple(facet.name for facet in COMMON)


@pytest.fixture
def engines(read_index: Path, elasticsearch_demo: dict[str, Any]) -> list[Engine]:
    return [Fts5Engine(read_index), patient(elasticsearch_demo)]


def asked(engine: Engine, text: str, language: str) -> Results:
    """What an engine finds for a question, without marking the words in it."""
    ask = Ask(text, language, facets=FACETS, per_page=LOOKED_AT)
    return service._search(engine, ask)[1]


def gain(order: Sequence[str], scores: Mapping[str, float]) -> float:
    """DCG of a page of results, with scores for gains; what is not among the scores gains nothing."""
    shown = enumerate(order[:SHOWN])
    return sum(scores.get(key, 0.0) / math.log2(place + 2) for place, key in shown)


def worth(other: Results, own: Results) -> float:
    """nDCG of another engine's order in the scores of an engine: 1 where they are one, or tied."""
    scores = {hit.id: hit.score for hit in own.hits}
    return gain([hit.id for hit in other.hits], scores) / gain(list(scores), scores)


@pytest.mark.service
@pytest.mark.django_db
@pytest.mark.parametrize("language", QUESTIONS)
def test_engines_agree(language: str, engines: list[Engine]) -> None:
    """On what is found and how much of each filter, to the page; on the order, but for near ties.

    Each order is judged by the scores of the other engine, question by question. Weights are
    rounded differently, so that neighbours of nearly the same score may change places.
    """
    for row in QUESTIONS[language]:
        embedded, cluster = (asked(engine, row["ask"], language) for engine in engines)
        assert embedded.total == cluster.total > 0, row["ask"]
        assert embedded.facets == cluster.facets, row["ask"]
        assert worth(embedded, cluster) > LEAST, row["ask"]
        assert worth(cluster, embedded) > LEAST, row["ask"]
