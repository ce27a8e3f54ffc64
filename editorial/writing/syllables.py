"""Syllables of English, French and Spanish words, as the readability formulas need them."""

import re
import unicodedata

_EN_VOWELS = re.compile(r"[aeiouy]+")
_EN_SILENT = re.compile(
    r"(?:[^aeiouyl]e|[aeiou]le|[^aeiouydt]ed|[^aeiouyscxzgh]es|[^aeiouy][rlvtnm]es)$"
)
_EN_INSIDE = re.compile(r"[^aeiouy]e(?:ly|ful|less|ment|ments)$")
_EN_TWO = re.compile(r"[^tcsgx]ia|i[oa]$|[aeiou]ing|[^gq]ua[lt]|eo[^up]|iet|yi")
_FR_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")
_FR_SILENT = re.compile(r"(?<=[^aeiouyàâéèêëîïôùûü])(?:e|es|(?<!m)ent)$")
_FR_SPLIT = re.compile(r"é[aou]|[aou]é|[aeou]ï|ü|oa|io(?!n|u)|[bcdfgpt][lr]ie|ée[nr]")
_ES_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_ES_STRONG = re.compile(r"[aeoáéó]")


def english(word: str) -> int:
    """About how many syllables an English word has; never less than one."""
    said = word.lower()
    count = len(_EN_VOWELS.findall(said))
    count -= count > 1 and len(said) > 3 and bool(_EN_SILENT.search(said))
    count -= bool(_EN_INSIDE.search(said))
    count += len(_EN_TWO.findall(said))
    return max(count, 1)


def french(word: str) -> int:
    """About how many spoken syllables a French word has; a silent final e is none."""
    said = unicodedata.normalize("NFC", word.lower())
    count = len(_FR_VOWELS.findall(said)) + len(_FR_SPLIT.findall(said))
    if count > 1 and _FR_SILENT.search(said):
        count -= 1
    return max(count, 1)


def spanish(word: str) -> int:
    """How many syllables a Spanish word has: two strong vowels, or an accented weak one, are two."""
    said = unicodedata.normalize("NFC", word.lower())
    said = re.sub(r"(?<=[gq])u(?=[eiéí])", "", said)
    said = re.sub(r"y$|(?<=[aeiou])y(?![aeiouáéíóú])", "i", said)
    count = 0
    for group in _ES_VOWELS.findall(said):
        strong = len(_ES_STRONG.findall(group))
        stressed = sum(vowel in "íú" for vowel in group)
        count += max(strong + stressed, 1)
    return max(count, 1)
