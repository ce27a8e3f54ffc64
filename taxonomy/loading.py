"""Loading data files once: a file is read again only when its content changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from taxonomy.models import LoadedFile


def data_dir() -> Path:
    """The folder of shipped data."""
    return Path(settings.BASE_DIR) / "data"


def checksum(paths: Iterable[Path], salt: str = "") -> str:
    """SHA-256 over names and contents of files; missing files count as empty."""
    digest = hashlib.sha256(salt.encode())
    for path in sorted(paths):
        digest.update(path.name.encode())
        if path.exists():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def is_loaded(name: str, value: str) -> bool:
    """Whether this very content was loaded under this name."""
    return LoadedFile.objects.filter(name=name, checksum=value).exists()


def remember(name: str, value: str) -> None:
    """Say that the content was loaded."""
    LoadedFile.objects.update_or_create(name=name, defaults={"checksum": value})
