"""Words of links: they say where they lead, also outside their sentence."""

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.passages import Passage, runs
from editorial.writing.issues import Issue, Kind, Spot, around, found
from editorial.writing.language import Language
from editorial.writing.sentences import ADDRESS

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'\b(linktype|id|href)="([^"]*)"')
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_BARE = re.compile(r"(?:https?://|www\.)\S+|\S+\.(?:it|org|com|eu|net|gov)(?:/\S*)?", re.IGNORECASE)
OTHERS = {"fact", "glossary", "language"}


def _even(words: str) -> str:
    said = _EDGES.sub("", words).casefold().replace("’", "'")
    return " ".join(said.split())


def named(passages: Iterable[Passage]) -> Iterator[tuple[Passage, str, str]]:
    """(passage, words, target) of each link that somebody named."""
    for passage in passages:
        if passage.rich:
            for attributes, inside in _LINK.findall(passage.text):
                told = dict(_ATTRIBUTE.findall(attributes))
                if told.get("linktype") not in OTHERS:
                    target = (
                        f"{told.get('linktype', '')}:{told.get('id', '')}{told.get('href', '')}"
                    )
                    yield passage, html.unescape(_TAG.sub("", inside)), target
        elif passage.name == "label":
            target = _target(passage.beside)
            if target:
                yield passage, passage.text, target


def _target(beside: Any) -> str:
    """Where a button leads, by what stands beside its words."""
    page, url = beside.get("page"), beside.get("url")
    return f"page:{page}" if page else f":{url}" if url else ""


def look(passages: list[Passage], language: Language) -> Iterator[Issue]:
    """Links that say nothing, addresses in the place of words, one text for different targets."""
    vague = {_even(words) for words in language.vague}
    targets: dict[str, str] = {}
    for passage, words, target in named(passages):
        said = _even(words)
        if said in vague:
            title = _("A link that does not say where it leads")
            advice = _("Write what the reader finds there, for example the name of the page.")
        elif _BARE.fullmatch(words.strip()):
            title = _("An address as the text of a link")
            advice = _("Write the name of the site or of the page.")
        elif said and targets.setdefault(said, target) != target:
            title = _("The same text leads to different pages")
            advice = _("Give each link words of its own.")
        else:
            continue
        before, after = beside(passage, words)
        yield Issue(Kind.LINK, passage, title, advice, before, words.strip(), None, after)
    yield from _typed(passages)


def beside(passage: Passage, words: str) -> tuple[str, str]:
    """What stands around the words of a link."""
    for line in passage.lines if passage.rich else []:
        start = line.find(words.strip())
        if start >= 0:
            return around(line, start, start + len(words.strip()))
    return "", ""


def _typed(passages: Iterable[Passage]) -> Iterator[Issue]:
    """Addresses in a text that are no links."""
    for passage in passages:
        for run in runs(passage) if passage.rich else ():
            for match in ADDRESS.finditer(run.words) if not run.links else ():
                if "@" not in match[0]:
                    yield found(
                        Kind.LINK, Spot(passage, run, *match.span()),
                        _("An address that is no link"),
                        advice=_("Make a link with words that say where it leads."),
                    )  # fmt: skip
