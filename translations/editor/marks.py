"""Marks within a sentence, as translators see them: ⟨1⟩bold or a link⟨/1⟩ instead of HTML.

wagtail-localize keeps a sentence as inline HTML (`String.data`): links without their address, bold,
line breaks. Every element gets a number in the order of the source; elements that hold nothing but
another element share one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.html import escape
from django.utils.translation import gettext as _

MARK = re.compile(r"⟨(/?)(\d{1,3})⟩")
Chain = tuple[Tag, ...]


class MarkError(ValueError):
    """A text whose marks are not those of the source; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The elements of a source sentence by number: their names and what is written around text."""

    names: tuple[str, ...]
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    breaks: bool

    @property
    def pairs(self) -> list[str]:
        """Each mark with its end, as it is inserted into a text."""
        return [f"⟨{number}⟩⟨/{number}⟩" for number in range(1, len(self.names) + 1)]


def read(html: str) -> tuple[str, Marks]:
    """A sentence of the source as text with marks, and its marks."""
    soup = BeautifulSoup(html, "html.parser")
    chains: list[Chain] = []
    text = "".join(_walk(soup, chains, None))
    return text, Marks(
        names=tuple(_name(chain) for chain in chains),
        opening=tuple("".join(_open(tag) for tag in chain) for chain in chains),
        closing=tuple("".join(f"</{tag.name}>" for tag in reversed(chain)) for chain in chains),
        breaks=soup.find("br") is not None,
    )


def show(html: str, marks: Marks) -> str:
    """A translation as text with the numbers of its source's marks; elements that the source does
    not have are left out, their text stays."""
    return "".join(_walk(BeautifulSoup(html, "html.parser"), [], list(marks.names))).strip()


def plain(html: str) -> str:
    """A sentence without its marks."""
    return MARK.sub("", read(html)[0])


def write(text: str, marks: Marks) -> str:
    """The HTML of a translated text. Raises MarkError for marks that are missing, unknown or
    crossed."""
    text = text.replace("\r\n", "\n").strip()
    if not marks.breaks:
        text = " ".join(text.split("\n"))
    _check(text, marks)
    parts: list[str] = []
    end = 0
    for found in MARK.finditer(text):
        parts.append(escape(text[end : found.start()]))
        side = marks.closing if found[1] else marks.opening
        parts.append(side[int(found[2]) - 1])
        end = found.end()
    parts.append(escape(text[end:]))
    # The same parser that wagtail-localize reads with: equal texts stay equal.
    return str(BeautifulSoup("".join(parts).replace("\n", "<br>"), "html.parser"))


def _check(text: str, marks: Marks) -> None:
    opened: list[int] = []
    seen: set[int] = set()
    for found in MARK.finditer(text):
        number = int(found[2])
        if not 1 <= number <= len(marks.names):
            raise MarkError(
                _("The mark %(mark)s is not in the original: take it out.") % {"mark": found[0]}
            )
        if found[1]:
            if not opened or opened.pop() != number:
                raise MarkError(
                    _(
                        "The mark %(mark)s stands in the wrong place: each pair closes before the one around it."
                    )
                    % {"mark": found[0]}
                )
        elif number in seen:
            raise MarkError(_("The mark %(mark)s is there twice: keep one.") % {"mark": found[0]})
        else:
            opened.append(number)
            seen.add(number)
    missing = [f"⟨/{number}⟩" for number in opened]
    missing += [pair for number, pair in enumerate(marks.pairs, 1) if number not in seen]
    if missing:
        raise MarkError(
            _("Put in %(marks)s: the original has them.") % {"marks": " ".join(missing)}
        )


def _walk(element: Tag, chains: list[Chain], wanted: list[str] | None) -> Iterator[str]:
    """Text and marks below an element. `wanted` are names still free; without it all are numbered."""
    for child in element.children:
        if isinstance(child, NavigableString):
            yield str(child)
        elif isinstance(child, Tag) and child.name == "br":
            yield "\n"
        elif isinstance(child, Tag):
            chain = _chain(child)
            number = _number(chain, chains, wanted)
            inner = "".join(_walk(chain[-1], chains, wanted))
            yield f"⟨{number}⟩{inner}⟨/{number}⟩" if number else inner


def _number(chain: Chain, chains: list[Chain], wanted: list[str] | None) -> int:
    if wanted is None:
        chains.append(chain)
        return len(chains)
    name = _name(chain)
    if name not in wanted:
        return 0
    place = wanted.index(name)
    wanted[place] = ""
    return place + 1


def _chain(tag: Tag) -> Chain:
    """The element and those that are alone within it."""
    children = list(tag.children)
    if len(children) == 1 and isinstance(children[0], Tag) and children[0].name != "br":
        return (tag, *_chain(children[0]))
    return (tag,)


def _name(chain: Chain) -> str:
    return ">".join(f"{tag.name}#{tag.get('id', '')}" for tag in chain)


def _open(tag: Tag) -> str:
    key = tag.get("id")
    return f'<{tag.name} id="{escape(str(key))}">' if key else f"<{tag.name}>"
