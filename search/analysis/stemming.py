"""Stems: Snowball where it has the language, a short list of endings for Ukrainian.

Snowball 3.1 (https://snowballstem.org) has no Ukrainian. The endings below are those of nouns,
adjectives and verbs in the school grammar. `tests/search/ukrainian.txt` holds the forms of a
hundred words, and `test_analysis.py` asserts what share of them meets.
"""

import re
from collections.abc import Callable

import Stemmer

Stem = Callable[[str], str]

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

_AR_ARTICLE = re.compile("[وفبك]?ال.{3}|[وف]?لل.{3}")

_UK_LISTED = (
    # nouns and adjectives
    "а я о е є и і ї у ю ь й ам ям ами ями ах ях ів їв ом ем єм ою ею єю ей еві єві ий ого ому им "
    "их ими ої ій їй ього ьому ьої ьою іх їх іми їми їм ії ію ія ією іям іями іях "
    # what is made of adjectives and verbs: -ість, -ання, -ення, -ування
    "ість ості істю остей остям остями остях ання анню анням аннях ань яння янню янням яннях янь "
    "ення енню енням еннях ування уванню уванням увань ювання юванню юванням ювань "
    # verbs
    "ати яти ити іти їти увати ювати аю яю ую юю ає яє ує ює аєш яєш уєш юєш аєте уєте юєте аємо "
    "уємо юємо ають яють ують юють уть ють ать ять ить їть иш еш єш имо емо ємо ите ете єте ав яв "
    "ив їв ала яла ила ало яло ило али яли или ував ювала увала ували ювали увало ював "
    # verbs with -ся
    "тися атися ятися итися ітися уватися юватися ється ються иться аться яться ується юється "
    "уються юються ався ився лася лися алися илися ласся алася илася"
)
_UK_ENDINGS = sorted(_UK_LISTED.split(), key=len, reverse=True)
_UK_SHORTEST = 3
_UK_SOFTENED = {"озі": "ог", "еці": "ек", "тці": "тк", "нці": "нк", "сці": "ск"}
_UK_CONSONANT = "[бвгджзклмнпрстфхцчшщ]"
# What the end of a stem looks like in other forms of its word.
_UK_CHANGES = tuple(
    (re.compile(found), put)
    for found, put in (
        (rf"({_UK_CONSONANT})\1$", r"\1"),  # ніччю, ніч
        (rf"(?<={_UK_CONSONANT}|[ьй])[ое](?=[кц]$)", ""),  # податок, податку; іноземець, іноземця
        (rf"(?<={_UK_CONSONANT})е(?=н$)", ""),  # лікарень, лікарня
        (r"(?<=[бвмпф])л$", ""),  # поновлю, поновить
        (r"янин$", "ян"),  # громадянин, громадяни
        (rf"і(?={_UK_CONSONANT}{{1,2}}$)", "о"),  # дозвіл, дозволу; ніч, ночі
    )
)
_UK_DAY = "день дня дню днем дні днів дням днями днях"
_UK_ODD = dict.fromkeys(_UK_DAY.split(), "ден")


def _ukrainian(word: str) -> str:
    """The longest ending goes; then vowels that come and go, or change, are written one way."""
    if word in _UK_ODD:
        return _UK_ODD[word]
    ending = next(
        (e for e in _UK_ENDINGS if word.endswith(e) and len(word) - len(e) >= _UK_SHORTEST), ""
    )
    if word[-3:] in _UK_SOFTENED and len(word) > len(_UK_SOFTENED[word[-3:]]) + _UK_SHORTEST:
        stem = word[:-3] + _UK_SOFTENED[word[-3:]]
    else:
        stem = word[: len(word) - len(ending)]
    for found, put in _UK_CHANGES:
        changed = found.sub(put, stem)
        if len(changed) >= _UK_SHORTEST:
            stem = changed
    return stem


def _french(stem: Stem) -> Stem:
    """Snowball with its nouns in -er brought together.

    It makes étranger étrang, but leaves étrangers and étrangère at étranger (loyers, dernière).
    """

    def both(word: str) -> str:
        found = stem(word)
        return stem(found) if found.endswith("er") else found

    return both


_IT_NOUNS = "salute saluti saluto visita visite minuto minuti rifiuto rifiuti anno anni"
_IT_ODD = {word: word[:-1] for word in _IT_NOUNS.split()}


def _italian(stem: Stem) -> Stem:
    """Snowball but for nouns that it takes for participles, or leaves in two.

    It makes sal of salute (as of sala and salire) and vis of visita (as of viso); anno and anni stay apart.
    """

    def both(word: str) -> str:
        return _IT_ODD.get(word) or stem(word)

    return both


def _arabic(stem: Stem) -> Stem:
    """Snowball for what people type: الاقامه for الإقامة.

    A noun with its article has no "his" at the end, so that its last ه can only be a ة. (The same
    for every noun, or ى read as ي, brings more wrong words together than right ones.)
    """

    def both(word: str) -> str:
        return stem(word[:-1] + "ة" if word.endswith("ه") and _AR_ARTICLE.match(word) else word)

    return both


def _as_it_is(stem: Stem) -> Stem:
    return stem


CORRECTED = {"ar": _arabic, "fr": _french, "it": _italian}


def stemmer(language: str) -> Stem | None:
    """The function that stems one folded word of a language, or nothing where there is none."""
    if language == "uk":
        return _ukrainian
    if language in ALGORITHMS:
        snowball = Stemmer.Stemmer(ALGORITHMS[language])
        snowball.maxCacheSize = 0
        return CORRECTED.get(language, _as_it_is)(snowball.stemWord)
    return None
