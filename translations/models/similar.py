"""Where sentences that are much alike meet: the index of the fuzzy memory."""

from typing import ClassVar

from django.db import models
from wagtail_localize.models import String


class SentenceBand(models.Model):
    """One of the few numbers of a sentence that like sentences share (`translations.similar`).

    Written by jobs, never by a request. A sentence too short to be alike has none.
    """

    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="+")
    band = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["band", "string"], name="sentence_band")
        ]

    def __str__(self) -> str:
        return f"{self.string_id}: {self.band}"
