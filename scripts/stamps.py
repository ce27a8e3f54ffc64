"""Stamps: what a finished step was made from. A step whose inputs did not change is skipped.

A stamp is written only after its step has succeeded, so a step cut short is done again.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

SKIPPED_FOLDERS = {"__pycache__", ".git", ".venv", "node_modules", "var"}


def files_below(folder: Path, pattern: str = "*") -> list[Path]:
    """The files of a folder and its sub-folders, in a fixed order, without what tools leave."""
    return sorted(
        path
        for path in folder.rglob(pattern)
        if path.is_file() and not SKIPPED_FOLDERS.intersection(path.relative_to(folder).parts)
    )


def digest(files: Iterable[Path], *words: str) -> str:
    """A checksum of the names and contents of files, and of some words."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in files:
        content = path.read_bytes() if path.exists() else b"absent"
        total.update(str(path).encode() + b"\0" + hashlib.sha256(content).digest())
    return total.hexdigest()


class Stamps:
    """A small JSON file: the name of a step and the checksum of what it was made from."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def _read(self) -> dict[str, str]:
        """What is stamped; nothing if the file is missing or was cut short."""
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def fits(self, name: str, value: str) -> bool:
        """Whether the step was finished with exactly these inputs."""
        return self._read().get(name) == value

    def write(self, name: str, value: str) -> None:
        """Remember that the step is finished."""
        content = self._read() | {name: value}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps(content, indent=1, sort_keys=True), encoding="utf-8")
        draft.replace(self.path)

    def forget(self, name: str) -> None:
        """Have the step done again, whatever its inputs."""
        content = self._read()
        if content.pop(name, None) is not None:
            self.path.write_text(json.dumps(content, indent=1, sort_keys=True), encoding="utf-8")
