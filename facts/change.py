"""A change of a value before it is made: every sentence it touches, and which need an eye."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from facts import uses
from facts.models import Fact, FactCheck, FactProposal
from facts.reasons import reasons
from facts.uses import Place, Sentence
from facts.values import Value

FINE = "ok"
LABELS = {FINE: _("Fine as it is"), **dict(FactCheck.Who.choices)}


def mark(sentence: Sentence) -> str:
    """A short mark of a sentence in its place."""
    use = sentence.use
    text = f"{use.page_id} {use.field} {use.block} {use.sentence}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Changed:
    """A sentence before and after; `is_new` when it stands there only since the proposal."""

    sentence: Sentence
    old: Value
    new: Value
    is_new: bool = False

    @property
    def mark(self) -> str:
        """The same as long as the sentence stands in its place as it is."""
        return mark(self.sentence)

    @property
    def before(self) -> SafeString:
        return self.sentence.with_value(self.old, "del")

    @property
    def after(self) -> SafeString:
        return self.sentence.with_value(self.new, "ins")


@dataclass
class Row:
    """One place of a page: its sentences in the languages for which the same reasons hold.

    `by` is who chose what to do with them, when that was somebody else than who looks now.
    """

    place: Place
    sentences: list[Changed]
    why: tuple[str, ...] = ()
    choice: str = ""
    by: Any = None

    @cached_property
    def name(self) -> str:
        """The name of its choice in the form: the same while the sentences are the same."""
        parts = "\n".join(row.mark for row in self.sentences)
        return "look-" + hashlib.sha256(parts.encode()).hexdigest()[:16]

    @property
    def choice_label(self) -> str:
        """The choice in words."""
        return str(LABELS.get(self.choice, ""))

    @property
    def languages(self) -> list[str]:
        return list(dict.fromkeys(row.sentence.language for row in self.sentences))


class Change:
    """Another value for a fact: `look` needs an eye, `alone` changes by itself.

    `answers` are choices by the name of their row. Those of the author of a `proposal` hold as long
    as their sentences stand.
    """

    def __init__(
        self,
        fact: Fact,
        new: Value,
        answers: Mapping[str, Any] | None = None,
        proposal: FactProposal | None = None,
    ) -> None:
        current = fact.current
        self.fact = fact
        self.new = new
        self.old = current.value if current else new
        self.based_on = current.pk if current else 0
        self.seen = set(proposal.seen) if proposal else None
        self.look: list[Row] = []
        self.alone: list[Row] = []
        for place in uses.places(uses.sentences(uses.of(fact))):
            self._sort(place)
        for row in self.look:
            earlier = proposal.choices.get(row.name, "") if proposal else ""
            row.by = proposal.created_by if proposal and earlier in LABELS else None
            given = earlier or (answers or {}).get(row.name, "")
            row.choice = given if given in LABELS else ""

    def _sort(self, place: Place) -> None:
        by_reason: dict[tuple[str, ...], list[Changed]] = {}
        for sentence in place.sentences:
            is_new = self.seen is not None and mark(sentence) not in self.seen
            changed = Changed(sentence, self.old, self.new, is_new)
            why = reasons(sentence.use.sentence, sentence.language, self.old, self.new)
            by_reason.setdefault(tuple(why), []).append(changed)
        for causes, found in by_reason.items():
            row = Row(place, found, causes)
            (self.look if causes else self.alone).append(row)

    @property
    def marks(self) -> list[str]:
        """The marks of all sentences, the same in any order."""
        rows = [*self.look, *self.alone]
        return sorted(one.mark for row in rows for one in row.sentences)

    @property
    def fingerprint(self) -> str:
        """Another one as soon as any sentence is another."""
        return hashlib.sha256(" ".join(self.marks).encode()).hexdigest()[:16]

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen for each row that needs an eye."""
        return {row.name: row.choice for row in self.look if row.choice}

    @property
    def fresh(self) -> int:
        """How many sentences stand on pages only since the proposal."""
        rows = [*self.look, *self.alone]
        return sum(one.is_new for row in rows for one in row.sentences)

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
                reason=" ".join(row.why)[:300], created_by=row.by or user,
                sentence=uses.MARK.sub(f"[{self.fact.code}]", one.sentence.use.sentence),
            )
            for row in self.look if row.choice != FINE
            for one in row.sentences
        ]  # fmt: skip
        FactCheck.objects.bulk_create(checks)
        return len(checks)
