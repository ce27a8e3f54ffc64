"""Words: the official Italian terms with their meaning, and questions people ask."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin
from wagtail.search import index

from taxonomy.localized import LocalizedFields
from taxonomy.models import Term
from taxonomy.review import ReviewedMixin


class GlossaryTerm(LocalizedFields, TranslatableMixin, index.Indexed, models.Model):  # type: ignore[misc]
    """An official term. The Italian word stays visible in every language: it is on the door."""

    code = models.SlugField(_("code"), max_length=80)
    italian = models.CharField(_("Italian term"), max_length=120)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    term = models.CharField(_("term"), max_length=160)
    plain = models.TextField(
        _("plain explanation"), max_length=300, blank=True, help_text=_("At most 190 characters.")
    )
    topic = models.ForeignKey(
        Term, verbose_name=_("topic"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", limit_choices_to={"vocabulary": "glossary-topic"},
    )  # fmt: skip
    see_also = models.JSONField(_("see also"), default=list, blank=True)
    verify_note = models.CharField(_("to be verified"), max_length=300, blank=True)

    translated_fields: ClassVar[tuple[str, ...]] = ("term", "plain")
    search_fields = [
        index.SearchField("italian"),
        index.SearchField("term", boost=3),
        index.SearchField("plain"),
        index.AutocompleteField("term"),
        index.AutocompleteField("italian"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["term"]
        constraints = [
            models.UniqueConstraint(fields=["code", "locale"], name="glossary_code_locale")
        ]

    def __str__(self) -> str:
        return self.term if self.term == self.italian else f"{self.term} ({self.italian})"


class FaqItem(LocalizedFields, ReviewedMixin, TranslatableMixin, index.Indexed, ClusterableModel):  # type: ignore[misc]
    """A question people ask, with a short answer."""

    question = models.CharField(_("question"), max_length=200)
    answer = RichTextField(_("answer"), features=["bold", "link", "glossary", "ul", "ol"])
    topics = ParentalManyToManyField(
        Term, verbose_name=_("topics"), limit_choices_to={"vocabulary": "topic"}, related_name="+"
    )
    audience = ParentalManyToManyField(
        Term, verbose_name=_("audience"), blank=True, limit_choices_to={"vocabulary": "audience"},
        related_name="+",
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    translated_fields: ClassVar[tuple[str, ...]] = ("question", "answer")
    search_fields = [
        index.SearchField("question", boost=2),
        index.SearchField("answer"),
        index.AutocompleteField("question"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
        ordering = ["order", "question"]

    def __str__(self) -> str:
        return self.question
