"""What stands in quotes of any kind: words that must stand together."""

import re
from collections.abc import Iterable, Iterator, Mapping

from search.analysis import Analyzer

QUOTES = '"“”„‟«»「」『』＂'
_QUOTED = re.compile(f"[{QUOTES}]([^{QUOTES}]+)[{QUOTES}]")


def unquoted(text: str) -> str:
    """A text without quotation marks of any kind."""
    return text.translate(dict.fromkeys(map(ord, QUOTES)))


def phrases(
    text: str, readers: Mapping[str, Analyzer], meant: Mapping[str, Mapping[str, str]]
) -> Iterator[Mapping[str, tuple[str, ...]]]:
    """Quoted sequences of stems for each field that a reader reads.

    `meant` has the terms of each word as written: those of a word with a slip are what is meant.
    """
    for match in _QUOTED.finditer(text):
        phrase = {
            field: tuple(
                meant.get(match[1][token.start : token.end], {}).get(field, token.stem)
                for token in reader.tokens(match[1])
            )
            for field, reader in readers.items()
        }
        phrase = {field: terms for field, terms in phrase.items() if terms}
        if phrase:
            yield phrase


def among_others(text: str, spans: Iterable[tuple[int, int]]) -> Mapping[str, str]:
    """What stands in quotes (with its quotes → without); nothing where no word stands outside.

    `spans` are those of the words of the text.
    """
    quoted = list(_QUOTED.finditer(text))
    for first, end in spans:
        if not any(match.start() <= first and end <= match.end() for match in quoted):
            return {match[0]: match[1] for match in quoted}
    return {}
