"""Compile every `LC_MESSAGES/*.po` below `locale/` to `.mo`, for machines without gettext.

Run by the virtual environment's Python: polib comes with the packages. Only catalogues that are
newer than what was made of them are compiled.
"""

import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]


def outdated(folder: Path) -> list[Path]:
    """The catalogues below the folder that have changed since they were compiled."""
    return [
        source
        for source in sorted(folder.glob("**/LC_MESSAGES/*.po"))
        if not (target := source.with_suffix(".mo")).exists()
        or target.stat().st_mtime < source.stat().st_mtime
    ]


def compile_catalogue(source: Path) -> None:
    """Write the compiled catalogue beside its source, whole or not at all."""
    draft = source.with_suffix(".mo.new")
    polib.pofile(str(source)).save_as_mofile(str(draft))
    draft.replace(source.with_suffix(".mo"))


def main(folder: Path = ROOT / "locale") -> int:
    """Compile what changed; name a catalogue that cannot be read."""
    sources = outdated(folder)
    for source in sources:
        try:
            compile_catalogue(source)
        except (OSError, ValueError) as error:
            sys.stderr.write(f"The catalogue {source.relative_to(folder)} is broken: {error}\n")
            return 1
    if sources:
        sys.stdout.write(f"   {len(sources)} catalogues compiled\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
