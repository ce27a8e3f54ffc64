"""ZIP files: those that somebody sends are read in memory, within limits, never written to a disk."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from translations.exchange import po
from translations.exchange.errors import BadFileError

MOST_FILES = 500
MOST_SENT = 20 * 1024 * 1024  # bytes, as they arrive
MOST_UNPACKED = 50 * 1024 * 1024  # bytes, of all files together
LONGEST_NAME = 200
# What systems put into archives beside the files.
IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db")


@dataclass(frozen=True, slots=True)
class Sent:
    """One file: its content, or why it cannot be read."""

    name: str
    content: bytes = b""
    fault: str = ""


def read(uploads: list[Any]) -> list[Sent]:
    """The files of a form, those within ZIP files too. Raises BadFileError for all together."""
    if not uploads:
        raise BadFileError(_("Choose a file first."))
    if sum(upload.size for upload in uploads) > MOST_SENT:
        raise BadFileError(_("More than 20 MB at once: send them in several steps."))
    found: list[Sent] = []
    room = MOST_UNPACKED
    for upload in uploads:
        content = upload.read()
        archive = zipfile.is_zipfile(io.BytesIO(content))
        pieces = _unpack(upload.name, content) if archive else iter([_plain(upload.name, content)])
        for piece in pieces:
            found.append(piece)
            room -= len(piece.content)
            if len(found) > MOST_FILES:
                raise BadFileError(_("More than 500 files at once: send them in several steps."))
            if room < 0:
                raise BadFileError(
                    _("Unpacked, the files are larger than 50 MB together: nothing was taken in.")
                )
    if not found:
        raise BadFileError(_("There is no file in it."))
    return found


def pack(files: list[Sent]) -> bytes:
    """Files as one ZIP."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, file in enumerate(files):
            archive.writestr(f"{number}/{file.name}", file.content)
    return held.getvalue()


def unpack(content: bytes) -> list[Sent]:
    """What `pack` made."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [Sent(name.partition("/")[2], archive.read(name)) for name in archive.namelist()]


def _plain(name: str, content: bytes) -> Sent:
    name = str(name)[-LONGEST_NAME:]
    if len(content) > po.MOST:
        return Sent(name, fault=str(po.too_large()))
    return Sent(name, content)


def _unpack(name: str, content: bytes) -> Iterator[Sent]:
    """The files of a ZIP; of each no more is unpacked than may be in it, whatever it says."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        yield Sent(str(name), fault=_("This ZIP file is damaged: pack it again."))
        return
    with archive:
        for entry in archive.infolist():
            if entry.is_dir() or any(piece in entry.filename for piece in IGNORED):
                continue
            yield _member(archive, entry)


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Sent:
    name = entry.filename.replace("\\", "/")
    shown = name[-LONGEST_NAME:]
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or (path.parts and ":" in path.parts[0]):
        return Sent(shown, fault=_("Its name leads out of the archive: left out."))
    if entry.flag_bits & 1:
        return Sent(shown, fault=_("It is locked by a password: pack it again without one."))
    try:
        with archive.open(entry) as opened:
            content = opened.read(po.MOST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        return Sent(shown, fault=_("It cannot be unpacked: the ZIP file is damaged."))
    return _plain(shown, content)


def name(kind: str) -> str:
    """What a ZIP is called: translations, its kind, and the day."""
    return f"translations-{kind}-{timezone.localdate():%Y-%m-%d}.zip"


def zipped(content: bytes, filename: str) -> HttpResponse:
    """A ZIP to be kept; no cache holds drafts."""
    return HttpResponse(
        content, content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{filename}"',
            "Cache-Control": "private, no-store",
        },
    )  # fmt: skip
