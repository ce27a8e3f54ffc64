"""An address that is replaced everywhere: who asked, and what became of each place."""

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.links import LONGEST_URL


class LinkReplacement(models.Model):
    """One decision: this address becomes that one, or a page of the site (`page`)."""

    old_url = models.CharField(max_length=LONGEST_URL)
    new_url = models.CharField(max_length=LONGEST_URL)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-asked_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.old_url} → {self.new_url}"


class Outcome(models.TextChoices):
    """What became of a place; `title` of each is a line of the result."""

    WAITING = "waiting", _("being done")
    PUBLISHED = "published", _("published")
    SAVED = "saved", _("saved")
    FOLLOWS = "follows", _("follows its original")
    DRAFT = "draft", _("saved as a draft: it waits for approval")
    UNCHANGED = "unchanged", _("the address no longer stood there")
    LOCKED = "locked", _("left: the page is locked")
    REVIEW = "review", _("left: the page is in review")
    SCHEDULED = "scheduled", _("left: a version of the page waits for its hour")
    RIGHTS = "rights", _("left: you may not change it")
    LONG = "long", _("left: the address is too long for the field")
    FAILED = "failed", _("left: it did not succeed")


DONE = (Outcome.PUBLISHED, Outcome.SAVED, Outcome.FOLLOWS, Outcome.UNCHANGED)
LEFT = (
    Outcome.LOCKED, Outcome.REVIEW, Outcome.SCHEDULED, Outcome.RIGHTS, Outcome.LONG, Outcome.FAILED,
)  # fmt: skip


class ReplacedPlace(models.Model):
    """A page in one language, or something that is no page, in which an address is replaced."""

    replacement = models.ForeignKey(
        LinkReplacement, on_delete=models.CASCADE, related_name="places"
    )
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+"
    )
    owner_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.CASCADE, related_name="+"
    )
    owner_id = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=255)
    language = models.CharField(max_length=12, blank=True)
    outcome = models.CharField(
        max_length=10, choices=Outcome.choices, default=Outcome.WAITING, db_index=True
    )
    done_at = models.DateTimeField(null=True)
    owner = GenericForeignKey("owner_type", "owner_id")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.title}: {self.outcome}"
