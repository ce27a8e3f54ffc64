"""The sentences in which a fact stands, as the desk shows them: with the value in its place."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from facts.models import Fact, FactUse
from facts.values import Value

MARK = re.compile(r"⟦(\d+)⟧")


def mark(key: int) -> str:
    """What stands for the value of a fact inside a sentence."""
    return f"⟦{key}⟧"


@dataclass(frozen=True)
class Sentence:
    """A sentence of one language, with the values of all facts in it."""

    use: FactUse
    values: Mapping[int, Value]

    @property
    def language(self) -> str:
        return str(self.use.locale.language_code)

    @property
    def html_lang(self) -> str:
        """The BCP 47 form of the language."""
        base, dash, script = self.language.partition("-")
        return f"{base}-{script.title()}" if dash and len(script) == 4 else self.language

    @property
    def direction(self) -> str:
        return "rtl" if translation.get_language_info(self.language)["bidi"] else "ltr"

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.use.page_id])

    @property
    def shown(self) -> SafeString:
        """The sentence with today's value of the fact in bold."""
        return self.with_value(self.values.get(self.use.fact_id), "b")

    def with_value(self, value: Value | None, element: str) -> SafeString:
        """The sentence as readers of its language see it with this value, which is marked."""
        with translation.override(self.language):
            return mark_safe(self._put(value, element))

    def _put(self, value: Value | None, element: str) -> str:
        parts = MARK.split(self.use.sentence)
        out = [conditional_escape(parts[0])]
        for key, text in zip(parts[1::2], parts[2::2], strict=True):
            if int(key) == self.use.fact_id:
                shown = value.plain() if value else ""
                out.append(format_html('<{0} dir="auto">{1}</{0}>', mark_safe(element), shown))
            else:
                other = self.values.get(int(key))
                out.append(format_html("<bdi>{}</bdi>", other.plain() if other else ""))
            out.append(conditional_escape(text))
        return "".join(out)


def plain(sentence: Sentence, value: Value) -> str:
    """The sentence as text, with this value in its place."""
    return html.unescape(strip_tags(sentence.with_value(value, "ins")))


@dataclass
class Place:
    """One place of one page in all languages that have it; the source language first."""

    sentences: list[Sentence] = field(default_factory=list)

    @property
    def first(self) -> Sentence:
        return self.sentences[0]

    @cached_property
    def title(self) -> str:
        return str(self.first.use.page.title)

    @cached_property
    def where(self) -> str:
        """The part of the page: How much it costs."""
        model: Any = self.first.use.page.cached_content_type.model_class()
        return str(capfirst(model._meta.get_field(self.first.use.field).verbose_name))

    @property
    def languages(self) -> list[str]:
        return list(dict.fromkeys(sentence.language for sentence in self.sentences))


def of(fact: Fact) -> QuerySet:
    """The uses of a fact with all that a screen shows of them."""
    return fact.uses.select_related("page", "page__content_type", "locale").order_by(
        "translation_key", "position", "pk"
    )


def sentences(uses: Iterable[FactUse]) -> list[Sentence]:
    """Uses with the values of all facts that stand in their sentences; two queries."""
    rows = list(uses)
    keys = {int(key) for row in rows for key in MARK.findall(row.sentence)}
    values = {
        fact.pk: fact.current.value
        for fact in Fact.objects.filter(pk__in=keys).prefetch_related("values")
        if fact.current
    }
    return [Sentence(row, values) for row in rows]


def places(found: Iterable[Sentence]) -> list[Place]:
    """Sentences by page and place: blocks keep their id in every language."""
    grouped: dict[tuple[Any, ...], Place] = {}
    counts: dict[tuple[Any, ...], int] = {}
    for sentence in found:
        use = sentence.use
        spot = (use.translation_key, use.field, use.block)
        number = counts[*spot, use.page_id] = counts.get((*spot, use.page_id), 0) + 1
        grouped.setdefault((*spot, number), Place()).sentences.append(sentence)
    for place in grouped.values():
        place.sentences.sort(key=lambda row: _language_order(row.language))
    return sorted(grouped.values(), key=lambda place: (place.title, place.first.use.position))


def _language_order(code: str) -> int:
    order = [name for name, _label in settings.LANGUAGES]
    return order.index(code) if code in order else len(order)


def pages(fact: Fact) -> tuple[int, int]:
    """(pages, languages) in which readers see the fact."""
    rows = set(fact.uses.values_list("translation_key", "locale_id"))
    return len({key for key, _locale in rows}), len({locale for _key, locale in rows})
