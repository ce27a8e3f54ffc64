"""Stems: Snowball where it has the language, a short list of endings for Ukrainian.

Snowball 3.1 (https://snowballstem.org) has no Ukrainian. The endings below are those of nouns,
adjectives, reflexive and plain verbs in the school grammar, longest first; measured against
dictionaries in `docs/features/search.md`.
"""

from collections.abc import Callable

import Stemmer

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german",
    "el": "greek", "en": "english", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian", "nb": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip

# Accents are taken off before the stemmer sees the word: who types "citta" gets the stem of
# "città". Not where the stemmer's rules need the marks (Turkish, Polish, Czech, Hungarian …).
FOLD_FIRST = frozenset({"it", "fr", "ro", "en", "es", "ca", "pt", "de", "nl", "ru", "uk"})

_UK_ENDINGS = sorted(
    (
        # reflexive and plain verbs
        "ватимуться", "ватиметься", "уватися", "юватися", "ватися", "итися", "ітися", "атися",
        "ятися", "ються", "уються", "ються", "иться", "ється", "ається", "яється", "увати",
        "ювати", "ювання", "ування", "ати", "яти", "ити", "іти", "ути", "уєте", "уємо", "ують",
        "юють", "ують", "ають", "яють", "уть", "ють", "ать", "ять", "ить", "їть", "еться",
        "ався", "илися", "алися", "ився", "ала", "али", "ало", "ила", "или", "ило", "ував",
        "ювала", "увала", "ували", "увало", "имо", "емо", "ємо", "ете", "єте", "ите", "ишся",
        "аєш", "уєш", "иш", "еш", "єш", "ає", "ує", "яє", "ав", "ив", "ів",
        # participles and adjectives
        "аний", "ана", "ане", "ані", "аного", "аних", "ований", "ована", "ованих", "овані",
        "ованого", "ованої", "ного", "ному", "ними", "них", "ним", "ній", "ною", "ний", "ної",
        "ого", "ому", "ої", "ій", "ою", "их", "им", "ими", "ий", "ього", "ьому", "ьої", "ьою",
        "іх", "їх", "іми", "їми", "іший", "іші", "іша",
        # nouns
        "ення", "еннями", "енням", "еннях", "ень", "ання", "анням", "аннях", "ань", "яння",
        "ості", "істю", "ість", "остей", "остям", "остями", "остях", "ами", "ями", "ах", "ях",
        "ам", "ям", "ові", "еві", "єві", "ом", "ем", "єм", "ою", "ею", "єю", "ей", "ій", "ів",
        "їв", "ію", "ії", "ія", "ією", "іям", "іями", "іях", "ць", "ці", "цю", "ця",
        "ок", "ка", "ку", "ки", "ці", "кою", "ків", "кам", "ками", "ках",
        "а", "я", "о", "е", "є", "и", "і", "ї", "у", "ю", "ь", "й",
    ),
    key=len,
    reverse=True,
)  # fmt: skip
_UK_SHORTEST = 3


def _ukrainian(word: str) -> str:
    for ending in _UK_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _UK_SHORTEST:
            return word[: -len(ending)]
    return word


def stemmer(language: str) -> Callable[[str], str] | None:
    """The function that stems one folded word of a language, or nothing where there is none."""
    if language == "uk":
        return _ukrainian
    if language in ALGORITHMS:
        snowball = Stemmer.Stemmer(ALGORITHMS[language])
        snowball.maxCacheSize = 0
        return snowball.stemWord
    return None
