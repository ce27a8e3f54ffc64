"""What people say about sentences of a translation: accepted differences, wishes of reviewers."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class Reason(models.TextChoices):
    """Why a translation may differ from its source."""

    WORD = "word", _("written as a word")
    DIGITS = "digits", _("written as this language writes it")
    UNNEEDED = "unneeded", _("not needed in this language")
    OTHER = "other", _("another reason")


class AcceptedCheck(models.Model):
    """A difference from the source that somebody looked at and found right.

    `signature` stands for the source text and the difference: another one asks again. `key` is the
    translation key of the page.
    """

    key = models.UUIDField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    path = models.TextField()
    signature = models.CharField(max_length=40)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    note = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("accepted difference")
        verbose_name_plural = _("accepted differences")
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["key", "locale", "path", "signature"], name="accepted_check_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.path}: {self.get_reason_display()}"


class SegmentComment(models.Model):
    """What a reviewer asks for in one sentence; settled when the translation is sent again."""

    key = models.UUIDField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    path = models.TextField()
    string_id = models.PositiveBigIntegerField()
    text = models.TextField(max_length=1000)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    settled = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("comment on a sentence")
        verbose_name_plural = _("comments on sentences")
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["key", "locale"], name="segment_comment_of_page")
        ]

    def __str__(self) -> str:
        return self.text[:60]
