"""Programs beside Python that only the tests need, installed with apt where this user may.

Where it may not, each says plainly what will not be run; with CI=true that is a failure.
"""

import functools
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from scripts.console import RefusalError, complain, say, step

FONT_FOLDERS = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]


def chromium() -> str | None:
    """Debian's Chromium, if it is there."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def has_fonts() -> bool:
    """Whether the fonts are there without which Arabic and Chinese show as boxes."""
    names = {path.name for folder in FONT_FOLDERS for path in folder.rglob("Noto*")}
    arabic = any(name.startswith("NotoSansArabic") for name in names)
    return arabic and any(name.startswith("NotoSansCJK") for name in names)


def has_java() -> bool:
    """Whether Java and npm are there, which fetch and run the HTML checker."""
    return bool(shutil.which("java") and shutil.which("npm"))


# What it is for, how to see that it is there, Debian's packages.
TOOLS: list[tuple[str, Callable[[], object], list[str]]] = [
    ("browser tests (Chromium)", chromium, ["chromium"]),
    ("browser tests (fonts)", has_fonts, ["fonts-noto-core", "fonts-noto-cjk"]),
    ("Nu HTML checker (Java, npm)", has_java, ["default-jre-headless", "nodejs", "npm"]),
]


def in_ci() -> bool:
    """Whether leaving something out is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


@functools.cache
def administrator() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo if it asks no password, else None."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
    return ["sudo", "-n"] if allowed.returncode == 0 else None


@functools.cache
def refresh_lists() -> None:
    """Have apt know what there is; once."""
    before = administrator() or []
    subprocess.run([*before, "apt-get", "update", "-qq"], check=False, capture_output=True)


def install(packages: list[str]) -> str:
    """Install Debian packages; returns why it could not, or nothing."""
    before = administrator()
    if before is None:
        return f"this user may not install packages; somebody who may: apt install {packages}"
    with step(f"Installing {', '.join(packages)}"):
        refresh_lists()
        done = subprocess.run(
            [*before, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
            check=False,
            capture_output=True,
            text=True,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        )
    last = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
    return "" if done.returncode == 0 else last[-1]


def prepare() -> None:
    """Install what is missing; say what will not be run; in CI refuse to go on without it."""
    left_out = []
    for purpose, found, packages in TOOLS:
        if found():
            continue
        reason = install(packages)
        if not found():
            left_out.append(purpose)
            complain(f"NOT RUN: {purpose}: {reason or 'installed, but not found'}")
    if left_out and in_ci():
        raise RefusalError(f"CI must run everything; missing: {', '.join(left_out)}.")
    if not left_out:
        say("-> Chromium, fonts and Java are there")
