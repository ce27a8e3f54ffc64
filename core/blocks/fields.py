"""Small blocks: values that are the same in every language, and terms of a vocabulary."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from core import fact_links
from facts.formats import DURATION_UNITS
from facts.values import Kind, Value
from taxonomy import labels


class SharedValueMixin:
    """A block whose value is never translated: it is copied from the source language.

    wagtail-localize asks a block for its segments before it looks at its type.
    """

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        return value


class SharedCharBlock(SharedValueMixin, blocks.CharBlock):
    """A short text that is the same in every language: a reference, a code, a name."""


class SharedURLBlock(SharedValueMixin, blocks.URLBlock):
    """A web address that is the same in every language."""


class TermBlock(SharedValueMixin, blocks.FieldBlock):
    """One term of a vocabulary, stored by its code so that content can move between databases."""

    def __init__(
        self, vocabulary: str, *, required: bool = False, help_text: Any = None, **kwargs: Any
    ) -> None:
        self.vocabulary = vocabulary
        self._required = required
        self._help_text = help_text
        super().__init__(required=required, help_text=help_text, **kwargs)

    @cached_property
    def field(self) -> forms.Field:
        return forms.ChoiceField(
            choices=self._choices, required=self._required, help_text=self._help_text
        )

    def _choices(self) -> list[tuple[str, str]]:
        return [("", "—"), *labels.choices(self.vocabulary)]

    def get_searchable_content(self, value: str) -> list[str]:
        return [labels.code_label(self.vocabulary, value)] if value else []

    class Meta:
        icon = "tag"
        default = ""


class PageLinkBlock(SharedValueMixin, blocks.PageChooserBlock):
    """A page. It is stored in the source language and shown in the reader's (`.localized`)."""


class SharedSnippetBlock(SharedValueMixin, SnippetChooserBlock):
    """A place, organisation or service point; shown in the reader's language when rendered."""


class AmountBlock(SharedValueMixin, blocks.DecimalBlock):
    """An amount of money in euro. Amounts stand here and never inside translated text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Amount (€)"))
        super().__init__(min_value=0, max_digits=9, decimal_places=2, **kwargs)


class FactBlock(SharedValueMixin, blocks.FieldBlock):
    """An amount that is stated once: a fact, stored by its code. Blocks call it `fact`."""

    def __init__(self, *, required: bool = False, help_text: Any = None, **kwargs: Any) -> None:
        self._required = required
        self._help_text = help_text
        super().__init__(required=required, help_text=help_text, **kwargs)

    @cached_property
    def field(self) -> forms.Field:
        return forms.ChoiceField(
            choices=self._choices, required=self._required, help_text=self._help_text
        )

    def _choices(self) -> list[tuple[str, str]]:
        facts = fact_links.of_money()
        return [("", "—"), *((row.code, f"{row.name}: {row.value.plain()}") for row in facts)]

    def get_searchable_content(self, value: str) -> list[str]:
        fact = fact_links.by_code(value) if value else None
        return [fact.value.plain()] if fact else []

    def extract_references(self, value: str) -> Iterator[tuple[Any, str, str, str]]:
        fact = fact_links.by_code(value) if value else None
        if fact:
            yield fact_links.FactLinkHandler.get_model(), str(fact.pk), "", ""

    class Meta:
        icon = "decimal"
        default = ""


class MoneyValue(blocks.StructValue):
    """A block with an amount of its own, or with that of a fact."""

    amount_field = "amount"

    @property
    def money(self) -> Value | None:
        """The amount, of the fact where one is chosen; nothing where there is none."""
        fact = fact_links.by_code(self.get("fact") or "")
        if fact:
            return fact.value
        own = self.get(self.amount_field)
        return None if own is None or own == "" else Value(Kind.FEE, amount=Decimal(str(own)))


class DurationUnit(blocks.ChoiceBlock):
    """The unit of a period of time: no text without its number."""

    choices = DURATION_UNITS

    def get_searchable_content(self, value: str) -> list[str]:
        return []
