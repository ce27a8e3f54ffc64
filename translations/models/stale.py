"""What changed in the source since a translation was made, and versions that change nothing."""

from typing import ClassVar

from django.db import models
from wagtail.models import Locale, Revision

from translations.models.sources import SourceStats


class StaleText(models.Model):
    """A place of the source that changed after the translation of one language was made.

    `was` are the strings the translation corresponds to, in order; empty where the place is new.
    What stands there now is in `SourceText`; nothing there means that it was removed.
    """

    source = models.ForeignKey(SourceStats, on_delete=models.CASCADE, related_name="stale_texts")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    path = models.TextField()
    was = models.JSONField(default=list)
    changed_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "locale", "path"], name="stale_text_once")
        ]

    def __str__(self) -> str:
        return self.path


class MinorVersion(models.Model):
    """A version whose editor said that it changes nothing for readers of translations."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.revision_id)
