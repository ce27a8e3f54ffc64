"""What an organisation was told about one of its calls: the log that keeps it to once."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import Organisation
from volunteering.models.applications import Application


class CallNotice(models.Model):
    """A notice about a call to the role mailbox of its host; it carries a link, never data.

    Like reminders of insurance it is written down first and sent by the clock.
    """

    class Kind(models.TextChoices):
        WAITING_3 = "3-days", _("nobody answered for 3 days")
        WAITING_7 = "7-days", _("nobody answered for 7 days")
        FULL = "full", _("all places are taken")
        CLOSED = "closed", _("the call has closed")

    call_key = models.UUIDField(db_index=True, editable=False)
    host = models.ForeignKey(
        Organisation, verbose_name=_("host organisation"), on_delete=models.CASCADE,
        related_name="call_notices",
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    about = models.CharField(
        max_length=20, blank=True,
        help_text=_("The deadline or the number of places the notice speaks of."),
    )  # fmt: skip
    applications = models.ManyToManyField(
        Application, verbose_name=_("applications"), blank=True, related_name="notices"
    )
    created_on = models.DateField(_("noted on"))
    waits = models.BooleanField(_("waits to be sent"), default=True, db_index=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice about a call")
        verbose_name_plural = _("notices about calls")
        ordering: ClassVar[list[str]] = ["-pk"]
        default_permissions = ()
        permissions = [
            ("monitor_calls", "Can see which calls have no answers, and the numbers of answers"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["call_key", "kind", "about"],
                condition=models.Q(kind__in=["full", "closed"]),
                name="call_notice_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.call_key} · {self.get_kind_display()} · {self.created_on}"

    @property
    def to(self) -> Organisation:
        """Who is told."""
        return self.host
