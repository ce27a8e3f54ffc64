"""The Nu HTML checker: installed once into var/tools, then run on files.

messages = vnu.check([page, other_page])
assert messages == []
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from scripts import tools
from tests.services.browser import require

VERSION = "26.9.27"
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
NAME = "the Nu HTML checker (vnu-jar from npm, run by Java)"
FOLDER = Path(__file__).resolve().parents[2] / "var" / "tools"
TIMEOUT = 300


@dataclass(frozen=True)
class Message:
    """One thing the checker has to say about a file."""

    file: str
    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        """As one line, for a failing test."""
        return f"{self.file}:{self.line}: {self.kind}: {self.text}"


def _is_whole(jar: Path) -> bool:
    """Whether the checker is there, byte for byte the one we pinned."""
    return jar.exists() and hashlib.sha256(jar.read_bytes()).hexdigest() == SHA256


def jar_path() -> Path | None:
    """The checker, installed if need be; None where Java or npm is missing or npm fails."""
    if not tools.has_java():
        return None
    FOLDER.mkdir(parents=True, exist_ok=True)
    jar = FOLDER / f"vnu-{VERSION}.jar"
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_whole(jar):
            _install(jar)
        return jar if _is_whole(jar) else None


def _install(jar: Path) -> None:
    """Fetch the package without running any script of it, and keep only the checker."""
    command = ["npm", "install", "--prefix", str(FOLDER), "--no-save", "--ignore-scripts"]
    command += ["--no-audit", "--no-fund", "--silent", f"vnu-jar@{VERSION}"]
    subprocess.run(command, check=False, capture_output=True, timeout=TIMEOUT)
    package = FOLDER / "node_modules" / "vnu-jar"
    unpacked = package / "build" / "dist" / "vnu.jar"
    if unpacked.exists():
        shutil.move(unpacked, jar)
        shutil.rmtree(package, ignore_errors=True)


def check(files: list[Path], *, ignore: str = "") -> list[Message]:
    """Errors and warnings of the files (HTML, CSS or SVG by their names), in one run of Java.

    `ignore` is a regular expression of messages to leave out. Skips where the checker is missing.
    """
    jar = require(NAME, jar_path())
    command = ["java", "-jar", str(jar), "--format", "json", "--exit-zero-always"]
    command += ["--also-check-css", "--also-check-svg"]
    command += ["--filterpattern", ignore] if ignore else []
    done = subprocess.run(
        [*command, *map(str, files)], check=True, capture_output=True, text=True, timeout=TIMEOUT
    )
    # The report comes on the error stream.
    found = json.loads(done.stderr or '{"messages": []}')["messages"]
    return [
        Message(
            file=entry.get("url", "").removeprefix("file:"),
            line=entry.get("lastLine", 0),
            kind=entry.get("subType", entry["type"]),
            text=entry["message"],
        )
        for entry in found
    ]
