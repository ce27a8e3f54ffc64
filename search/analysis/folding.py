"""Folding: spellings of one word become one (Unicode NFKC, then rules of each script).

Accents go in Latin and Greek; Arabic loses vowel marks and tatweel and its alef, hamza, ya and
ta marbuta are written one way; Cyrillic loses stress marks, ё is е and ґ is г; Hebrew loses its
points. Marks that are letters of their own (Indic vowel signs, й, ї) stay.
"""

import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {
        # Latin letters that do not decompose
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "ß": "ss", "ħ": "h", "ŋ": "n", "ə": "e",
        # Cyrillic
        "ё": "е", "ґ": "г", "ѐ": "е", "ѝ": "и",
        # Arabic and the alphabets made from it
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ې": "ي", "ی": "ي",
        "ؤ": "و", "ئ": "ي", "ک": "ك", "ہ": "ه", "ۃ": "ة", "ۀ": "ه", "ھ": "ه", "ـ": None,
    }
)  # fmt: skip

# Combining marks that never tell two words apart: Latin and Greek accents, Cyrillic stress,
# Hebrew points, Arabic vowels and Quranic signs.
IGNORED_MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x08D3, 0x08FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
)  # fmt: skip
KEPT = {"й": "й", "ї": "ї"}  # letters whose mark would be taken off


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """One character of a lower-cased NFKC text."""
    if character in KEPT:
        return character
    parts = unicodedata.normalize("NFD", character)
    if len(parts) > 1:
        parts = "".join(part for part in parts if not _is_ignored(part))
        parts = unicodedata.normalize("NFC", parts)
    elif _is_ignored(parts):
        return ""
    digit = unicodedata.digit(parts, None) if len(parts) == 1 else None
    return str(digit) if digit is not None else parts.translate(LETTERS)


def _is_ignored(character: str) -> bool:
    code = ord(character)
    return any(low <= code <= high for low, high in IGNORED_MARKS)


def lower(text: str) -> str:
    """Compatibility forms resolved (NFKC) and case removed; marks stay.

    Repeated until nothing changes: some ligatures open only after the case is gone.
    """
    for _ in range(4):
        lowered = unicodedata.normalize("NFKC", text).casefold()
        if lowered == text:
            break
        text = lowered
    return text


def printable(text: str) -> str:
    """The text with a blank for each sign that is not printed: NUL, controls, marks of direction."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def fold(text: str) -> str:
    """The spelling under which a word is compared. Total on any string and idempotent."""
    for _ in range(4):
        folded = "".join(map(_fold_character, lower(text)))
        if folded == text:
            break
        text = folded
    return text
