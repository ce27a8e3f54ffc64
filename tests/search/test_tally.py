"""How the embedded index adds up what rows are worth, and how it keeps the words of a language."""

from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import bitmaps
from search.engines.fts5 import Fts5Engine, reader
from search.engines.fts5.packing import pack_words, unpack_words
from search.engines.fts5.tally import Tally
from search.likeness import Alike
from search.query import Query, Slot
from tests.search.samples import page, word

LAST = 400  # rows, so that lists are both short and long for it
rows = st.lists(st.integers(0, LAST), unique=True, max_size=LAST).map(sorted)
worths = st.floats(0.25, 12)
words = st.lists(st.tuples(rows, worths), max_size=18)
signs = st.characters(min_codepoint=0x4E00, max_codepoint=0x4E40)
latin = st.text("abcdefgh", min_size=1, max_size=6)


def tally(counted: list[tuple[list[int], float]]) -> Tally:
    made = Tally(LAST)
    for some, worth in counted:
        made.count(made.union([some]), worth)
    return made


@given(counted=words, share=st.sampled_from([0.0, 0.125, 0.25, 1.0]))
def test_rows_are_those_that_hold_a_share_of_the_words(
    counted: list[tuple[list[int], float]], share: float
) -> None:
    """However many words there are, and however many rows hold one."""
    total = sum(worth for _some, worth in counted)
    held = {row: sum(worth for some, worth in counted if row in some) for row in range(LAST + 1)}
    wanted = [row for row, mass in held.items() if mass and mass >= share * total - 1e-9]
    assert bitmaps.rows_of(tally(counted).having(share)) == wanted


@given(some=rows, others=rows)
def test_a_word_is_held_by_whatever_has_one_of_its_forms(
    some: list[int], others: list[int]
) -> None:
    assert bitmaps.rows_of(Tally(LAST).union([some, others])) == sorted({*some, *others})


@given(
    terms=st.lists(st.dictionaries(latin, st.tuples(worths, rows), max_size=3), max_size=4),
    among=rows,
    count=st.integers(0, 20),
)
def test_the_best_come_first_and_equals_in_order(
    terms: list[dict[str, tuple[float, list[int]]]], among: list[int], count: int
) -> None:
    made = Tally(LAST)
    made.add_best(terms)
    best = {
        row: max((v for term in terms for v, some in term.values() if row in some), default=0.0)
        for row in range(LAST + 1)
    }
    assert dict(enumerate(made.scores)) == best
    wanted = sorted(among, key=lambda row: (-best[row], row))[:count]
    assert made.best(bitmaps.from_rows(among, LAST), count) == wanted


def test_what_is_added_sums_up_and_what_is_multiplied_grows() -> None:
    made = Tally(5)
    made.add([(2.0, [1, 3]), (0.5, [3, 4])])
    made.multiply(bitmaps.from_rows([3, 5], 5), 2.0)
    assert made.scores == [0.0, 2.0, 0.0, 5.0, 0.5, 0.0]


@given(
    pairs=st.sets(st.text(signs, min_size=1, max_size=3)),
    stems=st.dictionaries(latin, latin, min_size=1),
)
def test_words_come_back_with_their_stems(pairs: set[str], stems: dict[str, str]) -> None:
    """Pairs that begin with the same sign are kept together."""
    kept = {**stems, **{pair: pair for pair in pairs}}
    assert dict(unpack_words(pack_words(MappingProxyType(kept)))) == kept


def test_words_that_only_look_alike_are_not_read_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They add to a score and find nothing: a rare word does not cost what all like it do.

    The likest are read while there is room for their rows; those that stand for the word are
    always read.
    """
    engine = Fts5Engine(tmp_path)
    engine.index([page("1", "zanzara carretto"), page("2", "zanzara carriola"), page("3", "karro")])
    engine.index([page(f"more-{n}", "carriola") for n in range(5)])
    near = (
        Alike("carretto", 0.5, 6), Alike("carriola", 0.4, 6), Alike("karro", 0.9, 6, stands=True),
    )  # fmt: skip
    query = Query("it", (Slot(word("zanzara").alternatives, near),))

    def scores(room: int) -> dict[str, float]:
        monkeypatch.setattr(reader, "ALIKE_ROWS", room)
        return {hit.id: hit.score for hit in engine.search(query).hits}

    plain = {hit.id: hit.score for hit in engine.search(Query("it", (word("zanzara"),))).hits}
    assert set(plain) == {"1", "2"}
    every, likest, none = scores(7), scores(6), scores(0)
    assert set(every) == set(likest) == set(none) == {"1", "2", "3"}
    assert every["2"] > likest["2"] == pytest.approx(plain["2"])
    assert every["1"] == likest["1"] > none["1"] == pytest.approx(plain["1"])
