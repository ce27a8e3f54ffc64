"""Service points: desks, surgeries, schools, offices. The shape follows HSDS 3.0.

Open Referral, Human Services Data Specification 3.0: status, schedule (byday, opens_at,
closes_at), phone.languages, interpretation, assured_date.
"""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin, TranslatableMixin
from wagtail.search import index

from directory import hours, phones
from directory.models.organisations import Organisation
from taxonomy.localized import LocalizedFields
from taxonomy.models import Language, Place, Term


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class StepFree(models.TextChoices):
    NOT_STATED = "", _("not stated")
    YES = "yes", _("step-free")
    PARTLY = "partly", _("partly step-free")
    NO = "no", _("with steps")


class ServicePoint(  # type: ignore[misc]
    LocalizedFields,
    DraftStateMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A place where people are received."""

    class Status(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("service point", "open")
        PAUSED = "paused", _("temporarily closed")
        CLOSED = "closed", pgettext_lazy("service point", "closed")

    name_public = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(_("slug"), max_length=120, blank=True)
    description = models.TextField(_("description"), max_length=600, blank=True)
    how_to_access = models.TextField(_("how to get in"), max_length=600, blank=True)
    documents_to_bring = models.TextField(_("documents to bring"), max_length=600, blank=True)
    alert = models.CharField(_("notice"), max_length=200, blank=True)
    alert_until = models.DateField(_("notice until"), null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="service_points",
    )  # fmt: skip
    categories = ParentalManyToManyField(
        Term, verbose_name=_("services"), limit_choices_to={"vocabulary": "service-category"},
        related_name="+",
    )  # fmt: skip
    audience = ParentalManyToManyField(
        Term, verbose_name=_("for whom"), blank=True,
        limit_choices_to={"vocabulary": "audience"}, related_name="+",
        help_text=_("Who is helped here. Nothing chosen: everybody."),
    )  # fmt: skip
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, default=Status.ACTIVE
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    place = models.ForeignKey(
        Place, verbose_name=_("comune"), on_delete=models.PROTECT, related_name="service_points"
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    hide_address = models.BooleanField(
        _("do not publish the address"), default=False, help_text=_("For shelters and safe houses.")
    )
    mailbox = models.EmailField(_("mailbox"), blank=True)
    pec = models.EmailField(_("certified mailbox (PEC)"), blank=True)
    website = models.URLField(_("website"), blank=True)
    appointment_needed = models.BooleanField(_("by appointment only"), default=False)
    appointment_url = models.URLField(_("book online"), blank=True)
    languages = ParentalManyToManyField(
        Language, verbose_name=_("languages spoken"), blank=True, related_name="+"
    )
    interpreting = ParentalManyToManyField(
        Language, verbose_name=_("interpreting on request"), blank=True, related_name="+"
    )
    min_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    is_free = models.BooleanField(_("free of charge"), default=True)
    step_free = models.CharField(_("access"), max_length=6, choices=StepFree.choices, blank=True)
    women_only = models.BooleanField(_("for women only"), default=False)
    children_welcome = models.BooleanField(_("children welcome"), default=False)
    assured_on = models.DateField(_("verified on"), null=True, blank=True)
    is_demo = models.BooleanField(_("fictional, for demonstration"), default=False)

    translated_fields: ClassVar[tuple[str, ...]] = (
        "name_public", "description", "how_to_access", "documents_to_bring", "alert",
    )  # fmt: skip
    search_fields = [
        index.SearchField("name_public", boost=3),
        index.SearchField("description"),
        index.AutocompleteField("name_public"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("service point")
        verbose_name_plural = _("service points")
        ordering = ["name_public"]

    def __str__(self) -> str:
        return self.name_public

    def save(self, *args: object, **kwargs: object) -> None:
        if not self.slug:
            self.slug = slugify(f"{self.name_public}-{self.place.name}")[:120]
        if self.latitude is None and self.place_id:
            self.latitude, self.longitude = self.place.latitude, self.place.longitude
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def opening_lines(self) -> list[dict[str, str]]:
        """Opening hours in few words."""
        return hours.opening_lines(self.schedules.all())

    def open_quarters(self) -> list[str]:
        """The quarters of an hour of a week in which it is open (`hours.quarter`)."""
        if self.status != self.Status.ACTIVE:
            return []
        return hours.open_quarters(self.schedules.all(), timezone.localdate())

    @property
    def current_alert(self) -> str:
        """The notice, while it lasts."""
        over = self.alert_until is not None and self.alert_until < timezone.localdate()
        return "" if over else self.alert

    @property
    def public_address(self) -> str:
        return "" if self.hide_address else self.address


class ServicePhone(Orderable):
    point = ParentalKey(ServicePoint, on_delete=models.CASCADE, related_name="phones")
    number = phones.PhoneField(_("number"))
    whatsapp = models.BooleanField(_("answers on WhatsApp"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("telephone")
        verbose_name_plural = _("telephones")

    @property
    def display(self) -> str:
        return phones.display(self.number)


class ServiceSchedule(Orderable):
    """Opening hours on one weekday (HSDS schedule.byday, opens_at, closes_at)."""

    point = ParentalKey(ServicePoint, on_delete=models.CASCADE, related_name="schedules")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    opens_at = models.TimeField(_("opens at"))
    closes_at = models.TimeField(_("closes at"))
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def clean(self) -> None:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("Closing must be after opening.")})
