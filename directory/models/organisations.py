"""Organisations: who runs projects, hosts volunteers, answers people."""

import datetime
import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from directory.mailboxes import looks_personal
from directory.models.contacts import ContactRow
from taxonomy.localized import LocalizedFields
from taxonomy.models import Language, Place, Term

INSURANCE_WARNING_DAYS = 30


class InsuranceState(models.TextChoices):
    """What is known of an organisation's insurance of its volunteers on a day."""

    MISSING = "missing", _("not declared")
    VALID = "valid", _("declared")
    ENDING = "ending", _("ends within 30 days")
    EXPIRED = "expired", _("expired")


class Organisation(  # type: ignore[misc]
    LocalizedFields,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A body that takes part: public, third sector or informal.

    Insurance: volunteers must be insured by the organisation that hosts them (D.Lgs. 117/2017
    art. 18; DM 6 October 2021). The declaration is stored with its end, never the policy.
    """

    class Art42(models.TextChoices):
        NONE = "", _("not in the register")
        FIRST = "1", _("first section")
        SECOND = "2", _("second section")
        BOTH = "both", _("both sections")

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=120, blank=True)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    description = models.TextField(
        _("description"), blank=True, max_length=600, help_text=_("One or two plain sentences.")
    )
    mission = models.TextField(_("mission"), blank=True, max_length=1000)
    kind = models.ForeignKey(
        Term,
        verbose_name=_("kind"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"vocabulary": "organisation-kind"},
    )
    legal_form = models.ForeignKey(
        Term,
        verbose_name=_("legal form"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"vocabulary": "legal-form"},
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="branches",
    )  # fmt: skip
    runts_number = models.CharField(_("RUNTS number"), max_length=20, blank=True)
    runts_section = models.CharField(_("RUNTS section"), max_length=60, blank=True)
    art42_section = models.CharField(
        _("register of art. 42"), max_length=4, blank=True, choices=Art42.choices
    )
    art42_number = models.CharField(_("number in that register"), max_length=40, blank=True)
    other_registers = models.CharField(_("other registers"), max_length=200, blank=True)
    ipa_code = models.CharField(_("IPA code"), max_length=20, blank=True)
    tax_code = models.CharField(_("tax code"), max_length=16, blank=True)
    languages = ParentalManyToManyField(Language, verbose_name=_("languages spoken"), blank=True)
    places = ParentalManyToManyField(
        Place, verbose_name=_("works in"), blank=True, related_name="+"
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    seat = models.ForeignKey(
        Place,
        verbose_name=_("seat"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "media.CustomImage", verbose_name=_("logo"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    insurance_declared_on = models.DateField(_("insurance declared on"), null=True, blank=True)
    insurance_valid_until = models.DateField(_("insurance valid until"), null=True, blank=True)
    insurance_accidents = models.BooleanField(_("covers accidents"), default=False)
    insurance_illness = models.BooleanField(_("covers illness"), default=False)
    insurance_liability = models.BooleanField(_("covers liability"), default=False)
    insurance_checked_by_role = models.CharField(_("checked by"), max_length=120, blank=True)
    volunteers_count = models.PositiveIntegerField(_("volunteers"), null=True, blank=True)
    public_funding_url = models.URLField(
        _("public contributions received"), blank=True, help_text=_("L. 124/2017, art. 1, c. 125.")
    )
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    is_demo = models.BooleanField(_("fictional, for demonstration"), default=False)

    translated_fields: ClassVar[tuple[str, ...]] = ("description", "mission")
    search_fields = [
        index.SearchField("name", boost=3),
        index.SearchField("acronym"),
        index.SearchField("description"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
        index.FilterField("kind"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        if not self.slug:
            self.slug = slugify(self.acronym or self.name)[:120] or uuid.uuid4().hex[:8]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> None:
        super().clean()
        if self.insurance_valid_until and not self.insurance_declared_on:
            raise ValidationError(
                {"insurance_declared_on": _("Say when the insurance was declared.")}
            )

    def insurance_state(self, on: datetime.date | None = None) -> InsuranceState:
        """What is known of the insurance on a day (today by default)."""
        day = on or timezone.localdate()
        if self.insurance_declared_on is None or self.insurance_valid_until is None:
            return InsuranceState.MISSING
        if self.insurance_valid_until < day:
            return InsuranceState.EXPIRED
        if self.insurance_valid_until < day + datetime.timedelta(days=INSURANCE_WARNING_DAYS):
            return InsuranceState.ENDING
        return InsuranceState.VALID

    @property
    def insurance_holds(self) -> bool:
        """Volunteers may start today."""
        return self.insurance_state() in {InsuranceState.VALID, InsuranceState.ENDING}

    @property
    def role_mailbox(self) -> str:
        """Where the organisation as such is written to; nothing when it published no office's."""
        mailboxes = (row.mailbox for row in self.contacts.all())
        return next((box for box in mailboxes if box and not looks_personal(box)), "")


def insurance_condition(state: str, on: datetime.date | None = None, prefix: str = "") -> Q:
    """The insurance's state as a condition, with the rules of `Organisation.insurance_state`.

    `prefix` leads to the organisation from another model: "host__".
    """
    day = on or timezone.localdate()
    soon = day + datetime.timedelta(days=INSURANCE_WARNING_DAYS)
    declared, until = f"{prefix}insurance_declared_on", f"{prefix}insurance_valid_until"
    missing = Q(**{f"{declared}__isnull": True}) | Q(**{f"{until}__isnull": True})
    return {
        InsuranceState.MISSING: missing,
        InsuranceState.EXPIRED: ~missing & Q(**{f"{until}__lt": day}),
        InsuranceState.ENDING: ~missing & Q(**{f"{until}__gte": day, f"{until}__lt": soon}),
        InsuranceState.VALID: ~missing & Q(**{f"{until}__gte": soon}),
    }[InsuranceState(state)]


class OrganisationContact(ContactRow):
    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="contacts")

    class Meta(ContactRow.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
