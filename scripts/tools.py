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

OLDEST_JDK = 21
ELASTICSEARCH_PACKAGES = ["openjdk-21-jdk-headless", "maven"]
ELASTICSEARCH_URL = "APPRODO_TEST_ELASTICSEARCH_URL"
"""The variable with the address of a running Elasticsearch for the tests."""
OLDEST_POSTGRESQL = 15
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


def maven() -> str | None:
    """Maven, if it is there: it fetches Elasticsearch."""
    return shutil.which("mvn")


@functools.cache
def jdk() -> Path | None:
    """The home of the newest JDK that can run Elasticsearch, if there is one."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    homes += [path.resolve() for path in Path("/usr/lib/jvm").glob("*")]
    on_path = shutil.which("javac")
    homes += [Path(on_path).resolve().parents[1]] if on_path else []
    found = [(version, home) for home in dict.fromkeys(homes) if (version := _jdk_version(home))]
    return max(found)[1] if found else None


def _jdk_version(home: Path) -> int:
    """The version of a whole JDK that is new enough; 0 for anything else."""
    java, javac = home / "bin" / "java", home / "bin" / "javac"
    if not (java.exists() and javac.exists()):
        return 0
    done = subprocess.run([java, "--list-modules"], check=False, capture_output=True, text=True)
    modules = dict(line.partition("@")[::2] for line in done.stdout.split())
    digits = modules.get("java.base", "").partition(".")[0].partition("-")[0]
    whole = "jdk.jdi" in modules and digits.isdigit() and int(digits) >= OLDEST_JDK
    return int(digits) if whole else 0


def elasticsearch() -> object:
    """Whether the tests can have an Elasticsearch: one that runs, or all to start one."""
    return os.environ.get(ELASTICSEARCH_URL) or (maven() and jdk())


def postgresql() -> Path | None:
    """The folder of the newest PostgreSQL's programs, if one is there that is new enough."""
    found = [
        (int(path.parent.name), path)
        for path in Path("/usr/lib/postgresql").glob("*/bin")
        if path.parent.name.isdigit() and (path / "initdb").exists()
    ]
    version, programs = max(found, default=(0, None))
    return programs if version >= OLDEST_POSTGRESQL else None


# What it is for, how to see that it is there, Debian's packages.
TOOLS: list[tuple[str, Callable[[], object], list[str]]] = [
    ("browser tests (Chromium)", chromium, ["chromium"]),
    ("browser tests (fonts)", has_fonts, ["fonts-noto-core", "fonts-noto-cjk"]),
    ("Nu HTML checker (Java, npm)", has_java, ["default-jre-headless", "nodejs", "npm"]),
    ("Elasticsearch (JDK 21, Maven)", elasticsearch, ELASTICSEARCH_PACKAGES),
    ("PostgreSQL 15", postgresql, ["postgresql-15"]),
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
        jdk.cache_clear()
        if not found():
            left_out.append(purpose)
            complain(f"NOT RUN: {purpose}: {reason or 'installed, but not found'}")
    if left_out and in_ci():
        raise RefusalError(f"CI must run everything; missing: {', '.join(left_out)}.")
    if not left_out:
        say("-> Chromium, fonts, Java, Maven and PostgreSQL are there")
