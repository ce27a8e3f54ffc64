"""What an organisation was told about its insurance, and when: the log that keeps it to once."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models import Organisation


class InsuranceReminder(models.Model):
    """A notice about the insurance of an organisation's volunteers, to its role mailbox.

    It is written down first and sent by the clock, so that a mail server that is away delays a
    notice and loses none.
    """

    class Kind(models.TextChoices):
        MONTH = "30-days", _("30 days before")
        WEEK = "7-days", _("7 days before")
        PAUSED = "paused", _("calls paused")
        RESUMED = "resumed", _("calls open again")
        BY_HAND = "by-hand", _("by hand")

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE,
        related_name="insurance_reminders",
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    valid_until = models.DateField(
        _("insurance valid until"), null=True, blank=True,
        help_text=_("The end that the notice speaks of. A new declaration begins anew."),
    )  # fmt: skip
    created_on = models.DateField(_("noted on"))
    waits = models.BooleanField(_("waits to be sent"), default=True, db_index=True)
    sent_on = models.DateField(
        _("sent on"), null=True, blank=True,
        help_text=_("Empty: it waits, or was true no more when its turn came."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("reminder about insurance")
        verbose_name_plural = _("reminders about insurance")
        ordering: ClassVar[list[str]] = ["-pk"]
        default_permissions = ()
        permissions = [
            ("monitor_insurance", "Can see the insurance of organisations and remind them"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "valid_until"],
                condition=~Q(kind="by-hand"),
                name="insurance_reminder_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_kind_display()} · {self.created_on}"

    @property
    def to(self) -> Organisation:
        """Who is told."""
        return self.organisation
