"""What a word is, in any script: the one regular expression that cuts texts.

Letters, digits and marks make words. Runs of scripts written without spaces are words of their
own, cut into pairs of characters later. Acronyms with dots ("S.P.I.D.") and figures with
thousands ("1.500") are kept whole. An apostrophe between letters belongs to the word.
"""

import re
import unicodedata

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
UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007), (0x3041, 0x30FF), (0x31F0, 0x31FF), (0xFF66, 0xFF9F),  # kana
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF),  # Han
    (0xAC00, 0xD7A3),  # Hangul: spaced, but its particles are written together
)  # fmt: skip


def _ranges(low: int, high: int) -> str:
    """Marks between two code points, as a character class."""
    spans: list[list[int]] = []
    for code in range(low, high):
        if unicodedata.category(chr(code))[0] == "M":
            if spans and spans[-1][1] == code - 1:
                spans[-1][1] = code
            else:
                spans.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)


MARKS = _ranges(0x300, 0x3130) + _ranges(0xA600, 0xB000) + _ranges(0xFB00, 0xFF00)
UNSPACED_CLASS = "".join(f"{chr(first)}-{chr(last)}" for first, last in UNSPACED)
_LETTER = rf"(?:(?![{UNSPACED_CLASS}\d_])[\w{MARKS}\u0640])"
_WORD = rf"(?:(?![{UNSPACED_CLASS}_])[\w{MARKS}\u0640\u200c\u200d\u00ad])"
_MARK = rf"[{MARKS}\u0640\u200c\u200d\u00ad]"

WORDS = re.compile(
    rf"(?P<unspaced>[{UNSPACED_CLASS}][{UNSPACED_CLASS}{MARKS}]*)"
    rf"|(?P<acronym>(?<![\w.]){_LETTER}(?:\.{_LETTER})+(?!\w))"
    r"|(?P<number>\d{1,3}(?:[.,\u00a0\u202f’']\d{3})+(?!\w))"
    rf"|(?P<word>{_WORD}+(?:[{APOSTROPHES}]{_WORD}+)*)",
)
SIMPLE = re.compile(rf"{_WORD}+")
UNSPACED_RUN = re.compile(rf"[{UNSPACED_CLASS}]")
IS_MARK = re.compile(_MARK)
