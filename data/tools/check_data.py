"""Check the controlled vocabularies, the languages and the names of places.

Prints one line a problem and ends with status 1 if there is any::

    python data/tools/check_data.py
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).resolve().parent.parent

LANGUAGES = ("it", "en", "fr", "es", "ro", "ar", "uk", "zh-hans")

ICONS = frozenset(
    (
        "search", "expand", "next", "menu", "globe", "pin", "clock", "calendar", "phone", "card",
        "health", "work", "home", "school", "speech", "family", "scales", "people", "euro",
        "hands", "star", "qr", "check", "warning", "print", "share", "download", "mail", "link",
        "info", "shield", "food", "leaf",
    )
)  # fmt: skip

TERM_KEYS = frozenset(
    ("code", "icon", "uri", "parent", "sensitive", "labels", "alt_labels", "definition")
)

#: Names written in Latin letters in every language.
LATIN_EVERYWHERE = frozenset({"Erasmus+", "Youthpass", "Europass"})

CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")

#: Language -> (pattern a text must contain, problem).
MUST_CONTAIN: dict[str, tuple[re.Pattern[str], str]] = {
    "ar": (re.compile(r"[\u0620-\u064a]"), "no Arabic letters"),
    "zh-hans": (re.compile(r"[\u3400-\u9fff]"), "no Han characters"),
}

#: Language -> (pattern a text must not contain, problem). Holds for search synonyms too.
MUST_NOT_CONTAIN: dict[str, tuple[re.Pattern[str], str]] = {
    "ro": (re.compile(r"[şţŞŢ]"), "cedilla instead of comma below"),
    "uk": (
        re.compile(r"[ыэъёЫЭЪЁ]|[\u0400-\u04ff][A-Za-z]|[A-Za-z][\u0400-\u04ff]"),
        "letters not in Ukrainian",
    ),
    "it": (CYRILLIC, "Cyrillic letters"),
    "en": (CYRILLIC, "Cyrillic letters"),
    "fr": (CYRILLIC, "Cyrillic letters"),
    "es": (CYRILLIC, "Cyrillic letters"),
}

MAX_LATITUDE = 90
MAX_LONGITUDE = 180


def check_word(language: str, text: object) -> Iterator[str]:
    """Yield the problems of a search synonym: an Italian name or an acronym is allowed anywhere."""
    if not isinstance(text, str) or not text.strip():
        yield "empty"
        return
    if text != text.strip() or "  " in text:
        yield f"spaces: {text!r}"
    if "'" in text or '"' in text:
        yield f"straight quote: {text}"
    if language in MUST_NOT_CONTAIN:
        pattern, problem = MUST_NOT_CONTAIN[language]
        if pattern.search(text):
            yield f"{problem}: {text}"


def check_text(language: str, text: object) -> Iterator[str]:
    """Yield the problems of one text in one language."""
    yield from check_word(language, text)
    if isinstance(text, str) and language in MUST_CONTAIN:
        pattern, problem = MUST_CONTAIN[language]
        if not pattern.search(text):
            yield f"{problem}: {text}"


def check_labels(labels: object) -> Iterator[str]:
    """Yield the problems of a set of labels in all site languages."""
    if not isinstance(labels, dict):
        yield "labels are missing"
        return
    for language in LANGUAGES:
        if language not in labels:
            yield f"{language}: missing"
        elif labels[language] not in LATIN_EVERYWHERE:
            yield from (
                f"{language}: {problem}" for problem in check_text(language, labels[language])
            )
    yield from (f"unknown language {key}" for key in labels if key not in LANGUAGES)


def check_alt_labels(alt_labels: dict[str, Any]) -> Iterator[str]:
    """Yield the problems of the search synonyms of a term."""
    for language, words in alt_labels.items():
        if language not in LANGUAGES:
            yield f"unknown language {language}"
        if not isinstance(words, list):
            yield f"{language}: not a list"
            continue
        if len(set(words)) != len(words):
            yield f"{language}: repeated words"
        for word in words:
            yield from (f"{language}: {problem}" for problem in check_word(language, word))


def check_term(term: dict[str, Any], codes: set[str]) -> Iterator[str]:
    """Yield the problems of one term."""
    yield from check_labels(term.get("labels"))
    yield from (f"unknown key {key}" for key in term if key not in TERM_KEYS)
    if "icon" in term and term["icon"] not in ICONS:
        yield f"unknown icon {term['icon']}"
    if "parent" in term and term["parent"] not in codes:
        yield f"unknown parent {term['parent']}"
    if "uri" in term and not str(term["uri"]).startswith(("http://", "https://")):
        yield f"not a URI: {term['uri']}"
    alt_labels = term.get("alt_labels", {})
    yield from (f"alt_labels: {problem}" for problem in check_alt_labels(alt_labels))
    for language, text in term.get("definition", {}).items():
        yield from (f"definition: {language}: {problem}" for problem in check_text(language, text))


def check_codes(terms: list[dict[str, Any]]) -> Iterator[str]:
    """Yield bad and repeated codes, and terms that come before their parent."""
    seen: set[str] = set()
    for term in terms:
        code = term.get("code")
        if not isinstance(code, str) or not CODE.fullmatch(code):
            yield f"bad code {code!r}"
        if str(code) in seen:
            yield f"{code}: repeated code"
        seen.add(str(code))
        if term.get("parent", code) not in seen:
            yield f"{code}: comes before its parent"


def check_same_labels(terms: list[dict[str, Any]]) -> Iterator[str]:
    """Yield labels that two terms under the same parent share: a reader could not tell them apart."""
    used: dict[tuple[str, str, str], str] = {}
    for term in terms:
        for language, label in (term.get("labels") or {}).items():
            other = used.setdefault((term.get("parent", ""), language, label), term["code"])
            if other != term["code"]:
                yield f"{term['code']}: {language}: same label as {other}: {label}"


def check_vocabulary(path: Path) -> Iterator[str]:
    """Yield the problems of one vocabulary file."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    if document.get("vocabulary") != path.stem:
        yield f"vocabulary is {document.get('vocabulary')!r}"
    yield from (f"name: {problem}" for problem in check_labels(document.get("name")))
    terms = document.get("terms") or []
    if not terms:
        yield "no terms"
    yield from check_codes(terms)
    yield from check_same_labels(terms)
    codes = {str(term.get("code")) for term in terms}
    for term in terms:
        yield from (f"{term.get('code')}: {problem}" for problem in check_term(term, codes))


def check_languages() -> Iterator[str]:
    """Yield the problems of ``languages.json``."""
    rows = json.loads((DATA / "languages.json").read_text(encoding="utf-8"))
    codes = [row["code"] for row in rows]
    if len(set(codes)) != len(codes):
        yield "repeated code"
    if tuple(row["code"] for row in rows if row["is_site_language"]) != LANGUAGES:
        yield "the site languages differ"
    for row in rows:
        if row["direction"] not in ("ltr", "rtl"):
            yield f"{row['code']}: direction {row['direction']!r}"
        if not row["endonym"].strip():
            yield f"{row['code']}: no endonym"
        yield from (f"{row['code']}: {problem}" for problem in check_labels(row["names"]))


def check_foreign(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the problems of the places abroad."""
    codes = [row["code"] for row in rows]
    if len(set(codes)) != len(codes):
        yield "repeated code"
    for row in rows:
        if row.get("parent", row["code"]) not in codes:
            yield f"{row['code']}: unknown parent {row['parent']}"
        if abs(row["lat"]) > MAX_LATITUDE or abs(row["lon"]) > MAX_LONGITUDE:
            yield f"{row['code']}: coordinates"


def check_places() -> Iterator[str]:
    """Yield the problems of the names of places and of the places abroad."""
    folder = DATA / "places"
    italy = json.loads((folder / "places-2026.json").read_text(encoding="utf-8"))
    labels = yaml.safe_load((folder / "labels.yaml").read_text(encoding="utf-8"))["places"]
    foreign = yaml.safe_load((folder / "foreign.yaml").read_text(encoding="utf-8"))["places"]
    yield from (f"foreign.yaml: {problem}" for problem in check_foreign(foreign))
    required = {f"region:{row['code']}" for row in italy["regions"]}
    required |= {row["label_key"] for row in foreign}
    known = required | {f"province:{row['code']}" for row in italy["provinces"]}
    known |= {f"comune:{row[0]}" for row in italy["comuni"]}
    yield from (f"labels.yaml: no names for {key}" for key in sorted(required - set(labels)))
    yield from (f"labels.yaml: unknown place {key}" for key in labels if key not in known)
    for key, names in labels.items():
        yield from (f"labels.yaml: {key}: {problem}" for problem in check_labels(names))


def main() -> int:
    """Print the problems and return the exit status."""
    problems = [
        f"{path.name}: {problem}"
        for path in sorted((DATA / "vocabularies").glob("*.yaml"))
        for problem in check_vocabulary(path)
    ]
    problems += [f"languages.json: {problem}" for problem in check_languages()]
    problems += [f"places/{problem}" for problem in check_places()]
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "no problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
