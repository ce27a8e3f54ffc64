"""Closed vocabularies, places and languages: one row each, labels beside it.

Terms are not translated pages or snippets: a filter must be the same filter in every language
(docs/decisions/0003-vocabularies.md). Rows come from `data/` by `manage.py load_vocabularies`
and `manage.py load_places`; editors may add labels, not change codes.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from taxonomy import labels


class Vocabulary(models.Model):
    """A closed list of terms, such as *topic* or *activity type*."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    names = models.JSONField(_("names"), default=dict, help_text=_("Language code to name."))

    class Meta:
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabularies")
        ordering = ["code"]

    def __str__(self) -> str:
        return labels.pick(self.names, get_language()) or self.code


class Term(models.Model):
    """One entry of a vocabulary. `code` never changes; what readers see are its labels."""

    vocabulary = models.CharField(_("vocabulary"), max_length=40, db_index=True)
    code = models.SlugField(_("code"), max_length=60)
    uri = models.URLField(_("URI"), blank=True, max_length=300)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    icon = models.SlugField(_("icon"), max_length=30, blank=True)
    active = models.BooleanField(_("in use"), default=True)
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Pages with this term show the helplines and a way to leave quickly."),
    )

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="term_unique_code")
        ]

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str | None = None) -> str:
        """What readers of `language` (the active one by default) see; Italian, then the code."""
        return labels.term_label(self.pk, language) or self.code

    @property
    def label_language(self) -> str:
        """The language `label()` really answers in."""
        return labels.term_label_language(self.pk)


class TermLabel(models.Model):
    """What a term is called in one language, and the other words people use for it."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=12)
    label = models.CharField(_("label"), max_length=200)
    alt_labels = models.JSONField(
        _("other words"), default=list, blank=True, help_text=_("Words people search for.")
    )
    definition = models.TextField(_("definition"), blank=True)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["term", "language"], name="term_label_unique")
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.language})"


class Called:
    """A place by its names: `names` by language, `name` in Italian."""

    __slots__ = ()
    names: Any
    name: Any

    def label(self, language: str | None = None) -> str:
        """What readers of a language call it; its Italian name where it has no other."""
        return self.names.get(language or get_language() or "it") or self.name

    @property
    def label_language(self) -> str:
        """The language in which `label()` answers."""
        language = get_language() or "it"
        return language if self.names.get(language) else "it"


class Place(Called, models.Model):
    """A country, region, province, comune or foreign city.

    Comuni are keyed by cadastral code: ISTAT codes change when provinces do.
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", _("Country")
        REGION = "region", _("Region")
        PROVINCE = "province", _("Province")
        COMUNE = "comune", _("Comune")
        CITY = "city", _("City abroad")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, db_index=True)
    code = models.CharField(
        _("code"), max_length=20, help_text=_("Cadastral code, region or province code, ISO 3166.")
    )
    istat_code = models.CharField(_("ISTAT code"), max_length=6, blank=True)
    uts_code = models.CharField(max_length=3, blank=True)
    nuts = models.CharField(max_length=6, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=4, blank=True)
    name = models.CharField(_("name"), max_length=120, db_index=True)
    name_other = models.CharField(_("other official name"), max_length=120, blank=True)
    names = models.JSONField(_("names by language"), default=dict, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    region_code = models.CharField(
        _("region"), max_length=20, blank=True, db_index=True,
        help_text=_("Code of the region the place lies in, so that a filter needs one look-up."),
    )  # fmt: skip
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="place_unique_code")]

    def __str__(self) -> str:
        if self.kind == self.Kind.COMUNE and self.abbreviation:
            return f"{self.name} ({self.abbreviation})"
        return self.name

    def clean(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError(_("Give both latitude and longitude, or neither."))


class Language(models.Model):
    """A language people read or speak, with its own name for itself."""

    code = models.CharField(_("code"), max_length=12, unique=True, help_text="BCP 47")
    endonym = models.CharField(_("own name"), max_length=80)
    rtl = models.BooleanField(_("written from right to left"), default=False)
    names = models.JSONField(_("names by language"), default=dict)
    is_site_language = models.BooleanField(default=False)
    is_spoken_choice = models.BooleanField(_("can be chosen as a spoken language"), default=True)

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str | None = None) -> str:
        """The language's name in another language; its own name where there is none."""
        return labels.pick(self.names, language or get_language()) or self.endonym


class LoadedFile(models.Model):
    """What the loading commands have read already, so that they load only what changed."""

    name = models.CharField(max_length=200, unique=True)
    checksum = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("loaded file")
        verbose_name_plural = _("loaded files")

    def __str__(self) -> str:
        return self.name
