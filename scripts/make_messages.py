"""`make messages`: gather the texts of code and templates into the catalogues of all languages.

Run by the virtual environment's Python; needs the programs of GNU gettext.
"""

import os
import shutil
import sys
from pathlib import Path

from django.core.management import execute_from_command_line
from django.utils.translation import to_locale

ROOT = Path(__file__).resolve().parents[1]
IGNORED = [".venv/*", "var/*", "bench/*", "data/*", "docs/*", "scripts/*", "tests/*"]


def arguments(codes: list[str]) -> list[str]:
    """The command line of makemessages: one catalogue a language, nothing outside the site."""
    line = ["manage.py", "makemessages", "--no-wrap", "--no-obsolete", "--add-location", "file"]
    for code in codes:
        line += ["--locale", to_locale(code)]
    for pattern in IGNORED:
        line += ["--ignore", pattern]
    return line


def main() -> int:
    """Gather the texts, then say what is left to people."""
    if not shutil.which("xgettext"):
        sys.stderr.write("This needs GNU gettext. On Debian: apt install gettext\n")
        return 1
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from config.languages import LANGUAGES

    for language in LANGUAGES:
        (ROOT / "locale" / to_locale(language.code)).mkdir(parents=True, exist_ok=True)
    execute_from_command_line(arguments([language.code for language in LANGUAGES]))
    sys.stdout.write("Entries marked fuzzy are not used until somebody has looked at them.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
