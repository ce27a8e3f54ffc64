"""What a word is, in any script: the one regular expression that cuts texts.

Letters, digits and marks make words. Runs of scripts written without spaces are words of their
own, cut into pairs of characters later. Acronyms with dots ("S.P.I.D.") and figures with
thousands ("1.500") are kept whole. An apostrophe between letters belongs to the word.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

APOSTROPHES = "'’ʼ‘`´＇ʹ′"
OTHER_ALPHABETS = frozenset(
    [
        "am",
        "ar",
        "be",
        "bg",
        "bn",
        "dv",
        "el",
        "fa",
        "gu",
        "he",
        "hi",
        "hy",
        "ja",
        "ka",
        "kk",
        "km",
        "kn",
        "ko",
        "ky",
        "lo",
        "mk",
        "ml",
        "mn",
        "mr",
        "my",
        "ne",
        "or",
        "pa",
        "ps",
        "ru",
        "sd",
        "si",
        "sr",
        "ta",
        "te",
        "tg",
        "th",
        "ti",
        "tt",
        "uk",
        "ur",
        "uz",
        "yi",
        "zh",
    ]
)
"""Languages whose readers do not write in Latin letters."""
SPACELESS = frozenset({"ja", "zh"})
"""Languages in which figures and foreign words are written with or without blanks around them."""
UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007), (0x3041, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F),  # kana
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF),  # Han
    (0xAC00, 0xD7A3),  # Hangul: spaced, but its particles are written together
)  # fmt: skip


JOINERS = "\u0640\u200c\u200d\u00ad"  # tatweel, joiners and the soft hyphen stand inside words
BEYOND = "\U00010000-\U0001e9ff"  # letters of rarer scripts; symbols and emoji come after them


def _class(codes: Iterable[int]) -> str:
    """Characters as the inside of a character class.

    Written out, not put together by look-ahead: texts are cut several times faster.
    """
    spans: list[list[int]] = []
    for code in codes:
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(
        f"\\u{first:04x}" if first == end else f"\\u{first:04x}-\\u{end:04x}"
        for first, end in spans
    )


def is_mark(character: str) -> bool:
    """Whether a character is a combining mark, or a joiner inside a word."""
    return unicodedata.category(character)[0] == "M" or character in JOINERS


UNSPACED_CLASS = "".join(f"{chr(first)}-{chr(last)}" for first, last in UNSPACED)
UNSPACED_RUN = re.compile(rf"[{UNSPACED_CLASS}]")
NUMBER = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f’']\d{3})+")


def is_sign(term: str) -> bool:
    """Whether a term is one sign of a script without spaces (税), of which texts give pairs."""
    return len(term) == 1 and UNSPACED_RUN.match(term) is not None


def is_pair(term: str) -> bool:
    """Whether a term is two signs of a script without spaces."""
    return len(term) == 2 and UNSPACED_RUN.match(term) is not None


class Patterns(NamedTuple):
    """What cuts a text into words, an acronym, and the words between apostrophes."""

    words: re.Pattern[str]
    acronym: re.Pattern[str]
    simple: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Made when the first text is cut: most commands cut none and need not wait for them."""
    excluded = {code for first, last in UNSPACED for code in range(first, last + 1)}
    excluded |= set(map(ord, APOSTROPHES))  # Unicode has some of them as letters
    spaced = [(code, chr(code)) for code in range(0x10000) if code not in excluded]
    marks = [code for code in range(0x10000) if is_mark(chr(code))]
    known = set(marks)
    mark = _class(marks)
    letter = f"[{_class(code for code, c in spaced if c.isalpha())}][{mark}]*"
    word = f"[{_class(code for code, c in spaced if c.isalnum() or code in known)}{BEYOND}]"
    words = (
        rf"[{UNSPACED_CLASS}][{UNSPACED_CLASS}{mark}]*"
        rf"|(?<![\w.{mark}]){letter}(?:\.{letter})+(?![\w{mark}])"
        rf"|(?<!\w){NUMBER.pattern}(?!\w)"
        rf"|{word}+(?:[{APOSTROPHES}]{word}+)*"
    )
    acronym = rf"{letter}(?:\.{letter})+"
    return Patterns(re.compile(words), re.compile(acronym), re.compile(rf"{word}+"))
