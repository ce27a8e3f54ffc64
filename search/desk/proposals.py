"""What to do about a wish: the best of synonym, way, draft and task, found by looking around.

Nothing is translated by machine. A page is near when it is found by the wish in another language
(readers mix them), by the beginnings of its words, or when it is only a draft.
"""

from dataclasses import dataclass
from itertools import chain

from django.conf import settings
from django.db.models import Q
from wagtail.models import Page

from core import locales
from core.search_entries import page_key
from search import service
from search.analysis import analyzer
from search.desk.demand import Wish
from search.models import SearchChoice
from search.service import Ask, Found
from search.synonyms import LONGEST

BEGINNING = 4
"""Letters of a word by which something similar is looked for."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one button does; `found` is how many results readers see now."""

    choice: str
    page: Page | None = None
    title: str = ""
    found: int = 0
    is_draft: bool = False


def propose(wishes: list[Wish], language: str) -> list[Proposal]:
    """One proposal for each wish: two queries for all of them, and some searches each."""
    seen = [service.answer(Ask(wish.words, language, per_page=3)) for wish in wishes]
    near: list[Found | None] = []
    for wish, answer in zip(wishes, seen, strict=True):
        near.append(
            _best(answer.results) or (None if answer.results else _near(wish.words, language))
        )
    pages = pages_of([hit.key for hit in near if hit is not None], language)
    drafts = _drafts(
        [wish for wish, hit in zip(wishes, near, strict=True) if hit is None], language
    )
    proposals = []
    for wish, answer, hit in zip(wishes, seen, near, strict=True):
        page = pages.get(hit.key) if hit else None
        draft = drafts.get(wish.words)
        if page is not None:
            fits = not answer.total and expression(page, language)
            choice = SearchChoice.SYNONYM if fits else SearchChoice.LEAD
            proposals.append(Proposal(choice, page, page.title, answer.total))
        elif draft is not None:
            proposals.append(
                Proposal(SearchChoice.TASK, draft, draft.title, answer.total, is_draft=True)
            )
        else:
            proposals.append(Proposal(SearchChoice.TASK, found=answer.total))
    return proposals


def _near(words: str, language: str) -> Found | None:
    """A page that the words find in another language, or whose title has words that begin so."""
    others = [code for code, _name in settings.LANGUAGES if code != language]
    by_language = (
        service.answer(Ask(words, code, per_page=3, exact=True)).results for code in others
    )
    longest = sorted((word for word in words.split() if len(word) > BEGINNING), key=len)[-2:]
    by_beginning = (
        service.suggest(word[: max(BEGINNING, len(word) - 2)], language) for word in longest
    )
    return next((hit for found in chain(by_language, by_beginning) if (hit := _best(found))), None)


def _best(results: list[Found]) -> Found | None:
    """The first page whose title has one of the words: a word somewhere in a text says little."""
    return next(
        (
            hit
            for hit in results
            if hit.key.startswith("page:") and any(piece.marked for piece in hit.title)
        ),
        None,
    )


def pages_of(keys: list[str], language: str) -> dict[str, Page]:
    """Key to the live page in a language, else in the source language; one query."""
    here, source = locales.by_code(language), locales.source()
    rows = Page.objects.live().filter(
        translation_key__in={key.partition(":")[2] for key in keys},
        locale__in=[here or source, source],
    )  # fmt: skip
    found: dict[str, Page] = {}
    for row in rows:
        if here is None or row.locale_id == here.pk or page_key(row) not in found:
            found[page_key(row)] = row
    return found


def _drafts(wishes: list[Wish], language: str) -> dict[str, Page]:
    """Words to a page that was never published and whose title has one of the longer words."""
    locale = locales.by_code(language)
    looked = {
        wish.words: [word for word in wish.words.split() if len(word) > BEGINNING]
        for wish in wishes
    }
    wanted = Q()
    for words in looked.values():
        for word in words:
            wanted |= Q(title__icontains=word)
    if not wanted or locale is None:
        return {}
    rows = list(Page.objects.filter(wanted, live=False, locale=locale).order_by("-pk")[:50])
    return {
        text: row
        for text, words in looked.items()
        for row in rows
        if any(word in row.title.lower() for word in words)
    }


def expression(page: Page, language: str) -> str:
    """The title of a page as an expression of a synonym; empty when it is in another language or
    too long for one."""
    if locales.by_id(page.locale_id).language_code != language:
        return ""
    words = analyzer(language).telling(page.title)
    return page.title if 0 < len(words) <= LONGEST else ""
