"""`make reset`: remove the database, the uploads and everything else the site has written."""

import fcntl
import os
import shutil
import sys
from pathlib import Path

from scripts.console import RefusalError, complain, say
from scripts.paths import ROOT, ensure_writable, var_dir


def ensure_stopped(folder: Path) -> None:
    """Refuse while a site runs from the folder."""
    try:
        with (folder / ".running.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise RefusalError(
            "The site is running from this folder. Stop it first (Ctrl-C)."
        ) from error


def agreed(folder: Path) -> bool:
    """Whether the person agrees; without a keyboard nobody can."""
    if os.environ.get("YES") == "1":
        return True
    say(f"This removes {folder}: the database, uploads and everything else the site has written.")
    try:
        return input("Type yes to go on: ").strip().lower() == "yes"
    except EOFError:
        return False


def reset(folder: Path) -> None:
    """Remove the folder, unless the site runs or nobody agrees."""
    if not folder.exists():
        say("Nothing to remove.")
        return
    if folder.resolve() in {ROOT, *ROOT.parents}:
        raise RefusalError(f"APPRODO_VAR is {folder}, which holds the project itself: not removed.")
    ensure_writable(folder)
    ensure_stopped(folder)
    if not agreed(folder):
        raise RefusalError("Nothing was removed. `make reset YES=1` does not ask.")
    shutil.rmtree(folder)
    say(f"Removed {folder}.")


def main() -> int:
    """Reset; turn refusals into one line."""
    try:
        reset(var_dir())
    except (RefusalError, OSError) as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        complain("Nothing was removed.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
