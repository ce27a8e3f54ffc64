"""The words an import may use, in Italian and English, and what they mean here."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db import models
from django.utils import translation

from directory.models.service_points import Weekday
from taxonomy import labels
from taxonomy.models import Language, Place, Term
from volunteering.models.choices import DayPart

SPOKEN = ("it", "en")


def fold(text: str) -> str:
    """Words without case, accents and punctuation: “Modalità:” = “modalita”."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^\w]+", " ", bare).replace("_", " ").strip()


class Words:
    """Look-ups for one import; each list is read once."""

    def __init__(self) -> None:
        self._choices: dict[type, dict[str, Any]] = {}
        self._terms: dict[str, dict[str, Term]] = {}

    def choice(self, choices: type[models.Choices]) -> dict[str, Any]:
        """Values of a closed choice by code and by label."""
        if choices not in self._choices:
            found = {fold(str(value)): value for value in choices.values}
            for code in SPOKEN:
                with translation.override(code):
                    found |= {fold(str(label)): value for value, label in choices.choices}
            self._choices[choices] = found
        return self._choices[choices]

    def terms(self, vocabulary: str) -> dict[str, Term]:
        """Terms in use of a vocabulary by code and by label."""
        if vocabulary not in self._terms:
            found = {}
            for pk, term in labels.all_terms():
                if term.vocabulary == vocabulary and term.active:
                    for name in (term.code, *(labels.term_label(pk, code) for code in SPOKEN)):
                        found[fold(name)] = term
            self._terms[vocabulary] = found
        return self._terms[vocabulary]

    @cached_property
    def languages(self) -> dict[str, Language]:
        found = {}
        for each in Language.objects.all():
            for name in (each.code, each.endonym, *(each.label(code) for code in SPOKEN)):
                found[fold(name)] = each
        return found

    @cached_property
    def comuni(self) -> dict[str, list[Place]]:
        """Comuni by name, by name and province, by cadastral and ISTAT code."""
        found: dict[str, list[Place]] = defaultdict(list)
        for place in Place.objects.filter(kind=Place.Kind.COMUNE, valid_until__isnull=True):
            names = {place.name, place.name_other, place.code, place.istat_code}
            names |= {place.names.get(code, "") for code in SPOKEN}
            names |= {f"{place.name} {place.abbreviation}"}
            for name in {fold(name) for name in names if name}:
                found[name].append(place)
        return found

    @cached_property
    def days(self) -> dict[str, int]:
        """Weekdays by name, by its first three letters, by code."""
        found = {}
        for code in SPOKEN:
            with translation.override(code):
                for value, label in Weekday.choices:
                    found[fold(str(label))] = found[fold(str(label))[:3]] = value
        return found

    @cached_property
    def parts(self) -> dict[str, str]:
        return self.choice(DayPart)


def sample(words: Iterable[str], most: int = 8) -> str:
    """Some of the words that would have been understood."""
    found = list(words)
    return ", ".join(found[:most]) + (" …" if len(found) > most else "")
