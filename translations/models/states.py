"""What a page is in one language: missing, at work, stale, live."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale

from translations.models.sources import SourceStats


class State(models.TextChoices):
    """States of a translation; one at a time, the one that asks for work first.

    `held`: sent for review, and the source changed after that.
    """

    MISSING = "missing", pgettext_lazy("translation", "Missing")
    DRAFT = "draft", pgettext_lazy("translation", "Draft")
    MACHINE = "machine", pgettext_lazy("translation", "Machine")
    REVIEW = "review", pgettext_lazy("translation", "In review")
    HELD = "held", pgettext_lazy("translation", "Held")
    STALE = "stale", pgettext_lazy("translation", "Stale")
    LIVE = "live", pgettext_lazy("translation", "Up to date")


class TranslationState(models.Model):
    """One cell of the matrix: a source page in one language. Written by jobs, never by a request."""

    source = models.ForeignKey(SourceStats, on_delete=models.CASCADE, related_name="states")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.MISSING)
    # The translated page; nothing where there is none.
    page_id = models.PositiveBigIntegerField(null=True)
    stale_segments = models.PositiveIntegerField(default=0)
    missing_segments = models.PositiveIntegerField(default=0)
    machine_segments = models.PositiveIntegerField(default=0)
    total_segments = models.PositiveIntegerField(default=0)
    words_todo = models.PositiveIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    # The first change that the translation does not follow yet.
    source_changed_on = models.DateTimeField(null=True)
    # When the translation was last published.
    approved_on = models.DateTimeField(null=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["source", "locale"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "locale"], name="translation_state_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["locale", "state"], name="translation_state_by_locale")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.locale_id}: {self.state}"

    def label(self) -> Any:
        """The state in words."""
        return State(self.state).label
