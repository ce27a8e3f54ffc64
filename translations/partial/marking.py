"""Marks sentences of another language within a finished page (WCAG 2.2, 3.1.2).

Works on the HTML as it is sent, so every template of every page type is covered: the text of a
page is cut into tags and texts, and a run of texts that together are a known sentence gets `lang`
and `dir`, and a word that says which language it is. Nothing else of the page changes.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
NAME = re.compile(r"</?\s*([a-zA-Z0-9-]+)")
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


def mark(page: str, sentences: Iterable[str], language: Language) -> str:
    """The page with each of the sentences (plain texts) inside `<main>` marked."""
    wanted = {_plain(text) for text in sentences} - {""}
    if not wanted:
        return page
    return MAIN.sub(lambda found: _marked(found[0], wanted, language), page)


def _marked(main: str, wanted: set[str], language: Language) -> str:
    tokens = TOKEN.findall(main)
    for run in _runs(tokens):
        text = _plain(html.unescape("".join(tokens[place] for place in run)))
        if text not in wanted:
            continue
        for place in run:
            if tokens[place].strip():
                tokens[place] = _in_language(tokens[place], language)
        tokens[run[-1]] += (
            f' <small class="text-secondary" lang="{language.code}" dir="{language.direction}">'
            f"({html.escape(language.name)})</small>"
        )
    return "".join(tokens)


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
