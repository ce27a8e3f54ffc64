"""The content files: pages in the order in which they can be created, snippets by kind."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from taxonomy import loading

SNIPPETS = ("privacy_notices", "organisations", "service_points", "helplines", "faq")


@dataclass
class PageFile:
    """A page as the data files describe it: a file of `pages/`, or a row of `calls.yaml`.

    `texts` names the PO files with its translations; none where its words are proper names.
    """

    data: dict[str, Any]
    texts: tuple[str, ...]

    @classmethod
    def folder(cls) -> Path:
        """Where the pages with a file of their own are."""
        return folder() / "pages"

    @classmethod
    def read(cls, path: Path) -> "PageFile":
        """The page of a file."""
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(data, (str(data["id"]),))

    @property
    def id(self) -> str:
        return str(self.data["id"])

    @property
    def languages(self) -> list[str]:
        return list(self.data.get("languages") or [])

    def checksum(self) -> str:
        """Changes with what the page says; dates counted from today do not change it."""
        text = json.dumps(self.data, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def folder() -> Path:
    """The folder of the demonstration content."""
    return loading.data_dir() / "demo"


def read_list(name: str) -> list[dict[str, Any]]:
    """The entries of a file, or none."""
    path = folder() / f"{name}.yaml"
    return list(yaml.safe_load(path.read_text(encoding="utf-8")) or []) if path.exists() else []


def read_map(name: str) -> dict[str, Any]:
    """The parts of a file, or none."""
    path = folder() / f"{name}.yaml"
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.exists() else {}


def pages() -> list[PageFile]:
    """All pages, parents before children. Raises ValueError for unknown parents or circles."""
    from home.demo import calls

    rows = [PageFile.read(path) for path in sorted(PageFile.folder().glob("*.yaml"))]
    rows += calls.pages()
    found = {file.id: file for file in rows}
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
    """The entries of a kind of snippet, or none; the hosts of calls are organisations too."""
    from home.demo import calls

    return read_list(kind) + (calls.hosts() if kind == "organisations" else [])


def stamp(rows: list[dict[str, Any]]) -> str:
    """Changes with what the entries say."""
    text = json.dumps(rows, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def po_path(language: str, name: str) -> Path:
    """Where the translations of a page or of a kind of snippets stand."""
    return folder() / "translations" / language / f"{name}.po"
