"""Lines of text to sentences and words, for any writing.

What is not running text does not count as a sentence: headings, labels, short items of lists. Full
stops of abbreviations, of numbers and of addresses end none.
"""

import re
from collections.abc import Iterable, Iterator

from editorial.writing.language import Language

# Items of a list below this many words, without a full stop, are no sentences: “Passaporto”.
SHORTEST = 6
LONGEST_PIECE = 4
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_END = re.compile(r"[.!?؟…。！？]+[»”\"’')\]）」』]*")
_WIDE = "。！？"
_CLOSED = tuple(".!?؟…。！？:;؛；：")
# A number with its separators is one word: 286/1998, 10:30, 1.200,50.
_WORD = re.compile(
    r"\d+(?:[.,:/\-–]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*(?:[\u0300-\u036f]+[^\W\d_]*)*"
)
_APOSTROPHE = re.compile("['’]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LAST_WORD = re.compile(r"[\w.]*\w$")


def split(line: str, language: Language) -> list[str]:
    """The sentences of one line, with their punctuation."""
    found, start = [], 0
    for stop in _END.finditer(line):
        if _ends(line, stop, language):
            found.append(line[start : stop.end()])
            start = stop.end()
    found.append(line[start:])
    return [part.strip() for part in found if part.strip()]


def _ends(line: str, stop: re.Match[str], language: Language) -> bool:
    after = line[stop.end() :]
    if stop[0][0] in _WIDE or not after.strip():
        return True
    if not after[0].isspace():
        return False
    if not stop[0].startswith(".") or len(stop[0]) > 1:
        return True
    word = _LAST_WORD.search(line[: stop.start()])
    said = word[0].lower() if word else ""
    # “D.Lgs.”: short pieces between stops are an abbreviation; one letter is an initial.
    pieces = said.split(".")
    stopped = len(pieces) > 1 and max(map(len, pieces)) <= LONGEST_PIECE
    return not (said in language.abbreviations or stopped or (len(said) == 1 and said.isalpha()))


def words(text: str, language: Language) -> list[str]:
    """Words and numbers; addresses are none. An elided article is a word (l’ufficio: two)."""
    found = (match[0] for match in _WORD.finditer(ADDRESS.sub(" ", text)))
    if not language.elides:
        return list(found)
    return [part for word in found for part in _APOSTROPHE.split(word) if part]


def length(text: str, language: Language) -> int:
    """How long a sentence is: in words, or in characters where the language has no spaces."""
    if not language.characters:
        return len(words(text, language))
    han = _HAN.findall(text)
    return len(han) + len(words(_HAN.sub(" ", text), language))


def measured(lines: Iterable[str], language: Language, *, plain: bool = False) -> Iterator[str]:
    """The sentences that count. A plain line without a full stop is a heading or a label."""
    for line in lines:
        whole = line.strip()
        closed = whole.rstrip("»”\"’')]）」』").endswith(_CLOSED)
        least = SHORTEST * (2 if language.characters else 1)
        if not closed and (plain or length(whole, language) < least):
            continue
        for sentence in split(whole, language):
            if words(sentence, language):
                yield sentence
