"""Work on many pages or languages that somebody asked for and does not wait for."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale


class Run(models.Model):
    """What was asked for: `pages` are keys of source pages, with all below them where `subtree`."""

    class Kind(models.TextChoices):
        SUBMIT = "submit", pgettext_lazy("work in the background", "Translations asked for")
        MACHINE = "machine", pgettext_lazy("work in the background", "Machine translation")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    pages = models.JSONField(default=list)
    subtree = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["user", "-created_at"], name="translation_run_of_user")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class RunPart(models.Model):
    """The part of a run in one language: one job, and how far it is.

    Done again it does only what is left, so it may be started at any time. `due` is the moment from
    which a worker may take it: in the future while one is at it (a lease that each step prolongs)
    and while a service is given time to recover. `queued_at` is when it was last handed to the
    workers.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("work in the background", "Waits")
        RUNNING = "running", pgettext_lazy("work in the background", "Under way")
        DONE = "done", pgettext_lazy("work in the background", "Done")
        FAILED = "failed", pgettext_lazy("work in the background", "Stopped")

    OPEN = (State.WAITING, State.RUNNING)

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="parts")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    # Pages, or sentences: all, those looked at, and those left to a person.
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    # What was left out and why: [reason, what, more], see `translations.runs.reasons`.
    notes = models.JSONField(default=list)
    # Letters sent to a service that is paid by the letter: foreseen, and sent.
    planned = models.PositiveIntegerField(default=0)
    characters = models.PositiveIntegerField(default=0)
    # Why it stopped or waits: a reason and more about it.
    problem = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField()
    queued_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["run", "locale"], name="translation_run_part_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "due"], name="translation_run_part_due")
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.locale_id}: {self.state}"

    @property
    def open(self) -> bool:
        """Whether something is still to come."""
        return self.state in self.OPEN

    def label(self) -> Any:
        """The state in words."""
        return self.State(self.state).label
