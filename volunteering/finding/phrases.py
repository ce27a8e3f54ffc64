"""“Near Cuneo” inside the words a reader types, in each language of the site."""

import re
from dataclasses import dataclass

from search.gazetteer import gazetteer

BEFORE = (
    # it
    "vicino ad", "vicino al", "vicino alla", "vicino a", "nei pressi di", "nei dintorni di",
    "intorno a", "attorno a", "dalle parti di", "presso",
    # en
    "close to", "near to", "near", "around",
    # fr
    "à proximité de", "aux environs de", "autour de", "près de", "près d’", "proche de",
    # es
    "en los alrededores de", "alrededor de", "cerca de", "cerca del",
    # ro
    "în apropiere de", "în apropierea", "aproape de", "în jurul", "lângă",
    # ar
    "بالقرب من", "قريب من", "قريبا من", "قريبة من", "بجانب", "قرب",
    # uk
    "неподалік від", "недалеко від", "поруч із", "поруч з", "поряд із", "поряд з", "поблизу",
    "біля", "коло",
    # zh-hans
    "靠近", "邻近",
)  # fmt: skip
AFTER = ("附近", "周边", "周围")
MOST_WORDS = 7  # of the longest names of comuni
LONGEST_CHINESE = 12

_BEFORE = re.compile(
    r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, BEFORE), key=len, reverse=True)) + r")\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"(?P<name>\w{{1,{LONGEST_CHINESE}}}?)(?:{'|'.join(AFTER)})的?")


@dataclass(frozen=True)
class Split:
    """What was typed, taken apart: the place, and the words that remain."""

    words: str
    place: str = ""


def split(text: str) -> Split:
    """Take the place out of what was typed; a text without a known place stays as it is."""
    plain = text.replace("'", "’")
    for match in _BEFORE.finditer(plain):
        rest = plain[match.end() :].split()
        for count in range(min(MOST_WORDS, len(rest)), 0, -1):
            name = " ".join(rest[:count]).strip(" ,.;:!?")
            if gazetteer().find(name):
                left = f"{text[: match.start()]} {' '.join(rest[count:])}"
                return Split(" ".join(left.split()), name)
    for match in _AFTER.finditer(plain):
        name = match["name"]
        for start in range(len(name)):
            if gazetteer().find(name[start:]):
                left = f"{text[: match.start() + start]} {text[match.end() :]}"
                left = re.sub(r"(^|\s)在(?=\s|$)|在$", " ", left.strip())
                return Split(" ".join(left.split()), name[start:])
    return Split(text)
