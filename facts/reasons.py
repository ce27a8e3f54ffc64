"""Why a sentence needs an eye when a value in it changes: plain rules, the same every time."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from facts.uses import MARK
from facts.values import MONEY, Value

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789,.")
_NUMBER = r"\d+(?:[.,\s\u00a0\u202f’'](?=\d)\d+)*"
_CURRENCY = r"(?:€|eur\b|euro\w*|يورو|євро|欧元)"
_AMOUNT = re.compile(rf"(?:{_CURRENCY}\s*{_NUMBER}|{_NUMBER}\s*{_CURRENCY})", re.IGNORECASE)
# Words that compare or round. Beginnings of words are enough where languages bend them.
COMPARISONS: dict[str, tuple[str, ...]] = {
    "it": ("meno di", "più di", "circa", "quasi", "oltre", "fino a", "almeno", "il doppio", "la metà",
           "in totale", "in tutto", "al massimo"),
    "en": ("less than", "more than", "about", "around", "almost", "nearly", "over", "up to",
           "at least", "at most", "twice", "double", "half", "in total", "altogether"),
    "fr": ("moins de", "plus de", "environ", "presque", "près de", "jusqu’à", "jusqu'à", "au moins",
           "au plus", "le double", "la moitié", "au total", "en tout"),
    "es": ("menos de", "más de", "cerca de", "casi", "alrededor de", "aproximadamente", "hasta",
           "al menos", "como máximo", "el doble", "la mitad", "en total"),
    "ro": ("mai puțin de", "mai mult de", "peste", "aproximativ", "circa", "aproape", "până la",
           "cel puțin", "cel mult", "dublu", "jumătate", "în total"),
    "ar": ("أقل من", "أكثر من", "حوالي", "نحو", "تقريب", "على الأقل", "على الأكثر", "ضعف", "نصف",
           "المجموع", "إجمال", "حتى"),
    "uk": ("менше", "більше", "понад", "близько", "майже", "приблизно", "щонайменше", "принаймні",
           "щонайбільше", "удвічі", "вдвічі", "половин", "разом", "усього", "загалом"),
    "zh-hans": ("少于", "不到", "超过", "多于", "大约", "约", "近", "至少", "至多", "最多", "两倍",
                "一半", "总共", "共计", "合计", "总计", "以上", "以下"),
}  # fmt: skip
_UNSPACED = {"zh-hans", "ar"}


def reasons(sentence: str, language: str, before: Value, after: Value) -> list[str]:
    """Why somebody has to read a sentence again when a value in it changes; empty for most.

    `sentence` has marks (`facts.uses.MARK`) where values stand, `language` is its code. The words
    are in the active language.
    """
    typed = MARK.sub(" ", sentence).translate(_DIGITS)
    found = list(_same_value(typed, before))
    if before.kind in MONEY:
        amounts = [match.group(0).strip() for match in _AMOUNT.finditer(typed)]
        found += [
            _("There is an amount written by hand: %(amount)s") % {"amount": amount}
            for amount in dict.fromkeys(amounts)
            if digits(amount) != before.numeral()
        ]
    words = _comparison(typed, language)
    if words:
        found.append(_("The sentence compares or rounds: “%(words)s”") % {"words": words})
    if (before.number == 1) != (after.number == 1):
        found.append(_("From one to many, or back: words around the number may change."))
    return found


def _same_value(typed: str, before: Value) -> Iterator[str]:
    """The value written again as text: it would stay as it was."""
    number, text = before.numeral(), "" if before.numeral() else before.text or before.phone
    for match in re.finditer(_NUMBER, typed) if number else ():
        if digits(match.group(0)) == number:
            yield _("The value is written again as text: %(value)s") % {"value": match.group(0)}
            return
    if text and text.casefold() in typed.casefold():
        yield _("The value is written again as text: %(value)s") % {"value": text}


def digits(written: str) -> str:
    """A number written with separators as plain digits with a point: 1.200,50 is 1200.5."""
    number = re.sub(r"[^\d.,]", "", written).strip(".,")
    whole, mark, rest = number, "", ""
    tail = re.search(r"[.,](\d{1,2})$", number)
    if tail:
        whole, mark, rest = number[: tail.start()], ".", tail.group(1).rstrip("0")
    plain = re.sub(r"\D", "", whole) or "0"
    return f"{int(plain)}{mark if rest else ''}{rest}"


def _comparison(typed: str, language: str) -> str:
    """The first word or words of a language that compare or round; empty where there are none."""
    low = typed.casefold()
    for words in COMPARISONS.get(language, ()):
        edge = "" if language in _UNSPACED else r"(?<!\w)"
        if re.search(edge + re.escape(words), low):
            return words
    return ""
