"""Alerts: a mailbox that wants to hear of new calls. Nothing is kept but address, filter, language.

The address is sealed like an applicant's answer (docs/decisions/0009-applications.md): a dump does
not tell who follows what. `address_key` is a keyed digest, which finds the alerts of one address
without telling the address.
"""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAYS_TO_CONFIRM = 2
LONGEST_QUERY = 1000


class CallAlertQuerySet(models.QuerySet["CallAlert"]):
    """Alerts by what is due to them."""

    def confirmed(self) -> "CallAlertQuerySet":
        """Alerts whose address has said yes."""
        return self.filter(confirmed_at__isnull=False)

    def forgotten(self, now: datetime.datetime | None = None) -> "CallAlertQuerySet":
        """Alerts that nobody confirmed in time."""
        limit = (now or timezone.now()) - datetime.timedelta(days=DAYS_TO_CONFIRM)
        return self.filter(confirmed_at__isnull=True, created_at__lt=limit)

    def due(self, day: datetime.date) -> "CallAlertQuerySet":
        """Confirmed alerts whose address was not written to on the day: one mail a day at most."""
        told = self.model.objects.filter(sent_on__gte=day).values("address_key")
        return self.confirmed().exclude(address_key__in=told)


class CallAlert(models.Model):
    """One filter of the list of calls that one address follows, in the language it was asked in."""

    address_key = models.CharField(max_length=64, db_index=True, editable=False)
    sealed_address = models.BinaryField()
    query = models.CharField(_("filter"), max_length=LONGEST_QUERY, blank=True)
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    since = models.DateTimeField(
        _("calls from"), help_text=_("Calls published later have not been told yet.")
    )
    sent_on = models.DateField(_("last mail"), null=True, blank=True)

    objects = CallAlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["address_key", "query", "language"], name="call_alert_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} · {self.query}"
