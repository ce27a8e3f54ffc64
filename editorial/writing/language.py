"""What the writing aids know of a language, from `words.yaml`."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True)
class Language:
    """One language: see the head of `words.yaml` for the meaning of its fields."""

    code: str
    long: int = 25
    characters: bool = False
    elides: bool = False
    quotes: tuple[str, str] = ("“", "”")
    abbreviations: frozenset[str] = field(default_factory=frozenset)
    vague: frozenset[str] = field(default_factory=frozenset)
    common: frozenset[str] = field(default_factory=frozenset)


@cache
def known() -> dict[str, Language]:
    """The languages of the file by their code."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        code: Language(
            code=code, long=row["long"], characters=row.get("characters", False),
            elides=row.get("elides", False),
            quotes=tuple(row["quotes"]), abbreviations=frozenset(map(str, row["abbreviations"])),
            vague=frozenset(row["vague"]), common=frozenset(map(str, row["common"])),
        )
        for code, row in rows.items()
    }  # fmt: skip


def of(code: str) -> Language:
    """The language with a code; one of which nothing is known has no words."""
    return known().get(code) or Language(code)
