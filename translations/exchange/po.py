"""Taking in a PO file: a bad one gets a sentence that says what is wrong, and changes nothing."""

import tempfile
from dataclasses import dataclass
from typing import Any

import polib
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail_localize.models import Translation
from wagtail_localize.strings import StringValue

from translations.editor import marks
from translations.editor.segments import Desk
from translations.exchange import xliff
from translations.exchange.errors import HEADER, BadFileError

MOST = 5 * 1024 * 1024  # bytes
BOM = b"\xef\xbb\xbf"


def too_large() -> BadFileError:
    """What is said of a file larger than `MOST`."""
    return BadFileError(_("The file is larger than 5 MB: a translation of one page is not."))


def content_of(upload: Any) -> bytes:
    """What an uploaded file holds. Raises BadFileError."""
    if upload is None:
        raise BadFileError(_("Choose a file first."))
    if upload.size > MOST:
        raise too_large()
    content: bytes = upload.read()
    return content


def read(content: bytes) -> polib.POFile:
    """The entries of a file. Raises BadFileError."""
    # polib takes a text for the name of a file when there is one: only a path of ours is safe.
    with tempfile.NamedTemporaryFile(suffix=".po") as kept:
        kept.write(content)
        kept.flush()
        try:
            found = polib.pofile(kept.name)
        except (
            Exception
        ) as error:  # polib raises what its parser meets: OSError, ValueError, LookupError…
            raise BadFileError(
                _("This is not a PO file. Download the page’s file again and fill it in.")
            ) from error
    if not len(found):
        raise BadFileError(
            _("This is not a PO file. Download the page’s file again and fill it in.")
        )
    return found


def no_header() -> BadFileError:
    """What is said of a file that names no translation."""
    return BadFileError(
        _(
            "The file does not say which translation it belongs to: the line “%(line)s” is missing. "
            "Download the page’s file again."
        )
        % {"line": HEADER}
    )


def of_translation(found: polib.POFile, translation: Translation) -> polib.POFile:
    """The same entries. Raises BadFileError where they belong to another page or language."""
    name = found.metadata.get(HEADER)
    if name is None:
        raise no_header()
    if name != str(translation.uuid):
        raise BadFileError(
            _("The file belongs to another page or another language. Nothing was changed.")
        )
    return found


def without_wrong_marks(found: polib.POFile) -> int:
    """Empty the entries whose inline elements are not those of the source; how many there were.

    Empty entries change nothing when the file is taken in.
    """
    wrong = 0
    for entry in found:
        if not entry.msgstr or entry.obsolete:
            continue
        _text, held = marks.read(entry.msgid)
        try:
            StringValue.from_translated_html(entry.msgstr)
            marks.write(marks.show(entry.msgstr, held), held)
            same = sorted(marks.read(entry.msgstr)[1].names) == sorted(held.names)
        except ValueError:  # MarkError is one
            same = False
        if not same:
            entry.msgstr = ""
            wrong += 1
    return wrong


@dataclass(frozen=True, slots=True)
class Taken:
    """Sentences of a file: taken, left out for their marks, and no longer on the page."""

    done: int
    wrong: int
    gone: int

    def lines(self) -> list[str]:
        """What happened, in sentences; the first says what was taken."""
        found = [
            ngettext(
                "%(number)d sentence taken from the file.",
                "%(number)d sentences taken from the file.",
                self.done,
            )
            % {"number": self.done}
        ]
        if self.wrong:
            text = ngettext(
                "%(number)d sentence has other marks or links than the original and was left out.",
                "%(number)d sentences have other marks or links than the original and were left out.",
                self.wrong,
            )
            found.append(text % {"number": self.wrong})
        if self.gone:
            text = ngettext(
                "%(number)d sentence of the file is no longer on the page and was left out.",
                "%(number)d sentences of the file are no longer on the page and were left out.",
                self.gone,
            )
            found.append(text % {"number": self.gone})
        return found


def take(found: polib.POFile, translation: Translation, user: Any) -> Taken:
    """Take in the entries of a file. Raises BadFileError where they belong to another translation."""
    of_translation(found, translation)
    wrong = without_wrong_marks(found)
    left = translation.import_po(found, user=user, tool_name="PO")
    filled = sum(1 for entry in found if entry.msgstr and not entry.obsolete)
    return Taken(max(0, filled - len(left)), wrong, len(left))


def is_xml(content: bytes) -> bool:
    return content.lstrip(BOM).lstrip().startswith(b"<")


def take_in(request: HttpRequest, desk: Desk | None, translation: Translation) -> bool:
    """Take in the file of a request, PO or (of a page) XLIFF, and say what happened.

    Whether it was taken in.
    """
    try:
        content = content_of(request.FILES.get("file"))
        as_xliff = desk is not None and is_xml(content)
        found = xliff.read(content, desk) if as_xliff and desk else read(content)
        taken = take(found, translation, request.user)
    except BadFileError as error:
        messages.error(request, str(error))
        return False
    first, *others = taken.lines()
    messages.success(request, first)
    for line in others:
        messages.warning(request, line)
    return True
