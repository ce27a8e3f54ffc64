"""Marks sentences of another language within a finished page (WCAG 2.2, 3.1.2).

Works on the HTML as it is sent, so every template of every page type is covered: the text of a
page is cut into tags and texts, and a run of texts that together are a known sentence gets `lang`
and `dir`, and a word that says which language it is. Readers who named further languages get the
sentence in one of these where it can take the same place. Nothing else of the page changes.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
NAME = re.compile(r"</?\s*([a-zA-Z0-9-]+)")
TAG = re.compile(r"<[^>]*>")
LINK = re.compile(r"<a\b", re.IGNORECASE)
LINK_ID = re.compile(r'<a id="([^"]*)">')
# Elements that may stand within a sentence: they do not end a run.
INLINE = frozenset({"a", "abbr", "b", "bdi", "br", "cite", "code", "em", "i", "mark", "small",
                    "span", "strong", "sub", "sup", "time", "u", "wbr"})  # fmt: skip
# Where markup is not allowed or no reader looks.
CLOSED = frozenset({"script", "style", "svg", "template", "textarea", "select", "title"})
MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Language:
    """The language of the sentences: BCP 47 code, direction, its own name."""

    code: str
    direction: str
    name: str


@dataclass(frozen=True, slots=True)
class Instead:
    """The same sentence in another language; both as wagtail-localize keeps them (inline HTML)."""

    original: str
    text: str
    language: Language


def mark(
    page: str,
    sentences: Iterable[str],
    language: Language,
    instead: Mapping[str, Instead] | None = None,
) -> str:
    """The page with each of the sentences (plain texts) inside `<main>` marked, or replaced."""
    wanted = {_plain(text) for text in sentences} - {""}
    if not wanted:
        return page
    return MAIN.sub(lambda found: _marked(found[0], wanted, language, instead or {}), page)


def _marked(main: str, wanted: set[str], language: Language, instead: Mapping[str, Instead]) -> str:
    tokens = TOKEN.findall(main)
    for run in _runs(tokens):
        text = _plain(html.unescape("".join(tokens[place] for place in run)))
        if text not in wanted:
            continue
        shown, other = language, instead.get(text)
        if other is not None and _replace(tokens, run, other):
            shown = other.language
        for place in run:
            if tokens[place].strip():
                tokens[place] = _in_language(tokens[place], shown)
        tokens[run[-1]] += (
            f' <small class="text-secondary" lang="{shown.code}" dir="{shown.direction}">'
            f"({html.escape(shown.name)})</small>"
        )
    return "".join(tokens)


def _replace(tokens: list[str], run: list[int], other: Instead) -> bool:
    """Put the other sentence in the place of a run; whether it fits there.

    A single text keeps what surrounds it. In a sentence with marks all of them must be the
    sentence's own: then each link of the other one takes the address of its counterpart.
    """
    filled = [place for place in run if tokens[place].strip()]
    if len(filled) == 1:
        outer = tokens[filled[0]]
        inner = outer.strip()
        start = outer.index(inner)
        words = html.escape(_plain(html.unescape(TAG.sub("", other.text))), quote=False)
        tokens[filled[0]] = f"{outer[:start]}{words}{outer[start + len(inner) :]}"
        return True
    first, last = filled[0], filled[-1]
    while first > 0 and _inline(tokens[first - 1]):
        first -= 1
    while last + 1 < len(tokens) and _inline(tokens[last + 1]):
        last += 1
    own = [token for token in tokens[first : last + 1] if token.startswith("<")]
    if _names(own) != _names(TAG.findall(other.original)):
        return False
    links = iter([token for token in own if LINK.match(token)])
    places = {found[1]: next(links) for found in LINK_ID.finditer(other.original)}
    if {found[1] for found in LINK_ID.finditer(other.text)} != set(places):
        return False
    text = LINK_ID.sub(lambda found: places[found[1]], other.text)
    for place in range(first, last + 1):
        tokens[place] = ""
    tokens[run[0]] = text
    return True


def _inline(token: str) -> bool:
    found = NAME.match(token) if token.startswith("<") else None
    return bool(found and found[1].lower() in INLINE)


def _names(tags: Iterable[str]) -> list[str]:
    return [found[0].lower() for tag in tags if (found := NAME.match(tag))]


def _in_language(text: str, language: Language) -> str:
    """The text, whose spaces at the ends stay outside."""
    inner = text.strip()
    start = text.index(inner)
    return (
        f'{text[:start]}<span lang="{language.code}" dir="{language.direction}">{inner}</span>'
        f"{text[start + len(inner) :]}"
    )


def _runs(tokens: list[str]) -> Iterator[list[int]]:
    """Places of texts that stand together, between two tags that end a sentence."""
    run: list[int] = []
    closed = ""
    for place, token in enumerate(tokens):
        if not token.startswith("<"):
            if not closed:
                run.append(place)
            continue
        found = NAME.match(token)
        name = found[1].lower() if found else ""
        if closed:
            closed = "" if token.startswith("</") and name == closed else closed
        elif name in CLOSED and not token.startswith("</") and not token.endswith("/>"):
            closed = name
        elif name and name not in INLINE and run:
            yield run
            run = []
    if run:
        yield run


def _plain(text: str) -> str:
    return " ".join(text.split())
