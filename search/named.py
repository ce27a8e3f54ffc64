"""Kinds of results that a question names: who writes *volunteering with children* looks for calls."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext_lazy

from search.analysis import analyzer

FACTOR = 2.0
"""What the scores of a kind are multiplied by that a question names beside other words."""
NAMES = {
    "call": pgettext_lazy("words for a kind of result", "volunteering, volunteer"),
    "event": pgettext_lazy("words for a kind of result", "event"),
    "news": pgettext_lazy("words for a kind of result", "news"),
    "project": pgettext_lazy("words for a kind of result", "project"),
}
"""What people call a kind, with commas between the words.

Not what is part of names: the *immigration office* is a word of the glossary, *guida* is driving too.
"""
_COMMAS = re.compile("[,،、，]")


def boosts(text: str, *languages: str) -> dict[str, float]:
    """What the scores of each kind are multiplied by for a question in any of some languages.

    Beside `SEARCH_BOOSTS`. A question that is nothing but the name of a kind favours none: its list
    is looked for.
    """
    found = dict(settings.SEARCH_BOOSTS)
    for kind in {kind for language in filter(None, languages) for kind in _named(text, language)}:
        found[kind] = found.get(kind, 1.0) * FACTOR
    return found


def _named(text: str, language: str) -> set[str]:
    stems = [token.stem for token in analyzer(language).telling(text)]
    return {
        kind
        for kind, names in _names(language).items()
        if any(len(name) < len(stems) and _holds(stems, name) for name in names)
    }


def _holds(stems: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a name stands in a question as it is."""
    return any(stems[at : at + len(name)] == name for at in range(len(stems)))


@lru_cache(maxsize=32)
def _names(language: str) -> Mapping[str, list[list[str]]]:
    """The stems of each name of each kind in a language."""
    reader = analyzer(language)
    with translation.override(language):
        names = {kind: _COMMAS.split(str(text)) for kind, text in NAMES.items()}
    return {
        kind: [stems for text in texts if (stems := [token.stem for token in reader.whole(text)])]
        for kind, texts in names.items()
    }
