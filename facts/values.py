"""A typed value and how readers see it, in whatever language is active."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils import formats as django_formats
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from facts import formats
from taxonomy import phones


class Kind(models.TextChoices):
    """What a fact is: it decides which fields hold its value."""

    FEE = "fee", _("Fee")
    THRESHOLD = "threshold", _("Threshold")
    NUMBER = "number", _("Time or number")
    PHONE = "phone", _("Telephone")
    DAY = "date", _("Date")
    RULE = "rule", _("Opening rule")
    LAW = "law", _("Law reference")


MONEY = (Kind.FEE, Kind.THRESHOLD)
# The fields of a value by its kind; the first one is always given.
FIELDS: dict[str, tuple[str, ...]] = {
    Kind.FEE: ("amount", "currency"),
    Kind.THRESHOLD: ("amount", "currency", "per"),
    Kind.NUMBER: ("number", "unit"),
    Kind.PHONE: ("phone",),
    Kind.DAY: ("day",),
    Kind.RULE: ("text", "texts"),
    Kind.LAW: ("text",),
}


@dataclass(frozen=True)
class Value:
    """What a fact says. `texts` are translations of `text` by language code."""

    kind: str
    amount: Decimal | None = None
    currency: str = "EUR"
    per: str = ""
    number: int | None = None
    unit: str = ""
    phone: str = ""
    day: datetime.date | None = None
    text: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> str:
        """The value as text: 30,46 €; 60 days; 800 290 290."""
        if self.amount is not None:
            return formats.money_per(formats.money(self.amount, self.currency), self.per)
        if self.number is not None:
            return formats.duration_text(self.number, self.unit)
        if self.day is not None:
            return django_formats.date_format(self.day)
        return phones.display(self.phone) if self.phone else self._words()[0]

    def html(self) -> SafeString:
        """The value inside running text, apart from the direction of what stands around it."""
        if self.amount is not None:
            amount = format_html(
                '<bdi dir="ltr">{}</bdi>', formats.money(self.amount, self.currency)
            )
            return mark_safe(formats.money_per(amount, self.per))
        if self.phone:
            return format_html(
                '<a href="tel:{}"><bdi dir="ltr">{}</bdi></a>', self.phone, self.plain()
            )
        words, language = self._words()
        if words and language != (get_language() or language):
            return format_html('<span lang="{}" dir="ltr">{}</span>', language, words)
        return format_html("<bdi>{}</bdi>", self.plain())

    def _words(self) -> tuple[str, str]:
        """The text in the reader's language, else the one of the source, and its language."""
        own = get_language() or settings.LANGUAGE_CODE
        if self.texts.get(own):
            return self.texts[own], own
        return self.text, settings.LANGUAGE_CODE

    def numeral(self) -> str:
        """The value's number as digits with a point: what may stand typed in a text as well."""
        if self.amount is not None:
            return f"{self.amount.normalize():f}"
        return "" if self.number is None else str(self.number)
