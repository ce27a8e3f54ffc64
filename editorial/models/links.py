"""Addresses outside the site that pages lead to, what they answered, where they stand."""

import hashlib
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_URL, LONGEST_REASON = 2000, 250


class LinkProblem(models.TextChoices):
    """Why an address gave no answer at all."""

    TIMEOUT = "timeout", _("does not answer in time")
    NAME = "name", _("the server does not exist")
    TLS = "tls", _("the certificate is not valid")
    REFUSED = "refused", _("the server cannot be reached")
    PRIVATE = "private", _("leads into a private network")
    REDIRECTS = "redirects", _("leads in a circle")
    ADDRESS = "address", _("is not a valid address")


class ExternalLink(models.Model):
    """One address, however many pages lead to it.

    What an editor decided about it (`ignored_at`) belongs to the address: it stays when pages are
    changed, also when the last page lets go of it and another takes it up.
    """

    url = models.CharField(max_length=LONGEST_URL)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    host = models.CharField(max_length=255, db_index=True, editable=False)
    first_seen = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    problem = models.CharField(max_length=12, choices=LinkProblem.choices, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    broken_since = models.DateTimeField(null=True, blank=True, db_index=True)
    next_check = models.DateTimeField(default=timezone.now, db_index=True)
    ignored_at = models.DateTimeField(null=True, blank=True)
    ignored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    ignored_reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["host", "url"]

    def __str__(self) -> str:
        return self.url

    @classmethod
    def of(cls, url: str) -> "ExternalLink":
        """A row, not saved, for an address. Raises ValueError for what is no address."""
        return cls(url=url, digest=digest(url), host=(urlsplit(url).hostname or "")[:255])

    @property
    def answer(self) -> Any:
        """What the address answered, in a word; empty before the first check."""
        return self.get_problem_display() if self.problem else self.status or ""

    @property
    def titles(self) -> str:
        """What leads there: pages by their addresses, anything else by its name."""
        return ", ".join(use.place for use in self.uses.all())

    @property
    def state(self) -> Any:
        """How the address stands, in a word."""
        if self.ignored_at:
            return pgettext_lazy("link", "ignored")
        if self.broken_since:
            return pgettext_lazy("link", "broken")
        if self.failures:
            return pgettext_lazy("link", "in doubt")
        return (
            pgettext_lazy("link", "works")
            if self.checked_at
            else pgettext_lazy("link", "not checked")
        )


class LinkUse(models.Model):
    """That a published page, or something that is no page (`owner`), leads to an address.

    Organisations, places to go, settings are owners; they have no draft and are always seen.
    """

    link = models.ForeignKey(ExternalLink, on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+"
    )
    owner_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.CASCADE, related_name="+"
    )
    owner_id = models.CharField(max_length=40, blank=True)
    locale = models.ForeignKey(
        "wagtailcore.Locale", null=True, on_delete=models.CASCADE, related_name="+"
    )
    owner = GenericForeignKey("owner_type", "owner_id")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["link", "page"], name="one_use_of_a_link_a_page"),
            models.UniqueConstraint(
                fields=["link", "owner_type", "owner_id"], name="one_use_of_a_link_an_owner"
            ),
            models.CheckConstraint(
                condition=models.Q(page__isnull=False, owner_type=None, owner_id="")
                | (models.Q(page=None, owner_type__isnull=False) & ~models.Q(owner_id="")),
                name="a_link_stands_on_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id or self.owner_id} → {self.link_id}"

    @property
    def place(self) -> str:
        """Where it stands: a page's address, the name of anything else."""
        return self.page.url_path if self.page else str(self.owner or "")


class PageLink(models.Model):
    """That a published page's text leads to a page of the site, which may be gone by now."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    target = models.PositiveIntegerField(db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["page", "target"], name="one_link_a_page_a_target"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} → {self.target}"


def digest(url: str) -> str:
    """What an address is found by."""
    return hashlib.sha256(url.encode()).hexdigest()
