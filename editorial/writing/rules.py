"""Rules of typography: what is certainly wrong in a language, and what it should be."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
Mend = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class Rule:
    """A pattern, what takes its place, how it is called."""

    pattern: re.Pattern[str]
    mend: Mend
    title: Words

    def mended(self, match: re.Match[str]) -> str:
        """What the characters found are to be."""
        return self.mend(match) if callable(self.mend) else match.expand(self.mend)


def _rule(pattern: str, mend: Mend, title: Words, flags: int = 0) -> Rule:
    return Rule(re.compile(pattern, flags), mend, title)


ACCENT = _("Apostrophe in the place of an accent")
WRONG_ACCENT = _("Wrong accent")
DOUBLE = _("Double space")
DOTS = _("Three full stops in the place of “…”")
BEFORE = _("Space before a punctuation mark")
AFTER = _("No space after a punctuation mark")
APOSTROPHE = _("Wrong sign for an apostrophe")
SPACED = _("Space after an apostrophe")
NO_BREAK = _("A space is missing before a punctuation mark")
CEDILLA = _("Letter with a cedilla in the place of a comma")
MIXED = _("Latin letter in a Ukrainian word")
ARABIC = _("Latin punctuation mark in an Arabic sentence")
CHINESE = _("Latin punctuation mark in a Chinese sentence")

_TICK = "['’´`]"
_ACUTE = "perche|poiche|finche|affinche|benche|purche|nonche|sicche|cosicche|giacche|anziche|fuorche|macche|ne|se|trentatre|ventitre"
_GRAVE = (
    "e|cioe|caffe|te|piu|giu|laggiu|lassu|virtu|gioventu|servitu|tribu|"
    "cosi|si|li|lunedi|martedi|mercoledi|giovedi|venerdi|chissa|gia|la|citta|"
    "puo|pero|cio|percio|puro|"
    "sara|avra|potra|dovra|verra|andra|fara|dara|stara|"
    r"[a-z]{2,}ita|eta|meta|liberta|difficolta|facolta|volonta|novita|maesta|poverta|proprieta|societa|varieta"
)
_NOT_SURE = {"te", "la", "li", "puro", "meta", "e", "se", "ne", "si"}
_SURE_GRAVE = "|".join(word for word in _GRAVE.split("|") if word not in _NOT_SURE)
_SURE_ACUTE = "|".join(word for word in _ACUTE.split("|") if word not in _NOT_SURE)
_MARKS = {"a": "à", "e": "è", "i": "ì", "o": "ò", "u": "ù"}


def _same_case(word: str, like: str) -> str:
    return word.upper() if like.isupper() else word


def _grave(match: re.Match[str]) -> str:
    word = match[1]
    return word[:-1] + _same_case(_MARKS[word[-1].lower()], word[-1])


def _acute(match: re.Match[str]) -> str:
    return match[1][:-1] + _same_case("é", match[1][-1])


_FALSE = {
    "perchè": "perché", "poichè": "poiché", "finchè": "finché", "affinchè": "affinché",
    "benchè": "benché", "purchè": "purché", "nonchè": "nonché", "sicchè": "sicché",
    "cosicchè": "cosicché", "anzichè": "anziché", "giacchè": "giacché", "nè": "né", "sè": "sé",
    "ventitrè": "ventitré", "cioé": "cioè", "caffé": "caffè", "é": "è", "quì": "qui", "quà": "qua",
    "stà": "sta", "sò": "so", "fà": "fa", "và": "va",
}  # fmt: skip


def _accent(match: re.Match[str]) -> str:
    right = _FALSE[match[0].lower()]
    if match[0].isupper() and (len(match[0]) > 1 or right == "è"):
        return right.upper()
    return right.capitalize() if match[0][0].isupper() else right


_ALONE = r"(?<![\w'’‘“«\"])"

EVERYWHERE = [
    _rule(r"(?<=\S) {2,}(?=\S)", " ", DOUBLE),
    _rule(r"(?<![.…])\.{3}(?!\.)", "…", DOTS),
]
_TIGHT = _rule(r"(?<=[\w)»”\"]) +([,;:.!?…])(?=\s|$)", r"\1", BEFORE)
_COMMA = _rule(r"(?<=[^\W\d_]{2})([,;])(?=[^\W\d_]{2})", r"\1 ", AFTER)
_TICKED = _rule(r"(?<=[^\W\d_])[`´](?=[^\W\d_])", "’", APOSTROPHE)
_LATIN = [_TIGHT, _COMMA, _TICKED]
_LOOKALIKE = str.maketrans("aceiopxyABCEHIKMOPTX", "асеіорхуАВСЕНІКМОРТХ")
_WIDE = {",": "，", ";": "；", "?": "？", "!": "！", ":": "：", ".": "。"}
_ARABIC = {",": "،", ";": "؛", "?": "؟"}

RULES: dict[str, list[Rule]] = {
    "it": [
        *_LATIN,
        _rule(rf"{_ALONE}(E)['’´`](?!\w)", "È", ACCENT),
        _rule(rf"{_ALONE}(e)['’´`](?=\s)", "è", ACCENT),
        _rule(rf"(?<=\b[cC]['’])(e){_TICK}(?!\w)", _grave, ACCENT),
        _rule(rf"{_ALONE}({_SURE_ACUTE}){_TICK}(?!\w)", _acute, ACCENT, re.IGNORECASE),
        _rule(rf"{_ALONE}({_SURE_GRAVE}){_TICK}(?!\w)", _grave, ACCENT, re.IGNORECASE),
        _rule(rf"\b({'|'.join(sorted(_FALSE, key=len, reverse=True))})\b", _accent, WRONG_ACCENT, re.IGNORECASE),
        _rule(r"\b([Qq]ual)['’]è\b", r"\1 è", _("“Qual è” has no apostrophe")),
        _rule(r"\b([Uu]n) pò\b", r"\1 po’", WRONG_ACCENT),
        _rule(r"\b((?:[dnsc]?[aeou]?ll|[lL]|[uU]n|[dD]|[qQ]uest|[qQ]uell))(['’]) (?=[aeiouhàèéìòùAEIOUHÀÈÉÌÒÙ])", r"\1\2", SPACED),
    ],
    "en": _LATIN,
    "es": _LATIN,
    "ro": [
        *_LATIN,
        _rule("[şţŞŢ]", lambda match: match[0].translate(str.maketrans("şţŞŢ", "șțȘȚ")), CEDILLA),
    ],
    "fr": [
        _rule(r"(?<=[\w)»]) +([,.…])(?=\s|$)", r"\1", BEFORE),
        _COMMA,
        _TICKED,
        _rule(r"(?<=[\w)»”])([;!?])(?=\s|$)", "\u202f\\1", NO_BREAK),
        _rule(r"(?<=[^\W\d_]{2}):(?=\s|$)", "\u00a0:", NO_BREAK),
        _rule(r"«(?=\S)(?![\u00a0\u202f])", "«\u00a0", _("A space is missing after “«”")),
        _rule(r"(?<=\S)(?<![\u00a0\u202f])»", "\u00a0»", NO_BREAK),
    ],
    "uk": [
        _TIGHT,
        _COMMA,
        _rule(
            r"(?<=[а-яіїєґА-ЯІЇЄҐ])[aceiopxyABCEHIKMOPTX](?![A-Za-z])"
            r"|(?<![A-Za-z])[aceiopxyABCEHIKMOPTX](?=[а-яіїєґ])",
            lambda match: match[0].translate(_LOOKALIKE), MIXED,
        ),
    ],
    "ar": [
        _rule(r"(?<=[\u0621-\u064a\u064b-\u0652]) +([،؛؟.!:])(?=\s|$)", r"\1", BEFORE),
        _rule(r"(?<=[\u0621-\u064a\u064b-\u0652)])[,;?](?=\s|$)", lambda match: _ARABIC[match[0]], ARABIC),
    ],
    "zh-hans": [
        _rule(
            r"(?<=[\u4e00-\u9fff）”])[,;?!:.](?=[\u4e00-\u9fff\s（“]|$)",
            lambda match: _WIDE[match[0]], CHINESE,
        ),
    ],
}  # fmt: skip


def for_language(code: str) -> list[Rule]:
    """The rules of a language, and those of all."""
    return [*EVERYWHERE, *RULES.get(code, [])]
