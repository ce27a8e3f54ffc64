"""Bytes of a CSV or JSON file → rows of text, each with the line it stands on.

Spreadsheets write CSV in many ways: with or without a byte order mark, in Windows-1252, with
semicolons where the comma is the decimal sign, with tabs. All of these are read.
"""

import codecs
import csv
import io
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from volunteering.importing.problems import FileProblemError

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 500  # each costs some 20 ms, during which nobody else writes on SQLite
SEPARATORS = (";", ",", "\t")
LAYOUT = {"\n", "\r", "\t"}


class Row(NamedTuple):
    """The cells of a row by heading. `line` is the first line of the file it stands on."""

    line: int
    cells: dict[str, str]


def rows(content: bytes) -> list[Row]:
    """All rows of a file. Raises `FileProblemError`."""
    if len(content) > MOST_BYTES:
        raise FileProblemError(
            _("The file is larger than %(size)d MB.") % {"size": MOST_BYTES // 1024 // 1024}
        )
    text = _decoded(content)
    is_json = text.lstrip()[:1] in {"[", "{"}
    found = list(_from_json(text) if is_json else _from_csv(text))
    if not found:
        raise FileProblemError(_("There are no rows below the headings."))
    if len(found) > MOST_ROWS:
        raise FileProblemError(
            _("The file has %(rows)d rows; at most %(most)d are read at once.")
            % {"rows": len(found), "most": MOST_ROWS}
        )
    return found


def _decoded(content: bytes) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(ord(letter) < 32 and letter not in LAYOUT for letter in text):
            break
        return text
    raise FileProblemError(
        _("This is no text. Save the sheet as CSV (UTF-8), then choose that file.")
    )


def _from_csv(text: str) -> Iterator[Row]:
    first = text.lstrip("\ufeff").lstrip().partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    headings: list[str] | None = None
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if headings is None:
                headings = _headings(cells)
                continue
            if len(cells) > len(headings) and any(cell.strip() for cell in cells[len(headings) :]):
                raise FileProblemError(
                    _(
                        "Line %(line)d has more cells than there are headings. Text that contains "
                        "the separator needs quotation marks around it."
                    )
                    % {"line": line}
                )
            yield Row(line, dict(zip(headings, (cell.strip() for cell in cells), strict=False)))
    except csv.Error as error:
        raise FileProblemError(
            _("Line %(line)d cannot be read: a quotation mark is opened and not closed.")
            % {"line": before + 1}
        ) from error


def _headings(cells: list[str]) -> list[str]:
    found = [cell.strip() for cell in cells]
    while found and not found[-1]:
        found.pop()
    twice = sorted({name for name in found if name and found.count(name) > 1})
    if twice:
        raise FileProblemError(
            _("The heading “%(heading)s” stands there twice.") % {"heading": twice[0]}
        )
    return found


def _from_json(text: str) -> Iterator[Row]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise FileProblemError(
            _("Line %(line)d, column %(column)d is not valid JSON.")
            % {"line": error.lineno, "column": error.colno}
        ) from error
    except (RecursionError, ValueError) as error:
        raise FileProblemError(_shape()) from error
    entries = data.get("calls") if isinstance(data, dict) else data
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise FileProblemError(_shape())
    for number, entry in enumerate(entries, start=1):
        yield Row(number, {name.strip(): _text(value) for name, value in entry.items()})


def _shape() -> str:
    return _("JSON must be a list of calls, each with names and values.")


def _text(value: Any) -> str:
    """A JSON value as the cell of a sheet would say it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(_text(item) for item in value)
    if isinstance(value, dict):
        raise FileProblemError(_shape())
    return str(value).strip()
