"""Narrower words of a topic: pages bear one mark for it, and not each of them."""

from pathlib import Path

import pytest

from search.documents import about
from search.engines.base import Engine
from search.engines.fts5 import Fts5Engine
from search.planner import Planner, Scope
from search.synonyms import Synonyms
from tests.search.samples import added, asked, page, typed

SCOPE = Scope("it", "it")
MARK = about("topic", "work-and-pay")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = Fts5Engine(Path(tmp_path_factory.mktemp("topics")))
    made.index([page("1", "Tessera sanitaria", "Il medico e la salute.")])
    return made


def narrower(*words: str) -> Synonyms:
    """Words of a topic on which pages bear a mark."""
    found = Synonyms()
    found.lead_to([("it", text) for text in words], [("it", "salute")], "it", mark=MARK)
    return found


def test_pages_on_a_topic_are_found_by_a_word_that_no_page_has(engine: Engine) -> None:
    """And not those that only say the name of the topic."""
    made = Planner(engine, SCOPE, narrower("dentista")).plan("dentista")
    (slot,) = (slot for slot in made.query.slots if slot.counts)
    assert [a.terms for a in slot.alternatives[1:]] == [{"stems": MARK, "second": MARK}]
    assert added(made).keys() == {("salut", False)}


def test_a_word_that_pages_have_does_not_ask_for_its_topic(engine: Engine) -> None:
    made = Planner(engine, SCOPE, narrower("medico")).plan("medico")
    assert asked(made) == ["medic"]
    assert len(made.query.slots[0].alternatives) == 1
    assert [slot.counts for slot in made.query.slots if typed(slot) == MARK] == [False]


def test_a_topic_is_asked_for_in_place_of_an_expression_that_no_page_can_have(
    engine: Engine,
) -> None:
    words = narrower("medico scolastico", "medico sanitario")
    assert asked(Planner(engine, SCOPE, words).plan("medico scolastico")) == [
        "medic",
        "scolast",
        MARK,
    ]
    made = Planner(engine, SCOPE, words).plan("medico sanitaria")
    assert asked(made) == ["medic", "sanitar"]
    assert [slot.counts for slot in made.query.slots if typed(slot) == MARK] == [False]
