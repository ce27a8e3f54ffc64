"""Notices to colleagues that the clock sends, each once."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DeskNotice(models.Model):
    """Something one colleague is told about one thing on one occasion.

    The row is the proof that it was said: the same words to the same person about the same day
    are never written twice.
    """

    class Kind(models.TextChoices):
        MONTH = "month", _("check due in 30 days")
        WEEK = "week", _("check due in 7 days")
        TODAY = "today", _("check due today")
        DIGEST = "digest", _("digest of the week")

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("to"), on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    about = models.CharField(_("about"), max_length=64)
    """The key that all languages of a page share, or the week of a digest."""
    due = models.DateField(_("day it speaks of"))
    created_at = models.DateTimeField(_("noted"), auto_now_add=True)
    waits = models.BooleanField(_("waits to be sent"), default=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice to a colleague")
        verbose_name_plural = _("notices to colleagues")
        default_permissions = ()
        permissions = [
            ("verify_pages", "Can sign that pages are verified and say that a law changed"),
            ("watch_jobs", "Can see the background jobs that failed"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["to", "kind", "about", "due"], name="desk_notice_said_once"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["waits"], name="desk_notice_waits", condition=models.Q(waits=True))
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}, {self.due}"
