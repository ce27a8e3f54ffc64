"""Values stated once: a fee, a threshold, a telephone, a rule, and where readers find them."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from facts import formats
from facts.values import FIELDS, MONEY, Kind, Value
from taxonomy import phones
from taxonomy.review import ReviewedMixin


class Fact(ReviewedMixin, index.Indexed, ClusterableModel):
    """Something that many pages say and that changes once. Its value is that of the day."""

    valid_from = None  # type: ignore[assignment]  # values have days of their own
    valid_until = None  # type: ignore[assignment]

    code = models.SlugField(
        _("code"), max_length=60, unique=True,
        help_text=_("A short name without spaces, for example kit-postale. Translators see it."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    owner_role = models.CharField(
        _("owner"), max_length=120, blank=True,
        help_text=_("The office that looks after the value, not a person."),
    )  # fmt: skip
    source_url = models.URLField(_("source"), blank=True, max_length=300)
    law_reference = models.CharField(_("legal reference"), max_length=160, blank=True)

    search_fields: ClassVar[list[Any]] = [
        index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("code"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["name"]
        permissions: ClassVar = [("approve_fact", _("Can approve values that others propose"))]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def current(self) -> "FactValue | None":
        """The value of today: of those that have begun, the one that began last."""
        today = timezone.localdate()
        begun = [
            row for row in self.values.all() if row.valid_from is None or row.valid_from <= today
        ]
        return max(begun, key=order, default=None)

    @property
    def planned(self) -> "list[FactValue]":
        """Values that take effect on a later day, the next one first."""
        today = timezone.localdate()
        later = [row for row in self.values.all() if row.valid_from and row.valid_from > today]
        return sorted(later, key=order)

    @property
    def shown(self) -> str:
        """Today's value in the active language."""
        return self.current.value.plain() if self.current else ""


class FactLabel(models.Model):
    """What a fact is called in a language other than Italian: translators read it."""

    fact = ParentalKey(Fact, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(
        _("language"), max_length=12,
        choices=[row for row in settings.LANGUAGES if row[0] != settings.LANGUAGE_CODE],
    )  # fmt: skip
    label = models.CharField(_("label"), max_length=160)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["fact", "language"], name="fact_label_unique")
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.language})"


class Valued(models.Model):
    """Something that holds a value of the kind of its `fact`."""

    fact: Any
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="EUR",
        choices=[(code, f"{code} {symbol}") for code, symbol in formats.SYMBOLS.items()],
    )  # fmt: skip
    per = models.CharField(
        _("for each"), max_length=5, blank=True,
        choices=[("day", _("day")), ("month", _("month")), ("year", _("year"))],
    )  # fmt: skip
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=12, blank=True, choices=formats.DURATION_UNITS)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    day = models.DateField(_("date"), null=True, blank=True)
    text = models.CharField(_("text"), max_length=300, blank=True)
    texts = models.JSONField(_("text by language"), default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.value.plain()

    @property
    def value(self) -> Value:
        """The typed value."""
        return Value(
            kind=self.fact.kind, amount=self.amount, currency=self.currency, per=self.per,
            number=self.number, unit=self.unit, phone=self.phone, day=self.day, text=self.text,
            texts=self.texts,
        )  # fmt: skip

    def clean(self) -> None:
        """Raise ValidationError when the fields do not hold a value of the fact's kind."""
        first = FIELDS[self.fact.kind][0]
        if getattr(self, first) in {None, ""}:
            raise ValidationError({first: _("Write the value.")})
        if self.fact.kind in MONEY and self.amount is not None and self.amount < 0:
            raise ValidationError({"amount": _("An amount is not less than zero.")})
        if self.phone:
            try:
                self.phone = phones.clean(self.phone)
            except ValidationError as error:
                raise ValidationError({"phone": error}) from error


class FactValue(Valued):
    """A value and the day from which it holds. Rows are never changed, only followed by others."""

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="values")
    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("Empty: since it was written here.")
    )
    announced = models.BooleanField(default=True, editable=False)
    created_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = _("value")
        verbose_name_plural = _("values")
        ordering = ["pk"]


def order(row: FactValue) -> tuple[datetime.date, int]:
    """Values in the order in which they take effect."""
    return row.valid_from or datetime.date.min, row.pk or 0
