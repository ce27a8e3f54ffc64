"""When a text was last verified, by whom, and when it must be verified again.

Pages and snippets share this mixin, so it lives below both.
"""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

REVIEW_DAYS = {"A": 90, "B": 180, "C": 365}


class ReviewedMixin(models.Model):
    """Risk class, verification and validity of a text. One value for all languages."""

    class Risk(models.TextChoices):
        AMOUNTS = "A", _("A: amounts and deadlines (every 90 days)")
        PROCEDURE = "B", _("B: procedure (every 180 days)")
        EXPLANATION = "C", _("C: explanation (every 365 days)")

    risk_class = models.CharField(
        _("risk class"),
        max_length=1,
        choices=Risk.choices,
        default=Risk.PROCEDURE,
        help_text=_("How soon a mistake would hurt a reader. It sets the time between checks."),
    )
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("Day of the last check against the sources."),
    )
    verified_by_role = models.CharField(
        _("verified by"),
        max_length=120,
        blank=True,
        help_text=_(
            "The office that checked, not a person. Example: Sportello immigrazione di Cuneo."
        ),
    )
    next_review = models.DateField(
        _("next check"),
        null=True,
        blank=True,
        help_text=_("Computed from the risk class when left empty."),
    )
    review_flag = models.CharField(
        _("review flag"),
        max_length=300,
        blank=True,
        help_text=_("What must be checked, for example “law changed: …”. Readers see a notice."),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.verified_on and not self.next_review:
            self.next_review = self.verified_on + datetime.timedelta(
                days=REVIEW_DAYS[self.risk_class]
            )
        super().save(*args, **kwargs)

    @property
    def review_due(self) -> datetime.date | None:
        """The day of the next check, or nothing when the text was never verified."""
        return self.next_review

    @property
    def is_overdue(self) -> bool:
        """The day of the next check has passed."""
        return bool(self.next_review and self.next_review < timezone.localdate())

    @property
    def is_outdated(self) -> bool:
        """The rule described is no longer valid."""
        return bool(self.valid_until and self.valid_until < timezone.localdate())


def review_panel() -> MultiFieldPanel:
    """The fields of the mixin, for the forms of snippets."""
    return MultiFieldPanel(
        [
            FieldPanel("risk_class"),
            FieldRowPanel([FieldPanel("verified_on"), FieldPanel("next_review")]),
            FieldPanel("verified_by_role"),
            FieldPanel("review_flag"),
            FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        ],
        heading=_("Verification"),
    )
