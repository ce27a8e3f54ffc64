"""A change of a value before it is made: every sentence it touches, and which need an eye."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from facts import uses
from facts.models import Fact, FactCheck
from facts.reasons import reasons
from facts.uses import Place, Sentence
from facts.values import Value

FINE = "ok"
CHOICES = (FINE, FactCheck.Who.OWNER.value, FactCheck.Who.SELF.value)


@dataclass(frozen=True)
class Changed:
    """A sentence before and after."""

    sentence: Sentence
    old: Value
    new: Value

    @property
    def before(self) -> SafeString:
        return self.sentence.with_value(self.old, "del")

    @property
    def after(self) -> SafeString:
        return self.sentence.with_value(self.new, "ins")


@dataclass
class Row:
    """One place of a page: its sentences in the languages for which the same reasons hold."""

    place: Place
    sentences: list[Changed]
    why: tuple[str, ...] = ()
    choice: str = ""

    @cached_property
    def name(self) -> str:
        """The name of its choice in the form: the same while the sentences are the same."""
        parts = [
            f"{row.sentence.use.page_id} {row.sentence.use.field} {row.sentence.use.block} "
            f"{row.sentence.use.sentence}"
            for row in self.sentences
        ]
        return "look-" + hashlib.sha256("\n".join([*self.why, *parts]).encode()).hexdigest()[:16]

    @property
    def languages(self) -> list[str]:
        return list(dict.fromkeys(row.sentence.language for row in self.sentences))


class Change:
    """Another value for a fact: `look` needs an eye, `alone` changes by itself."""

    def __init__(self, fact: Fact, new: Value, answers: Mapping[str, Any] | None = None) -> None:
        current = fact.current
        self.fact = fact
        self.new = new
        self.old = current.value if current else new
        self.based_on = current.pk if current else 0
        self.look: list[Row] = []
        self.alone: list[Row] = []
        for place in uses.places(uses.sentences(uses.of(fact))):
            self._sort(place)
        for row in self.look:
            given = (answers or {}).get(row.name, "")
            row.choice = given if given in CHOICES else ""

    def _sort(self, place: Place) -> None:
        by_reason: dict[tuple[str, ...], list[Changed]] = {}
        for sentence in place.sentences:
            changed = Changed(sentence, self.old, self.new)
            why = reasons(sentence.use.sentence, sentence.language, self.old, self.new)
            by_reason.setdefault(tuple(why), []).append(changed)
        for causes, found in by_reason.items():
            row = Row(place, found, causes)
            (self.look if causes else self.alone).append(row)

    @property
    def pages(self) -> int:
        rows = [*self.look, *self.alone]
        return len({row.place.first.use.translation_key for row in rows})

    @property
    def versions(self) -> int:
        """Pages counted in each language."""
        rows = [*self.look, *self.alone]
        return len({one.sentence.use.page_id for row in rows for one in row.sentences})

    @property
    def open(self) -> list[Row]:
        """Rows that need an eye and have no choice yet."""
        return [row for row in self.look if not row.choice]

    @transaction.atomic
    def note(self, user: Any) -> int:
        """Write down what is to be looked at after the change; returns how many sentences."""
        checks = [
            FactCheck(
                fact=self.fact, page_id=one.sentence.use.page_id, who=row.choice,
                reason=" ".join(row.why)[:300], created_by=user,
                sentence=uses.MARK.sub(f"[{self.fact.code}]", one.sentence.use.sentence),
            )
            for row in self.look if row.choice != FINE
            for one in row.sentences
        ]  # fmt: skip
        FactCheck.objects.bulk_create(checks)
        return len(checks)
