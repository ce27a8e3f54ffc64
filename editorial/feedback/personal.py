"""Whether a text seems to hold personal data: a mailbox, a telephone number, a tax code."""

import re

_SIGNS = (
    re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
    # Seven digits or more, also with spaces, dots, dashes or a country's +; not “70,46” or a day.
    re.compile(r"(?<![\d,.])\+?\d(?:[\s./()-]?\d){6,}(?!\d)"),
    re.compile(r"\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b", re.IGNORECASE),
)
# Days and laws are no numbers to call: 3/12/2026, 2026-12-03, 286/1998.
_OTHER = re.compile(
    r"\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,4}/(?:18|19|20)\d{2})\b"
)


def seems_personal(text: str) -> bool:
    """True for what looks like an e-mail address, a telephone number or an Italian tax code."""
    rest = _OTHER.sub(" ", text)
    return any(sign.search(rest) for sign in _SIGNS)
