"""The contract that every engine keeps, in parts by what they promise.

A new promise goes to the part that asks its question, or to a part of its own that is named here:

- keeping: is what was stored there, and nothing else?
- hostile: can any text or value break it?
- reading: do the ways in which readers type find the page?
- ranking: which pages are found for some words, and in which order?
- words: what is one word worth, with those that mean the same and those like it?
- phrases: do words in quotes stand together?
- counting: are filters, facets, totals and pages exact?
- rebuild: is a new index there whole or not at all, with what was changed meanwhile?

Each engine's class of tests in test_engines.py inherits `Contract`. It gives `connect`, which makes
engines that share one store (what a process writes, the others see), and `broken`, an engine
whose store cannot be reached.
"""

from collections.abc import Callable

import pytest

from search.engines.base import Engine
from tests.search.contract_counting import CountingContract
from tests.search.contract_hostile import HostileContract
from tests.search.contract_keeping import KeepingContract
from tests.search.contract_phrases import PhrasesContract
from tests.search.contract_ranking import RankingContract
from tests.search.contract_reading import ReadingContract
from tests.search.contract_rebuild import RebuildContract
from tests.search.contract_words import WordsContract


class Contract(
    KeepingContract,
    HostileContract,
    ReadingContract,
    RankingContract,
    WordsContract,
    PhrasesContract,
    CountingContract,
    RebuildContract,
):
    """All of it."""

    @pytest.fixture
    def engine(self, connect: Callable[[], Engine]) -> Engine:
        return connect()
