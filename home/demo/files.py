"""The content files: pages in the order in which they can be created, snippets by kind."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from taxonomy import loading

SNIPPETS = ("privacy_notices", "organisations", "service_points", "helplines", "faq")


@dataclass
class PageFile:
    """One file of `data/demo/pages/`."""

    path: Path
    data: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.data["id"])

    @property
    def languages(self) -> list[str]:
        return list(self.data.get("languages") or [])

    def checksum(self) -> str:
        return loading.checksum([self.path])


def folder() -> Path:
    """The folder of the demonstration content."""
    return loading.data_dir() / "demo"


def pages() -> list[PageFile]:
    """All page files, parents before children. Raises ValueError for unknown parents or circles."""
    found = {}
    for path in sorted((folder() / "pages").glob("*.yaml")):
        file = PageFile(path, yaml.safe_load(path.read_text(encoding="utf-8")))
        found[file.id] = file
    ordered: list[PageFile] = []
    placed: set[str] = set()
    waiting = sorted(found.values(), key=lambda file: (file.data.get("menu") or 99, file.id))
    while waiting:
        ready = [f for f in waiting if not f.data.get("parent") or f.data["parent"] in placed]
        if not ready:
            names = ", ".join(f"{file.id} (below {file.data['parent']})" for file in waiting)
            raise ValueError(f"Pages without a parent: {names}")
        ordered += ready
        placed |= {file.id for file in ready}
        waiting = [file for file in waiting if file.id not in placed]
    return ordered


def snippets(kind: str) -> list[dict[str, Any]]:
    """The entries of a snippet file, or none."""
    path = folder() / f"{kind}.yaml"
    return list(yaml.safe_load(path.read_text(encoding="utf-8")) or []) if path.exists() else []


def po_path(language: str, name: str) -> Path:
    """Where the translations of a page or of a kind of snippets stand."""
    return folder() / "translations" / language / f"{name}.po"
