"""Numbers that help at once."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import TranslatableMixin

from directory import phones
from taxonomy.localized import LocalizedFields
from taxonomy.models import Language, Term


class EmergencyNumber(LocalizedFields, TranslatableMixin, ClusterableModel):  # type: ignore[misc]
    """A helpline or emergency number: what for, for whom, when, in which languages."""

    number = phones.PhoneField(_("number"))
    mobile_number = phones.PhoneField(_("number from mobile phones"), blank=True)
    name = models.CharField(_("what for"), max_length=80)
    note = models.TextField(_("note"), max_length=300, blank=True)
    is_free = models.BooleanField(_("free of charge"), default=True)
    always_open = models.BooleanField(_("open day and night"), default=False)
    languages_count = models.PositiveSmallIntegerField(
        _("number of languages answered in"), null=True, blank=True
    )
    languages = ParentalManyToManyField(
        Language, verbose_name=_("languages"), blank=True, related_name="+"
    )
    topics = ParentalManyToManyField(
        Term, verbose_name=_("topics"), blank=True, limit_choices_to={"vocabulary": "topic"},
        related_name="+", help_text=_("Shown first on pages about these topics."),
    )  # fmt: skip
    on_home = models.BooleanField(_("show on the home page"), default=False)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    review_flag = models.CharField(_("review flag"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    translated_fields: ClassVar[tuple[str, ...]] = ("name", "note")

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("helpline")
        verbose_name_plural = _("helplines")
        ordering = ["order", "number"]

    def __str__(self) -> str:
        return f"{self.display} {self.name}"

    @property
    def display(self) -> str:
        return phones.display(self.number)

    @property
    def mobile_display(self) -> str:
        return phones.display(self.mobile_number) if self.mobile_number else ""
