"""What must be the same in every language: numbers, dates, prices, phones, links, placeholders,
protected abbreviations, lines.

A difference is not a mistake: a number may be written as a word. Each is fixed or accepted with a
reason. Digits of every script count as the same number (Unicode's decimal value).
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

# Thousands are written with point, comma, apostrophe or any space.
THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,'’   ]\d{3})+(?![\d])")
PHONE = re.compile(r"(?<![\w.,/])\+?\d[\d   ./-]{5,}\d(?![\w])")
NUMBER = re.compile(r"\d+")
CHINESE_MONTH = re.compile(r"\d+(?=\s*月)")
LINK = re.compile(r"(?:https?://|www\.)[\w./?=&%#~+:@-]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
PLACEHOLDER = re.compile(r"\{[\w.-]+\}|%\(\w+\)[sd]|%[sd]")
MONEY = re.compile(r"€|\beur(?:os?|)\b|\bevro\b|يورو|أورو|євро|欧元", re.IGNORECASE)
KEYWORDS = "search_keywords"  # other words in every language

NAMES = {
    "number": _("number"), "phone": _("phone number"), "price": _("price"), "link": _("link"),
    "placeholder": _("placeholder"), "term": _("protected word"), "lines": _("lines"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One kind of thing that the source has (`wanted`) and the translation does not (`found`)."""

    kind: str
    wanted: str
    found: str

    def signature(self, source: str) -> str:
        """Stands for this difference from this source text."""
        parts = "\x1f".join((self.kind, self.wanted, self.found, source))
        return hashlib.sha256(parts.encode()).hexdigest()[:40]

    @property
    def message(self) -> Any:
        """One sentence for the translator."""
        words = {"kind": NAMES[self.kind], "wanted": self.wanted, "found": self.found}
        if not self.wanted:
            return _("Not in the original: %(found)s (%(kind)s).") % words
        if not self.found:
            return _("In the original, not in the translation: %(wanted)s (%(kind)s).") % words
        return _("The original has %(wanted)s, the translation %(found)s (%(kind)s).") % words


def differences(
    source: str, target: str, path: str = "", protected: Iterable[str] = ()
) -> list[Difference]:
    """What a translated text does not have as its source has it. Both without marks."""
    if path == KEYWORDS or not target:
        return []
    source, target = ascii_digits(source), ascii_digits(target)
    found = [
        _sets("link", LINK, source, target),
        _sets("placeholder", PLACEHOLDER, source, target),
    ]
    source, target = _without(source), _without(target)
    phones = [
        digits(one)
        for one in PHONE.findall(source)
        if len(digits(one)) >= 7 and not DATE.fullmatch(one)
    ]
    there = digits(target)
    lost = [one for one in phones if one not in there]
    if lost:
        found.append(Difference("phone", ", ".join(lost), ""))
    found.append(_numbers(source, target, phones))
    if MONEY.search(source) and not MONEY.search(target):
        found.append(Difference("price", "€", ""))
    missing = [word for word in protected if _has(word, source) and not _has(word, target)]
    if missing:
        found.append(Difference("term", ", ".join(missing), ""))
    lines, there_lines = source.count("\n") + 1, target.count("\n") + 1
    if lines != there_lines:
        found.append(Difference("lines", str(lines), str(there_lines)))
    return [one for one in found if one is not None]


def ascii_digits(text: str) -> str:
    """The text with the decimal digits of every script as 0–9."""
    return "".join(
        str(unicodedata.decimal(one)) if one.isdecimal() and not one.isascii() else one
        for one in text
    )


def digits(text: str) -> str:
    return "".join(NUMBER.findall(text))


def _without(text: str) -> str:
    return PLACEHOLDER.sub(" ", LINK.sub(" ", text))


def _has(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _sets(kind: str, pattern: re.Pattern[str], source: str, target: str) -> Difference | None:
    wanted = Counter(one.rstrip(".,;:!?") for one in pattern.findall(source))
    there = Counter(one.rstrip(".,;:!?") for one in pattern.findall(target))
    return _difference(kind, wanted - there, there - wanted)


def _numbers(source: str, target: str, phones: list[str]) -> Difference | None:
    """Numbers of both, however decimals, dates and thousands are written."""
    wanted, there = _values(source, phones), _values(target, phones)
    months = Counter(int(one) for one in CHINESE_MONTH.findall(target))
    return _difference("number", wanted - there, there - wanted - months)


def _values(text: str, phones: list[str]) -> Counter[int]:
    for one in PHONE.findall(text):
        if digits(one) in phones:
            text = text.replace(one, " ")
    text = THOUSANDS.sub(lambda one: digits(one[0]), text)
    return Counter(int(one) for one in NUMBER.findall(text))


def _difference(kind: str, missing: Counter[Any], extra: Counter[Any]) -> Difference | None:
    if not missing and not extra:
        return None
    wanted, found = (", ".join(map(str, sorted(one.elements()))) for one in (missing, extra))
    return Difference(kind, wanted, found)
