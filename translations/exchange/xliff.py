"""Sentences as XLIFF 1.2 (OASIS), which translation tools read; marks become `<g>` elements.

What comes back is turned into entries of a PO file, so that both formats are taken in alike.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import polib
from django.utils.translation import gettext as _

from translations.editor import marks
from translations.editor.segments import Desk, Row
from translations.exchange.errors import HEADER, BadFileError

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
PIECE = re.compile(r"⟨(/?)(\d{1,3})⟩")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def export(desk: Desk) -> bytes:
    """The page's sentences with their translations."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_tag("xliff"), version="1.2")
    file = ET.SubElement(
        root, _tag("file"),
        {
            "original": str(desk.translation.uuid), "datatype": "html",
            "source-language": desk.source_lang, "target-language": desk.lang,
        },
    )  # fmt: skip
    body = ET.SubElement(file, _tag("body"))
    for row in desk.rows:
        unit = ET.SubElement(
            body,
            _tag("trans-unit"),
            {"id": str(row.number), "resname": row.path, SPACE: "preserve"},
        )
        _fill(ET.SubElement(unit, _tag("source")), row.source)
        state = "needs-translation" if row.todo else "translated"
        target = ET.SubElement(unit, _tag("target"), {"state": state})
        _fill(target, row.target if row.kept else "")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def parse(content: bytes) -> ET.Element:
    """The `<file>` of an XLIFF file. Raises BadFileError."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BadFileError(_("The file declares a document type: a translation has none."))
    try:
        # UTF-8 only: in UTF-16, which the parser guesses, a document type was not seen above.
        root = ET.fromstring(_utf8(content))  # noqa: S314
    except (ET.ParseError, ValueError, LookupError) as error:
        raise BadFileError(
            _("This is not an XLIFF file. Download the page’s file again and fill it in.")
        ) from error
    file = root.find(_tag("file"))
    if root.tag != _tag("xliff") or file is None:
        raise BadFileError(
            _("This is not an XLIFF file. Download the page’s file again and fill it in.")
        )
    return file


def read(content: bytes, desk: Desk) -> polib.POFile:
    """The entries of a file, as those of a PO file. Raises BadFileError."""
    file = parse(content)
    found = polib.POFile()
    found.metadata = {HEADER: file.get("original", "")}
    rows = {(row.path, row.source): row for row in desk.rows}
    try:
        found.extend(_entries(file, rows))
    except RecursionError as error:
        raise BadFileError(
            _("This is not an XLIFF file. Download the page’s file again and fill it in.")
        ) from error
    return found


def _entries(file: ET.Element, rows: dict[tuple[str, str], Row]) -> Iterator[polib.POEntry]:
    """One entry for each unit that has a translation."""
    for unit in file.iter(_tag("trans-unit")):
        source, target = unit.find(_tag("source")), unit.find(_tag("target"))
        path = unit.get("resname", "")
        text = "".join(_text(target)) if target is not None else ""
        row = rows.get((path, "".join(_text(source)))) if source is not None else None
        if not text.strip():
            continue
        if row is None:
            yield polib.POEntry(msgctxt=path, msgid=text, msgstr=text)
            continue
        try:
            html = marks.write(text, row.marks)
        except marks.MarkError:
            html = "<wrong-marks>"  # refused and counted with the other files' wrong marks
        yield polib.POEntry(msgctxt=path, msgid=row.html, msgstr=html)


def _utf8(content: bytes) -> str:
    """The text of a file. Raises ValueError where it is in another encoding."""
    if b"\0" in content:
        raise ValueError("not UTF-8")
    return content.decode("utf-8-sig")


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _fill(element: ET.Element, text: str) -> None:
    """Write a text with marks into an element, each pair as `<g id="…">`."""
    open_ones = [element]
    end = 0
    for found in PIECE.finditer(text):
        _append(open_ones[-1], text[end : found.start()])
        end = found.end()
        if not found[1]:
            open_ones.append(ET.SubElement(open_ones[-1], _tag("g"), id=found[2]))
        elif len(open_ones) > 1:
            open_ones.pop()
    _append(open_ones[-1], text[end:])


def _append(element: ET.Element, text: str) -> None:
    children = list(element)
    if children:
        children[-1].tail = (children[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _text(element: ET.Element) -> Iterator[str]:
    """The text of an element with marks for its `<g>` elements."""
    yield element.text or ""
    for child in element:
        number = child.get("id", "") if child.tag == _tag("g") else ""
        yield f"⟨{number}⟩" if number else ""
        yield from _text(child)
        yield f"⟨/{number}⟩" if number else ""
        yield child.tail or ""
