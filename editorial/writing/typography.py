"""Typography of a passage: signs that are certainly wrong, quotation marks, lists typed by hand."""

import re
from collections.abc import Iterator
from html import escape

from django.utils.translation import gettext as _

from core.passages import Passage, Run, runs
from editorial.writing.issues import Edit, Issue, Kind, Spot, mendable
from editorial.writing.issues import found as issue_at
from editorial.writing.language import Language
from editorial.writing.rules import for_language
from editorial.writing.sentences import ADDRESS

# Words of these links are not written in the language of the page, or not by hand.
LEFT_ALONE = {"fact", "language"}
_STRAIGHT = re.compile(r'(?<![\w"])"([^"\n]{1,200}?)"(?![\w"])')
_BULLET = r"(?:[-–—*•·▪●◦‣]|\d{1,2}[.)])"
_PASTED = re.compile(
    rf"(?:<p(?:\s[^>]*)?>\s*{_BULLET}(?:\s|&nbsp;|\u00a0)+(?:(?!</p>|<br).)*</p>\s*){{2,}}",
    re.DOTALL,
)
_ITEM = re.compile(
    rf"<p(?:\s[^>]*)?>\s*({_BULLET})(?:\s|&nbsp;|\u00a0)+(.*?)</p>", re.DOTALL
)  # fmt: skip


def look(passage: Passage, language: Language) -> Iterator[Issue]:
    """Everything in a passage that is wrong by the rules of its language."""
    for run in runs(passage):
        if LEFT_ALONE.isdisjoint(run.links):
            found = [*_by_rules(passage, run, language), *_quotes(passage, run, language)]
            yield from sorted(found, key=lambda issue: issue.edits[0].start)
    if passage.rich:
        yield from _lists(passage)


def _by_rules(passage: Passage, run: Run, language: Language) -> Iterator[Issue]:
    addresses = [match.span() for match in ADDRESS.finditer(run.words)]
    taken: list[tuple[int, int]] = addresses
    for rule in for_language(language.code):
        for match in rule.pattern.finditer(run.words):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            taken = [*taken, (start, end)]
            now = rule.mended(match)
            if now != match[0]:
                yield _mend(Spot(passage, run, start, end), str(rule.title), now)


def _mend(spot: Spot, title: str, now: str) -> Issue:
    stored = escape(now, quote=False) if spot.passage.rich else now
    return mendable(issue_at(Kind.TYPOGRAPHY, spot, title), spot, now, stored, _("Fix"))


def _quotes(passage: Passage, run: Run, language: Language) -> Iterator[Issue]:
    opening, closing = language.quotes
    for match in _STRAIGHT.finditer(run.words):
        now = f"{opening}{match[1]}{closing}"
        yield _mend(Spot(passage, run, *match.span()), _("Straight quotation marks"), now)


def _lists(passage: Passage) -> Iterator[Issue]:
    """Paragraphs that begin with a dash, a dot or a number: they become a real list."""
    for block in _PASTED.finditer(passage.text):
        items = _ITEM.findall(block[0])
        kind = "ol" if all(mark[0].isdigit() for mark, _words in items) else "ul"
        whole = "".join(f"<li>{words}</li>" for _mark, words in items)
        edits = (Edit(*block.span(), f"<{kind}>{whole}</{kind}>"),)
        plain = [re.sub(r"<[^>]*>", "", words) for _mark, words in items]
        fits = kind in passage.features
        yield Issue(
            Kind.TYPOGRAPHY, passage, _("List typed by hand"),
            _("Screen readers count the items of a real list."),
            was=" · ".join(f"{mark} {words}" for (mark, _w), words in zip(items, plain, strict=True))[:160],
            edits=edits if fits else (), action=_("Make it a list") if fits else "",
        )  # fmt: skip
