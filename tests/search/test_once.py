"""What needs to be worked out once for a question is worked out once."""

from pathlib import Path
from typing import Any

import pytest

from search.engines.base import Vocabulary
from search.engines.elastic import ElasticEngine
from search.engines.elastic.compile import Compiler
from search.engines.fts5 import Fts5Engine
from search.planner import Planner, Scope
from tests.search import samples, slow_server


def test_whether_a_word_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In each language, though it decides on stop words, slips and synonyms."""
    asked: list[tuple[Vocabulary, str]] = []
    knows = Vocabulary.knows

    def noted(self: Vocabulary, word: str, stem: str) -> bool:
        asked.append((self, word))
        return knows(self, word, stem)

    monkeypatch.setattr(Vocabulary, "knows", noted)
    engine = Fts5Engine(tmp_path)
    engine.index([samples.page("1", "Permesso"), samples.page("1", "Permit", "", "en", "en")])
    Planner(engine, Scope("en", "en", "it", "it")).plan("renew the permesso senza zanzara")
    assert len(asked) == len(set(asked)) == 10


def test_the_clauses_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """For counting and for asking."""
    made = []
    holding = Compiler._holding

    def noted(self: Compiler, slot: Any) -> Any:
        made.append(slot)
        return holding(self, slot)

    monkeypatch.setattr(Compiler, "_holding", noted)
    with slow_server.running() as server:
        samples.ask(ElasticEngine([server.url], "test", 30), "permesso", "soggiorno")
    assert len(made) == 2
