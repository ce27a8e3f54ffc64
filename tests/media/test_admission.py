"""What may be uploaded: the size of a picture, its weight, its content; and how documents leave."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from accounts.models import User
from media.models import CustomDocument, CustomImage

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
WORDS = {
    "it": {"pixels": "troppi pixel", "weight": "troppo grande", "content": "non corrisponde"},
    "en": {"pixels": "too many pixels", "weight": "too big", "content": "does not match"},
}


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, settings: Any) -> Path:
    """An empty folder for uploads."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(User.objects.get(username="admin"))
    return client


def png(width: int, height: int) -> bytes:
    """A picture of one colour: many pixels, few bytes."""
    buffer = io.BytesIO()
    Image.new("1", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


def heavy(size: int) -> bytes:
    """A picture that is followed by so many bytes that nobody compresses away."""
    return (content := png(8, 8)) + os.urandom(size - len(content))


FOREIGN = {
    "it": "Il contenuto del file non corrisponde al suo nome",
    "en": "does not contain what its name says",
}
DOORS = {
    "form": ("wagtailimages:add", "file"),
    "several": ("wagtailimages:add_multiple", "files[]"),
    "chooser": ("wagtailimages_chooser:create", "image-chooser-upload-file"),
}
REFUSED = {
    "pixels": ("piazza.png", png(5001, 5000)),
    "weight": ("piazza.png", heavy(10 * MEGABYTE + 1)),
    "content": ("piazza.jpg", png(8, 8)),
}


def upload(admin: Client, door: str, name: str, content: bytes, language: str) -> str:
    """Send a picture through one of the doors of the admin; returns the answer."""
    view, field = DOORS[door]
    prefix = field.removesuffix("file").removesuffix("files[]")
    answer = admin.post(
        reverse(view),
        {
            f"{prefix}title": "Piazza",
            field: SimpleUploadedFile(name, content),
            f"{prefix}collection": Collection.get_first_root_node().pk,
        },
        headers={"accept-language": language, "x-requested-with": "XMLHttpRequest"},
        follow=True,
    )
    assert answer.status_code == 200
    said = answer.content.decode()
    return str(json.loads(said)) if said.startswith("{") else said


def stored(folder: Path) -> list[str]:
    """Every file below a folder."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("reason", REFUSED)
def test_a_picture_is_refused_in_words(
    admin: Client, shelf: Path, reason: str, door: str, language: str
) -> None:
    """Above 25 megapixels, above 10 MB, or another format than its name says."""
    before = CustomImage.objects.count()
    said = upload(admin, door, *REFUSED[reason], language)
    assert WORDS[language][reason] in said
    assert CustomImage.objects.count() == before
    assert stored(shelf) == []


@pytest.mark.parametrize("door", DOORS)
def test_a_picture_within_the_limits_is_kept(admin: Client, shelf: Path, door: str) -> None:
    """The same doors take 25 megapixels: it is the limits that refuse, not the door."""
    before = CustomImage.objects.count()
    upload(admin, door, "piazza.png", png(5000, 5000), "it")
    assert CustomImage.objects.count() == before + 1
    assert any(name.startswith("piazza") for name in stored(shelf))


def test_a_document_leaves_as_an_attachment(client: Client, shelf: Path) -> None:
    """Whoever opens its address saves it: no upload is ever shown as a page of the site."""
    for name in ("guida.pdf", "guida.txt", "guida.csv"):
        file = SimpleUploadedFile(name, b"%PDF-1.7 testo")
        document = CustomDocument.objects.create(title="Guida", file=file)
        answer = client.get(document.url)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert b"".join(answer).startswith(b"%PDF")


@pytest.mark.parametrize("language", FOREIGN)
def test_a_disguised_document_is_refused_in_words(
    admin: Client, shelf: Path, language: str
) -> None:
    """A page of the web under the name of a PDF: the form says so, nothing is stored."""
    before = CustomDocument.objects.count()
    file = SimpleUploadedFile("guida.pdf", b"<!doctype html><script>alert(1)</script>")
    answer = admin.post(
        reverse("wagtaildocs:add"),
        {"title": "Guida", "file": file},
        headers={"accept-language": language},
    )
    assert FOREIGN[language] in answer.content.decode()
    assert CustomDocument.objects.count() == before
    assert stored(shelf) == []
