"""Upload forms that believe the content of a file and not its name."""

import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

ZIP_FAMILY = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
MAX_ARCHIVE_ENTRIES = 100
MAX_ARCHIVE_BYTES = 100 * 1024 * 1024


def _looks_like_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return not start.startswith((b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml"))


def _check_archive(uploaded: Any, extension: str) -> None:
    try:
        with zipfile.ZipFile(uploaded) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise ValidationError(_("The file does not contain what its name says.")) from error
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ARCHIVE_ENTRIES and extension == "zip":
        raise ValidationError(_("An archive may hold at most 100 files."))
    if sum(entry.file_size for entry in entries) > MAX_ARCHIVE_BYTES:
        raise ValidationError(_("The archive unpacks to more than 100 MB."))
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise ValidationError(_("The archive holds paths that leave its folder."))
    folder = ZIP_FAMILY.get(extension)
    if folder and not any(name.startswith(folder) for name in names):
        raise ValidationError(_("The file does not contain what its name says."))
    if extension in {"odt", "ods"} and "mimetype" not in names:
        raise ValidationError(_("The file does not contain what its name says."))


def check_content(uploaded: Any) -> None:
    """Compare the first bytes of an upload with its extension.

    Raises ValidationError when they disagree (a page named `a.pdf`, a script in a `.txt`).
    """
    extension = uploaded.name.rsplit(".", 1)[-1].lower()
    uploaded.seek(0)
    head = uploaded.read(4096)
    uploaded.seek(0)
    if extension == "pdf":
        if b"%PDF-" not in head[:1024]:
            raise ValidationError(_("The file does not contain what its name says."))
    elif extension in {"zip", "odt", "ods", *ZIP_FAMILY}:
        _check_archive(uploaded, extension)
    elif not _looks_like_text(head):
        raise ValidationError(_("The file does not contain what its name says."))
    uploaded.seek(0)


class DocumentForm(BaseDocumentForm):
    """Refuses documents whose content is not what the extension promises."""

    def clean_file(self) -> Any:
        uploaded = self.cleaned_data["file"]
        if uploaded and "file" in self.changed_data:
            check_content(uploaded)
        return uploaded
