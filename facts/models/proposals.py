"""Another value of a fact that one person proposes and another gives to readers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from facts.models.facts import Fact, FactValue, Valued


class FactProposal(Valued):
    """A value that waits for a second person, and what its author saw and chose.

    `choices` are the author's choices by the name of their row (`facts.change.Row.name`), `seen`
    the marks of the sentences that the author was shown (`facts.change.Changed.mark`).
    """

    class State(models.TextChoices):
        OPEN = "open", _("Waits for approval")
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Sent back")
        CLOSED = "closed", _("Withdrawn")

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="proposals")
    holds_from = models.DateField(_("holds from"), null=True, blank=True)
    based_on = models.ForeignKey(
        FactValue, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    choices = models.JSONField(default=dict, editable=False)
    seen = models.JSONField(default=list, editable=False)
    pages = models.PositiveIntegerField(_("pages"), default=0, editable=False)
    versions = models.PositiveIntegerField(_("language versions"), default=0, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    comment = models.TextField(_("reason"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("proposed value")
        verbose_name_plural = _("proposed values")
        ordering = ["created_at"]
        indexes: ClassVar = [models.Index(fields=["state"], name="fact_proposal_state")]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_outdated(self) -> bool:
        """Whether the fact has another value by now than the one its author saw."""
        current = self.fact.current
        return self.is_open and (current.pk if current else None) != self.based_on_id
