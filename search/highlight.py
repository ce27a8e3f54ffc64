"""Marks words of the query in titles and texts, cut from what was written.

The text is analysed again and compared by stems, so that "permessi" is marked for "permesso" and
a vowelled Arabic word for a plain one. Answers are pieces; `html` escapes them.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.utils.html import escape

from search.analysis import analyzer

LENGTH = 180  # characters of a snippet
BEFORE = 50  # of these at most before the first mark
LONGEST_TEXT = 60_000  # what comes after it is not looked at: a page has a few thousand letters


_BREAK = re.compile(r"(\S)\s*\n\s*")
EARLY = 500  # the beginning says what a page is about: it wins unless a later place shows more


class Piece(NamedTuple):
    """A stretch of text, marked or not."""

    text: str
    marked: bool


def html(pieces: Iterable[Piece]) -> str:
    """Pieces as HTML: everything escaped, marked words in `mark`."""
    return "".join(
        f"<mark>{escape(piece.text)}</mark>" if piece.marked else escape(piece.text)
        for piece in pieces
    )


def spans(text: str, stems: Collection[str], language: str) -> list[tuple[int, int, str]]:
    """(start, end, stem) of every word of the query in a text."""
    if not stems:
        return []
    return analyzer(language).find(text[:LONGEST_TEXT], stems)


def mark(text: str, stems: Collection[str], language: str) -> list[Piece]:
    """A whole text in pieces."""
    return _cut(text, spans(text, stems, language), 0, len(text))


def snippet(text: str, stems: Collection[str], language: str) -> list[Piece]:
    """The stretch of a text that shows most words of the query, cut at words, in pieces."""
    found = spans(text, stems, language)
    start = _best_start(text, found) if found else 0
    end = _edge(text, min(len(text), start + LENGTH), -1, start)
    pieces = _cut(text, found, start, end)
    if start > 0:
        pieces.insert(0, Piece("… ", marked=False))
    if end < len(text.rstrip()):
        pieces.append(Piece(" …", marked=False))
    return [
        Piece(_BREAK.sub(_joined, piece.text).replace("\n", " · "), piece.marked)
        for piece in pieces
    ]


def _joined(match: re.Match[str]) -> str:
    """What stands for the end of a paragraph: a dot in the middle after a line without its own."""
    return f"{match[1]} " if match[1] in ".!?:;,。！？؟،؛：；" else f"{match[1]} · "


def _best_start(text: str, found: Sequence[tuple[int, int, str]]) -> int:
    """Where the window with most different words, then most words, begins."""
    best, best_worth = 0, (0, 0)
    for number, (start, _end, _stem) in enumerate(found[:400]):
        inside = [stem for first, _last, stem in found[number : number + 40]
                  if first < start + LENGTH - BEFORE]  # fmt: skip
        worth = (len(set(inside)) + (start < EARLY), len(inside))
        if worth > best_worth:
            best, best_worth = start, worth
    if best <= BEFORE:
        return 0
    line = text.rfind("\n", best - BEFORE, best)
    stop = max(line, *(text.rfind(sign, best - BEFORE, best) for sign in (". ", "。", "؟ ", "? ")))
    if stop >= 0:
        return _skip_blank(text, stop + 1)
    return _edge(text, best - BEFORE, 1, best)


def _skip_blank(text: str, place: int) -> int:
    while place < len(text) and (text[place].isspace() or text[place] in ".。؟?"):
        place += 1
    return place


def _edge(text: str, place: int, step: int, limit: int) -> int:
    """The next blank from a place, so that no word is cut; the place itself where none is near."""
    for distance in range(30):
        here = place + step * distance
        if here <= 0 or here >= len(text) or (step > 0 and here >= limit):
            return max(0, min(here, len(text)))
        if text[here].isspace():
            return here + 1 if step > 0 else here
    return place


def _cut(text: str, found: Sequence[tuple[int, int, str]], start: int, end: int) -> list[Piece]:
    """The text between two places in pieces; marks that touch or overlap are one."""
    pieces: list[Piece] = []
    place = start
    merged: list[list[int]] = []
    inside = [(max(a, start), min(b, end)) for a, b, _stem in found if b > start and a < end]
    for first, last in inside:
        if merged and first <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    for first, last in merged:
        if first > place:
            pieces.append(Piece(text[place:first], marked=False))
        pieces.append(Piece(text[first:last], marked=True))
        place = last
    if place < end:
        pieces.append(Piece(text[place:end], marked=False))
    return pieces
