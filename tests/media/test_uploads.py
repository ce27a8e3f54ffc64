"""Uploads are what they say they are."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from media.forms import check_content


def archive(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in entries.items():
            file.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7 ..."),
        ("a.txt", "perché".encode()),
        ("a.csv", b"a;b\n1;2\n"),
        ("a.docx", archive(word__document=b"<xml/>")),
    ],
)
def test_an_honest_file_passes(name: str, content: bytes) -> None:
    check_content(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("a.txt", b"<html><body>hello"),
        ("a.csv", b"\x00\x01\x02"),
        ("a.docx", archive(evil__x=b"x")),
        ("a.zip", b"PK not a zip"),
        ("a.zip", archive(**{f"f{n}": b"x" for n in range(101)})),
    ],
)
def test_a_disguised_file_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError):
        check_content(SimpleUploadedFile(name, content))


def test_an_archive_that_leaves_its_folder_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("../../etc/passwd", "x")
    with pytest.raises(ValidationError):
        check_content(SimpleUploadedFile("a.zip", buffer.getvalue()))
