"""Labels of all terms in the process's memory: a few hundred short words, asked on every page.

The table is loaded at the first question and loaded anew when the labels change (the stamp in the
cache moves). One process that loads the vocabularies is enough to refresh the others: each
compares the stamp at most every `STAMP_SECONDS`.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.translation import get_language

if TYPE_CHECKING:
    from taxonomy.models import Term

STAMP_KEY = "taxonomy.labels.stamp"
STAMP_SECONDS = 5.0


@dataclass
class _Table:
    stamp: str | None = None
    checked: float = 0.0
    labels: dict[tuple[int, str], str] = field(default_factory=dict)
    ids: dict[tuple[str, str], int] = field(default_factory=dict)
    terms: dict[int, "Term"] = field(default_factory=dict)


_table = _Table()


def pick(names: dict[str, str], language: str | None) -> str:
    """The name in `language`, else in Italian, else nothing."""
    return names.get(language or "it") or names.get("it", "")


def invalidate() -> None:
    """Make every process load the labels again."""
    cache.set(STAMP_KEY, str(time.time_ns()), None)
    _table.stamp = None


def on_change(**kwargs: object) -> None:
    """Signal receiver: a term or label was saved or deleted."""
    invalidate()


def _labels() -> _Table:
    now = time.monotonic()
    if _table.stamp is None or now - _table.checked > STAMP_SECONDS:
        stamp = cache.get_or_set(STAMP_KEY, lambda: str(time.time_ns()), None)
        _table.checked = now
        if stamp != _table.stamp:
            _load()
            _table.stamp = stamp
    return _table


def _load() -> None:
    from taxonomy.models import Term, TermLabel  # models import this module

    rows = TermLabel.objects.values_list("term_id", "language", "label")
    _table.labels = {(term, language): label for term, language, label in rows}
    _table.terms = {term.pk: term for term in Term.objects.all()}
    _table.ids = {(term.vocabulary, term.code): term.pk for term in _table.terms.values()}


def term_label(term_id: int, language: str | None = None) -> str:
    """A term's label in `language` (the active one by default), else in Italian, else empty."""
    table = _labels().labels
    language = language or get_language() or "it"
    return table.get((term_id, language)) or table.get((term_id, "it"), "")


def term_label_language(term_id: int) -> str:
    """The language in which `term_label` answers for the active language."""
    language = get_language() or "it"
    return language if (term_id, language) in _labels().labels else "it"


def term_id(vocabulary: str, code: str) -> int | None:
    """The row of a term, known by its vocabulary and code."""
    return _labels().ids.get((vocabulary, code))


def code_label(vocabulary: str, code: str, language: str | None = None) -> str:
    """The label of a term known by its code; the code itself when there is no such term."""
    pk = term_id(vocabulary, code)
    return (term_label(pk, language) if pk else "") or code


def term_icon(term_id: int) -> str:
    """The name of a term's icon, or nothing."""
    term = _labels().terms.get(term_id)
    return term.icon if term else ""


def terms(ids: Iterable[int]) -> list["Term"]:
    """The terms with these keys, in the order of their vocabularies; no query."""
    wanted = set(ids)
    return [term for pk, term in _labels().terms.items() if pk in wanted]


def all_terms() -> Iterable[tuple[int, "Term"]]:
    """(key, term) of every term; no query."""
    return _labels().terms.items()


def choices(vocabulary: str) -> list[tuple[str, str]]:
    """(code, label) of every term of a vocabulary, in its order."""
    return [
        (code, term_label(pk)) for (name, code), pk in _labels().ids.items() if name == vocabulary
    ]
