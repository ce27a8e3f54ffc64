"""Repair of words the index does not know: the nearest of those it knows.

Distance is optimal string alignment (one swap of neighbours is one slip): at most 1, from eight
letters on 2, after F. J. Damerau, 1964, doi:10.1145/363958.363994, and only such slips as people make
(`search/slips.py`). Known words stay as they are: to widen every word costs up to 0.07 nDCG.
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search import slips

CANDIDATES = 30
MOST_COMPLETIONS = 12

Frequencies = Callable[[Iterable[str]], dict[str, int]]


def nearest(word: str, known: Sequence[str]) -> list[str]:
    """The known words the fewest slips away, if any is near enough. Figures stay as they are."""
    figures = _figures(word)
    if len(word) - len(figures) < slips.SHORTEST:
        return []
    limit = 2 if len(word) >= slips.TWO else 1
    found = process.extract(
        word, known, scorer=OSA.distance, score_cutoff=limit, limit=CANDIDATES, processor=None
    )
    alike = [
        (str(other), number)
        for other, number, _key in found
        if _figures(other) == figures and slips.are_slips(word, str(other), int(number))
    ]
    fewest = min((number for _other, number in alike), default=0)
    return [other for other, number in alike if number == fewest]


def _figures(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def repair(
    word: str, known: Sequence[str], frequencies: Frequencies, never: Collection[str] = ()
) -> str | None:
    """The word most likely meant, or nothing: what is nearest to words of `never` means nothing."""
    close = [other for other in nearest(word, known) if other not in never]
    if len(close) <= 1:
        return close[0] if close else None
    counts = frequencies(close)
    return min(close, key=lambda c: (c[0] != word[0], -counts.get(c, 0), c))


def completions(start: str, known: Sequence[str], frequencies: Frequencies) -> list[str]:
    """Words that begin so, the most frequent first: for the word still being typed."""
    found = sorted((word for word in known if word.startswith(start)), key=len)[:CANDIDATES]
    counts = frequencies(found)
    return sorted(found, key=lambda word: (-counts.get(word, 0), word))[:MOST_COMPLETIONS]
