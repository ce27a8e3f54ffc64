"""What stands under a sentence while it is translated: checks, the same sentence or one like it
elsewhere, official words, wishes of the reviewer. A fixed number of queries for any number of rows."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.db.models import QuerySet
from django.utils import translation
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from core import fact_links
from facts.models import FactLabel
from glossary.models import GlossaryTerm
from translations import similar
from translations.editor import invariants, marks
from translations.editor.diff import diff
from translations.editor.invariants import Difference
from translations.editor.segments import Desk, Row
from translations.models import AcceptedCheck, SegmentComment

OFFERED = 3


@dataclass(frozen=True, slots=True)
class Check:
    """A difference of a row, open or accepted by somebody."""

    difference: Difference
    signature: str
    accepted: AcceptedCheck | None

    @property
    def open(self) -> bool:
        return self.accepted is None

    @property
    def message(self) -> Any:
        return self.difference.message


@dataclass(frozen=True, slots=True)
class Offer:
    """The translation of the same sentence on another page, or of one much like it.

    `score` is the per cent of letters that agree; `source` the other sentence with what it has
    and this one has not, where they are not the same.
    """

    text: str
    page: str
    by: str
    when: datetime.datetime
    score: int = 100
    source: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """An official word of the sentence with its translation; `used` says whether it is in there."""

    italian: str
    term: str
    used: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A fact of the sentence: its code, Italian name, name and value in the target language."""

    code: str
    italian: str
    label: str
    value: str


def add_checks(desk: Desk, rows: list[Row]) -> None:
    """Compare each translation with its source; two queries."""
    accepted = {
        (one.path, one.signature): one
        for one in AcceptedCheck.objects.filter(
            key=desk.source.translation_key, locale=desk.locale
        ).select_related("user")
    }
    names = GlossaryTerm.objects.filter(locale_id=desk.source.locale_id).exclude(abbreviation="")
    protected = sorted(set(names.values_list("abbreviation", flat=True)))
    for row in rows:
        row.checks = []
        if not row.value or (row.kept is None and row.typed is None):
            continue
        source = marks.MARK.sub("", row.source)
        target = marks.MARK.sub("", row.value)
        for one in invariants.differences(source, target, row.path, protected):
            signature = one.signature(row.html)
            row.checks.append(Check(one, signature, accepted.get((row.path, signature))))


def add_memory(desk: Desk, rows: list[Row]) -> None:
    """Offer what the same sentence was translated to elsewhere, else one much like it; six queries."""
    wanted = {row.string_id: row for row in rows if row.todo}
    same = _translations(desk, {key: [(100, key)] for key in wanted})
    alone = {key: row.html for key, row in wanted.items() if key not in same}
    alike = _translations(desk, similar.alike(alone, _usable(desk))) if alone else {}
    offers = same | alike
    keys = {one.context.object_id for known in offers.values() for _s, one in known if one.context}
    pages = Page.objects.filter(translation_key__in=keys, locale_id=desk.source.locale_id)
    titles = dict(pages.values_list("translation_key", "title")) if keys else {}
    for row in rows:
        row.memory = [
            _offer(row, score, one, titles) for score, one in offers.get(row.string_id, ())
        ]


def _usable(desk: Desk) -> QuerySet[StringTranslation]:
    """Translations into the language that a person made or looked at."""
    found = StringTranslation.objects.filter(locale=desk.locale, has_error=False)
    return found.exclude(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)


def _translations(
    desk: Desk, wanted: dict[int, list[tuple[int, int]]]
) -> dict[int, list[tuple[int, StringTranslation]]]:
    """For each string the latest different translations of others, with their scores; one query.

    Of the string itself those of other pages are taken.
    """
    others = {other for found in wanted.values() for _score, other in found}
    rows: dict[int, list[StringTranslation]] = {}
    found = _usable(desk).filter(translation_of__in=others).order_by("-updated_at")
    for one in found.select_related("translation_of", "context", "last_translated_by"):
        rows.setdefault(one.translation_of_id, []).append(one)
    offers: dict[int, list[tuple[int, StringTranslation]]] = {}
    for key, scored in wanted.items():
        for score, other in scored:
            for one in rows.get(other, ()):
                here = one.context and one.context.object_id == desk.source.translation_key
                known = offers.get(key, [])
                if (other == key and here) or len(known) == OFFERED:
                    continue
                if all(one.data != before.data for _score, before in known):
                    offers.setdefault(key, []).append((score, one))
    return offers


def _offer(row: Row, score: int, one: StringTranslation, titles: dict[Any, str]) -> Offer:
    same = one.translation_of_id == row.string_id
    text, own = marks.read(one.translation_of.data) if not same else ("", row.marks)
    shown = marks.show(one.data, own)
    return Offer(
        text=shown if own.names == row.marks.names else marks.MARK.sub("", shown),
        page=titles.get(one.context.object_id, "") if one.context else "",
        by=one.last_translated_by.called if one.last_translated_by else "",
        when=one.updated_at,
        score=score,
        source="" if same else diff(marks.MARK.sub("", text), marks.MARK.sub("", row.source))[0],
    )


def add_terms(desk: Desk, rows: list[Row]) -> None:
    """Find the glossary's words in each sentence; one query."""
    words = list(
        GlossaryTerm.objects.filter(locale=desk.locale)
        .values_list("italian", "term")
        .order_by("pk")
    )
    patterns = [
        (italian, term, re.compile(rf"(?<!\w){re.escape(italian)}(?!\w)", re.IGNORECASE))
        for italian, term in words
        if italian and term
    ]
    for row in rows:
        source = marks.MARK.sub("", row.source)
        target = marks.MARK.sub("", row.value).casefold()
        row.terms = [
            Word(italian, term, term.casefold() in target)
            for italian, term, pattern in patterns
            if pattern.search(source)
        ]


def add_facts(desk: Desk, rows: list[Row]) -> None:
    """Say what the codes of facts in each sentence stand for; one query where there are any."""
    code = desk.locale.language_code
    found = {row.pk: _facts(row.html) for row in rows}
    keys = {fact.pk for facts in found.values() for fact in facts}
    names = FactLabel.objects.filter(fact__in=keys, language=code).values_list("fact_id", "label")
    labels = dict(names) if keys else {}
    with translation.override(code):
        for row in rows:
            row.facts = [
                Code(fact.code, fact.name, labels.get(fact.pk, ""), fact.value.plain())
                for fact in found[row.pk]
            ]


def _facts(html: str) -> list[fact_links.Stated]:
    """The facts of a sentence: links whose words are the code of one."""
    if "<a " not in html:
        return []
    words = (link.get_text() for link in BeautifulSoup(html, "html.parser").find_all("a"))
    stated = (fact_links.by_code(word) for word in dict.fromkeys(words))
    return [fact for fact in stated if fact]


def add_comments(desk: Desk, rows: list[Row]) -> None:
    """What the reviewer asked for and nobody has sent again yet; one query."""
    found = SegmentComment.objects.filter(
        key=desk.source.translation_key, locale=desk.locale, settled=False
    ).select_related("user")
    by_place: dict[tuple[str, int], list[SegmentComment]] = {}
    for one in found:
        by_place.setdefault((one.path, one.string_id), []).append(one)
    for row in rows:
        row.comments = by_place.get((row.path, row.string_id), [])
