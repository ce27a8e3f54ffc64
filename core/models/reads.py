"""How often pages are read: daily sums, and nothing of who reads."""

from typing import ClassVar

from django.db import models
from wagtail.models import Locale


class PageReads(models.Model):
    """How often a page was opened in one language on one day, in the time of the site.

    `key` is the translation key that the page shares with its translations. Written by
    `core.reads` alone.
    """

    day = models.DateField()
    key = models.UUIDField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "locale", "day"], name="page_reads_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["day"], name="page_reads_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.key}: {self.number}"
