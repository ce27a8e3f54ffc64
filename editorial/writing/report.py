"""All that the writing aids say about a page: its measures and what to look at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core import locales
from core.passages import Passage, passages
from editorial.writing import (
    amounts,
    foreign,
    language,
    links,
    pictures,
    sentences,
    targets,
    typography,
)
from editorial.writing.issues import ORDER, Issue, Kind
from editorial.writing.readability import INDEXES, Index, Measure, measure

LONGEST = 3
# What readers do not read as text, and what tells where a text comes from.
NOT_MEASURED = {
    "title",
    "short_title",
    "seo_title",
    "search_description",
    "search_keywords",
    "hero_alt",
}
UNREAD = {"search_keywords", "changes"}


@dataclass(frozen=True)
class Metric:
    """A measure as the panel shows it; `good` says whether it reaches its goal."""

    label: str
    value: str
    goal: str = ""
    good: bool | None = None


@dataclass(frozen=True)
class Writing:
    """What the panel shows. `note` says why a language has no index; `unknown` are addresses that
    nobody asked yet."""

    metrics: list[Metric]
    issues: list[Issue]
    note: str
    lang: str
    dir: str
    unknown: list[str] = field(default_factory=list)

    @property
    def fixable(self) -> list[Issue]:
        """Issues that one click mends."""
        return [issue for issue in self.issues if issue.edits]


def look(page: Any) -> Writing:
    """Read a page as it is in memory: a stored version, or what a form holds."""
    code = locales.by_id(page.locale_id).language_code
    speech = language.of(code)
    found = [
        passage for passage in passages(page) if passage.text.strip() or passage.name == "alt_text"
    ]
    read = [passage for passage in found if passage.field not in UNREAD]
    led = targets.look(page, read)
    issues = [
        *(issue for passage in read for issue in typography.look(passage, speech)),
        *(issue for passage in read for issue in amounts.look(passage)),
        *led.issues,
        *links.look(read, speech),
        *pictures.look(page, read),
        *(issue for passage in read for issue in foreign.look(passage, speech)),
        *_long(page, read, speech),
    ]
    issues.sort(key=lambda issue: ORDER[issue.kind])
    return Writing(
        metrics=list(_metrics(page, read, speech)), issues=issues, note=_note(speech),
        lang=locales.html_lang(code), dir=locales.direction(code), unknown=led.unknown,
    )  # fmt: skip


def _running(page: Any, read: list[Passage]) -> list[Passage]:
    left_out = {*NOT_MEASURED, *getattr(page, "source_streams", ())}
    return [passage for passage in read if passage.field not in left_out]


def _sentences(read: list[Passage], speech: language.Language) -> list[str]:
    return [
        sentence
        for passage in read
        for sentence in sentences.measured(passage.lines, speech, plain=not passage.rich)
    ]


def _metrics(page: Any, read: list[Passage], speech: language.Language) -> Iterator[Metric]:
    running = _running(page, read)
    index = INDEXES.get(speech.code)
    whole = measure(_sentences(running, speech), speech)
    if index:
        yield _score(index.name, whole, index.goal)
    brief = getattr(page, "brief_field", "")
    if brief and index:
        yield from _brief(index, [row for row in running if row.field == brief], speech)
    if whole.sentences:
        told = _("%(number)d characters") if speech.characters else _("%(number)d words")
        limit = _("long from %(number)d") % {"number": speech.long}
        yield Metric(
            _("Mean sentence"), told % {"number": whole.average}, limit, whole.average < speech.long
        )


def _score(label: str, measured: Measure, goal: int) -> Metric:
    value = "–" if measured.score is None else str(measured.score)
    good = None if measured.score is None else measured.score >= goal
    return Metric(label, value, _("goal %(number)d") % {"number": goal}, good)


def _brief(index: Index, rows: list[Passage], speech: language.Language) -> Iterator[Metric]:
    measured = measure(_sentences(rows, speech), speech)
    if rows:
        yield _score(_("In brief"), measured, index.brief_goal)


def _long(page: Any, read: list[Passage], speech: language.Language) -> list[Issue]:
    """The longest sentences above the limit of the language."""
    found = [
        (sentences.length(sentence, speech), passage, sentence)
        for passage in _running(page, read)
        for sentence in sentences.measured(passage.lines, speech, plain=not passage.rich)
    ]
    worst = sorted(
        (row for row in found if row[0] > speech.long), key=lambda row: row[0], reverse=True
    )
    told = (
        _("Long sentence: %(number)d characters")
        if speech.characters
        else _("Long sentence: %(number)d words")
    )
    return [
        Issue(
            Kind.SENTENCE, passage, told % {"number": length},
            _("Make two of it: one thought in each."), was=sentence,
        )
        for length, passage, sentence in worst[:LONGEST]
    ]  # fmt: skip


def _note(speech: language.Language) -> str:
    if speech.code in INDEXES:
        return ""
    return _("No readability index was tested on readers of this language: look at the sentences.")
