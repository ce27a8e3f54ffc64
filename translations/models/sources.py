"""A page of the source language as the desk lists it, and the texts translations stand against."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from taxonomy.models import Term

# How much a mistake hurts, by risk class; a page without a class explains.
RISK_WEIGHT: dict[str, int] = {"A": 3, "B": 2, "C": 1, "": 1}


class SourceStats(models.Model):
    """What the desk lists of a page in the source language, written by jobs, never by a request.

    `key` is the translation key that the page shares with its translations.
    """

    key = models.UUIDField(primary_key=True)
    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=255)
    live = models.BooleanField(default=True)
    kind = models.CharField(max_length=60)
    topics = models.ManyToManyField(Term, related_name="+", blank=True)
    topic = models.CharField(max_length=80, blank=True)
    risk = models.CharField(max_length=1, blank=True)
    flag = models.CharField(max_length=300, blank=True)
    next_review = models.DateField(null=True, blank=True)
    reads_28d = models.PositiveIntegerField(default=0)
    priority = models.PositiveIntegerField(default=0)
    # Unpublishing, moving or deleting the page leaves its translations where they are.
    independent = models.BooleanField(default=False)
    # Translated pages that were withdrawn with this one, to the version of each that was live.
    withdrawn = models.JSONField(default=dict, blank=True)
    # While the page is withdrawn: the locale of each translation, to the user whose work it is.
    assigned = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering: ClassVar[list[str]] = ["-priority", "title"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["live", "-priority", "title"], name="source_by_priority")
        ]

    def __str__(self) -> str:
        return self.title


class SourceText(models.Model):
    """The translatable texts of the live source page when it was last published.

    `segments` are pairs in reading order: the content path (as wagtail-localize names it: field,
    block ids, …) and the strings there, in wagtail-localize's own form. What the translation of a
    language corresponds to is this, with the older strings of `StaleText` in their place: the
    snapshot of each language is kept as its differences, and most have none.
    """

    source = models.OneToOneField(SourceStats, on_delete=models.CASCADE, related_name="text")
    segments = models.JSONField(default=list)
    revision_id = models.PositiveBigIntegerField(null=True)
    taken_on = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.source_id)

    @property
    def texts(self) -> dict[str, list[str]]:
        """Content path to strings, in reading order."""
        return {path: list(strings) for path, strings in self.segments}
