"""Reference pages: the glossary and the frequent questions."""

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import get_text_for_indexing

from core import search_entries as searchable
from core.models import BasePage
from glossary.models import FaqItem, GlossaryTerm
from taxonomy.models import Term


class GlossaryPage(BasePage):
    """The glossary, A to Z in the reader's language, with the Italian word always in sight."""

    search_kind = ""
    search_as = "section"
    schema_type = "DefinedTermSet"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    per_page: ClassVar[int] = 44
    search_carries = ("term",)

    class Meta:
        verbose_name = _("glossary page")
        verbose_name_plural = _("glossary pages")

    def search_entries(self, key: str | None = None) -> Iterator[searchable.SearchEntry]:
        """Every word with its meaning, found by the Italian word as well."""
        yield from super().search_entries(key)
        if not searchable.is_of(key, "term"):
            return
        for row in searchable.rows_of_kind(GlossaryTerm, self.locale_id, key):
            query = urlencode({"q": row.term})
            yield searchable.SearchEntry(
                key=searchable.snippet_key("term", row), kind="term",
                language=searchable.language_of(self), title=row.term,
                url=f"{self.url}?{query}#t-{row.code}", lead=row.plain,
                keywords=(row.italian, row.abbreviation),
            )  # fmt: skip

    def entries(self) -> list[GlossaryTerm]:
        """Terms in this language, else in Italian, sorted by what the reader sees."""
        rows = GlossaryTerm.objects.filter(locale=self.locale).select_related("topic")
        return sorted(rows, key=lambda term: term.term.casefold())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        words = " ".join(request.GET.get("q", "").split())[:80].casefold()
        terms = self.entries()
        home = {term.code: position // self.per_page + 1 for position, term in enumerate(terms)}
        by_code = {term.code: term for term in terms}
        if words:
            terms = [
                term
                for term in terms
                if words in f"{term.term} {term.italian} {term.abbreviation}".casefold()
            ]
        paginator = Paginator(terms, self.per_page)
        shown = paginator.get_page(request.GET.get("page"))
        numbers = {
            letter: n for n, letter in enumerate(dict.fromkeys(_letter(t) for t in terms), 1)
        }
        groups: dict[str, dict[str, Any]] = {}
        for term in shown:
            letter = _letter(term)
            group = {"letter": letter, "number": numbers[letter], "terms": []}
            groups.setdefault(letter, group)["terms"].append(term)
            term.related = [  # type: ignore[attr-defined]
                {"term": by_code[code].term, "url": f"?page={home[code]}#t-{code}"}
                for code in term.see_also
                if code in by_code
            ]
        first = {_letter(term): position for position, term in reversed(list(enumerate(terms)))}
        index = [
            {"letter": letter, "url": f"?page={first[letter] // self.per_page + 1}#l{number}"}
            for letter, number in numbers.items()
        ]
        return context | {
            "groups": list(groups.values()),
            "index": index,
            "shown": shown,
            "pages": [
                {"number": n, "url": f"?page={n}", "current": n == shown.number}
                for n in paginator.page_range
            ],
            "total": len(terms),
            "words": words,
        }


def _letter(term: GlossaryTerm) -> str:
    return term.term[:1].upper()


class FaqIndexPage(BasePage):
    """Frequent questions, grouped by topic."""

    search_kind = ""
    search_as = "section"
    schema_type = "WebPage"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    search_carries = ("question",)

    def search_entries(self, key: str | None = None) -> Iterator[searchable.SearchEntry]:
        """Every question with its answer."""
        yield from super().search_entries(key)
        if not searchable.is_of(key, "question"):
            return
        language = searchable.language_of(self)
        rows = searchable.rows_of_kind(FaqItem, self.locale_id, key)
        for row in rows.prefetch_related("topics", "audience"):
            topics, audience = list(row.topics.all()), list(row.audience.all())
            yield searchable.SearchEntry(
                key=searchable.snippet_key("question", row), kind="question", language=language,
                title=row.question, url=f"{self.url}#q-{row.pk}",
                lead=get_text_for_indexing(row.answer),
                keywords=tuple(searchable.term_words([*topics, *audience], language)),
                facets={
                    "topic": [term.code for term in topics],
                    "audience": [term.code for term in audience],
                },
                verified=row.verified_on,
            )  # fmt: skip

    class Meta:
        verbose_name = _("questions page")
        verbose_name_plural = _("questions pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        groups: dict[Term, list[FaqItem]] = {}
        for item in FaqItem.objects.filter(locale=self.locale).prefetch_related("topics"):
            for topic in item.topics.all()[:1]:
                groups.setdefault(topic, []).append(item)
        ordered = sorted(groups.items(), key=lambda pair: pair[0].order)
        return context | {"groups": ordered}
