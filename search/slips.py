"""Which differences between two words are slips, and which make another word.

In a small vocabulary most words that are near a word are other words: tosse and tasse, inability and
ability. So not every letter may stand for every other. A *light* slip is one that hands and ears
make: a swap, a letter doubled or not, another ending, a letter for its neighbour on the keyboard or
for one of a like sound. It weighs half of any other.

- One slip: a swap or a letter left out, from four letters; a letter too many, from five, but in front
  it makes another word (president, resident); a letter for another, light from five, a vowel for
  another from six, any from seven.
- Two slips, from eight letters: whoever slips twice has begun right, or with a like sound. Both are
  light; where one word has ten letters one is enough.
"""

from collections.abc import Iterable
from itertools import combinations, pairwise

LIGHT, HEAVY = 0.5, 1.0
SHORTEST = 4  # letters from which a word may have a slip,
TOO_MANY = 5  # one letter too many or another light one,
VOWEL = 6  # a vowel for another,
ANY = 7  # any other letter,
TWO = 8  # two light slips,
ONE_LIGHT = 10  # and two of which one is light
ENDING = 2  # letters of a long word
_ROWS = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхїъ", "фівапролджє", "фывапролджэ",
    "ячсмитьбю", "ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ",
)  # fmt: skip
_SOUNDS = (
    "aei", "ou", "iyj", "sz", "cs", "cz", "cg", "ckq", "bvp", "vf", "dt", "gj", "mn", "иіїйы", "еєэі",
    "гґх", "هة", "سص", "تط", "دض", "ضظ", "ذزظ", "حه", "قك", "اي", "وا",
)  # fmt: skip
_BEGINNINGS = (
    "bv",
    "ckq",
    "gj",
    "ijy",
    "sz",
)  # that sound so alike that words are begun with either
_PREFIXES = frozenset("وفبكل")  # Arabic words of one letter, written with the next one
_VOWELS = frozenset("aeiouyаеиіїоуюяєэыё")


def _pairs(groups: Iterable[str]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


_BEGUN_ALIKE = _pairs(_BEGINNINGS)
_LIKE = _pairs(_SOUNDS) | {frozenset(pair) for row in _ROWS for pair in pairwise(row)}


def are_slips(typed: str, meant: str, number: int) -> bool:
    """Whether `number` slips (one or two) lead from the word meant to the one typed."""
    if number > 1:
        allowed = LIGHT + (HEAVY if max(len(typed), len(meant)) >= ONE_LIGHT else LIGHT)
        begun = typed[0] == meant[0] or frozenset((typed[0], meant[0])) in _BEGUN_ALIKE
        return len(typed) >= TWO and begun and weight(typed, meant) <= allowed
    if len(typed) < len(meant):
        return True
    if len(typed) > len(meant):
        in_front = typed[1:] == meant and typed[0] != meant[0] and typed[0] not in _PREFIXES
        return len(typed) >= TOO_MANY and not in_front
    if len(typed) >= ANY or sorted(typed) == sorted(meant):
        return True
    if len(typed) >= VOWEL and all({a, b} <= _VOWELS for a, b in _unlike(typed, meant)):
        return True
    return len(typed) >= TOO_MANY and weight(typed, meant) == LIGHT


def _unlike(typed: str, meant: str) -> list[tuple[str, str]]:
    """The letters that differ in two words of one length."""
    return [(a, b) for a, b in zip(typed, meant, strict=True) if a != b]


def weight(typed: str, meant: str) -> float:
    """The least that slips between two words weigh together (optimal string alignment)."""
    before: list[float] = []
    row = [0.0]
    for j in range(len(meant)):
        row.append(row[j] + _alone(meant, j))
    for i, letter in enumerate(typed):
        last, row = row, [row[0] + _alone(typed, i)]
        for j, other in enumerate(meant):
            best = min(
                last[j] + _instead(typed, i, meant, j),
                last[j + 1] + _alone(typed, i),
                row[j] + _alone(meant, j),
            )
            if i and j and letter == meant[j - 1] and other == typed[i - 1] and letter != other:
                best = min(best, before[j - 1] + LIGHT)
            row.append(best)
        before = last
    return row[-1]


def _alone(word: str, place: int) -> float:
    """A letter that only one of two words has."""
    doubled = place > 0 and word[place] == word[place - 1]
    return LIGHT if doubled or _in_ending(word, place) else HEAVY


def _instead(typed: str, i: int, meant: str, j: int) -> float:
    """A letter for another."""
    if typed[i] == meant[j]:
        return 0.0
    ending = _in_ending(typed, i) and _in_ending(meant, j)
    return LIGHT if ending or frozenset((typed[i], meant[j])) in _LIKE else HEAVY


def _in_ending(word: str, place: int) -> bool:
    return place + (ENDING if len(word) >= TWO else 1) >= len(word)
