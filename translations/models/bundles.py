"""Translations of many pages as one file: going out, and coming back."""

import datetime
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

LIFETIME = datetime.timedelta(days=7)


def _end() -> datetime.datetime:
    return timezone.now() + LIFETIME


class Bundle(models.Model):
    """A file of its user's own: nobody else finds it, and after its week it is deleted.

    Going out, `wanted` are keys of wagtail-localize's translations and `content` the ZIP once it is
    built; coming in, `content` are the files until they were taken in. `report` has a row for each
    file: see `translations.exchange.bundles.Outcome`.
    """

    class Way(models.TextChoices):
        OUT = "out", pgettext_lazy("file of translations", "Export")
        IN = "in", pgettext_lazy("file of translations", "Import")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("file of translations", "Under way")
        DONE = "done", pgettext_lazy("file of translations", "Done")
        FAILED = "failed", pgettext_lazy("file of translations", "Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=3, choices=Way.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    format = models.CharField(max_length=5, blank=True)
    wanted = models.JSONField(default=list)
    report = models.JSONField(default=list)
    content = models.BinaryField(default=bytes)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=_end, db_index=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.way} {self.pk}"

    @classmethod
    def of(cls, user: object) -> "models.QuerySet[Bundle]":
        """The user's own bundles that still live, newest first; without their content."""
        rows = cls.objects.filter(user=user, expires_at__gt=timezone.now())
        return rows.defer("content", "wanted")

    @classmethod
    def forget_old(cls) -> int:
        """Delete those past their time; how many."""
        return cls.objects.filter(expires_at__lte=timezone.now()).delete()[0]

    @property
    def ready(self) -> bool:
        """Whether there is something to download."""
        return self.way == self.Way.OUT and self.state == self.State.DONE

    @property
    def label(self) -> str:
        return str(self.Way(self.way).label)

    @property
    def progress(self) -> str:
        return str(self.State(self.state).label)
