"""The virtual environment and the pinned packages in it.

`python3.11 -m scripts.environment [--dev]` prepares it without starting anything.
"""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

from scripts import children, console
from scripts.console import RefusalError, say, step
from scripts.paths import ROOT, VENV, VENV_PYTHON, ensure_writable, var_dir
from scripts.stamps import Stamps, digest

RUN_FILES = [ROOT / "requirements.txt"]
DEV_FILES = [*RUN_FILES, ROOT / "requirements-dev.txt"]
PROBE = "import sys, pip; sys.exit(sys.version_info[:2] != (3, 11))"
PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==", re.MULTILINE)
REPORT_EVERY = 20


def works() -> bool:
    """Whether the virtual environment is whole: it starts, is a 3.11 and has pip."""
    if not VENV_PYTHON.exists():
        return False
    probe = subprocess.run([VENV_PYTHON, "-c", PROBE], check=False, capture_output=True)
    return probe.returncode == 0


def create() -> None:
    """Make the virtual environment, over whatever a run cut short may have left."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise RefusalError(
            "This Python cannot make virtual environments. On Debian: apt install python3.11-venv"
        )
    with step("Making the virtual environment in .venv"):
        made = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", VENV],
            check=False,
            capture_output=True,
            text=True,
        )
    if made.returncode:
        last = (made.stderr or made.stdout).strip().splitlines() or ["no reason given"]
        raise RefusalError(f"The virtual environment could not be made: {last[-1]}")


def pinned(files: list[Path]) -> int:
    """How many packages the files pin."""
    names: set[str] = set()
    for path in files:
        names.update(PIN.findall(path.read_text(encoding="utf-8")))
    return len(names)


def install(files: list[Path]) -> None:
    """Install what the files pin, every file checked against its checksum."""
    command: list[str | Path] = [VENV_PYTHON, "-m", "pip", "install", "--require-hashes"]
    command += ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    for path in files:
        command += ["--requirement", path]
    total, seen, lines = pinned(files), 0, []
    process = children.start(command, output=subprocess.PIPE)
    try:
        for line in process.stdout or ():
            lines.append(line.rstrip())
            if line.startswith(("Collecting ", "Requirement already satisfied")):
                seen += 1
                if seen % REPORT_EVERY == 0:
                    say(f"   {min(seen, total)} of {total}")
            elif line.startswith("Installing collected"):
                say("   unpacking")
        failed = process.wait()
    except BaseException:
        children.stop(process)
        raise
    if failed:
        log = var_dir() / "log" / "packages.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("\n".join(lines), encoding="utf-8")
        errors = [line for line in lines if line.startswith("ERROR")] or lines[-1:]
        reason = errors[-1] if errors else "no reason given"
        raise RefusalError(f"The packages could not be installed: {reason} (all of it: {log})")


def prepare(*, dev: bool = False) -> None:
    """Have a whole virtual environment with exactly the pinned packages."""
    files, name = (DEV_FILES, "dev") if dev else (RUN_FILES, "run")
    ensure_writable(ROOT if not VENV.exists() else VENV)
    if not works():
        create()
    stamps = Stamps(VENV / "packages.json")
    wanted = digest(files)
    if stamps.fits(name, wanted):
        return
    with step(f"Installing {pinned(files)} packages"):
        install(files)
    stamps.write(name, wanted)
    if dev:
        stamps.write("run", digest(RUN_FILES))


def main() -> int:
    """Prepare the environment; `--dev` adds what checks the project."""
    children.interrupt_on_signals()
    try:
        prepare(dev="--dev" in sys.argv[1:])
    except RefusalError as refusal:
        console.complain(str(refusal))
        return 1
    except KeyboardInterrupt:
        console.complain("Stopped. The next run goes on from here.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
