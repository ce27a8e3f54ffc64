"""Answers to calls. What a person wrote is sealed; in the clear stands only what handling needs.

Retention and roles: GDPR art. 5(1)(e) and 25; docs/decisions/0009-applications.md says who can
read what.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import PrivacyNotice
from directory.models import Organisation
from taxonomy.models import Place
from volunteering.models.calls import CallPage
from volunteering.models.choices import AccessKind, ApplicationState, CountKind


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Answers as the desk and the waiting list ask for them."""

    def for_call(self, call: CallPage) -> "ApplicationQuerySet":
        """The answers to a call, whatever language they were sent in."""
        return self.filter(call_key=call.translation_key)

    def active(self) -> "ApplicationQuerySet":
        """Answers that hold a place or wait for one."""
        return self.filter(state__in=ApplicationState.active())

    def waiting(self) -> "ApplicationQuerySet":
        """Who waits for a place, in order of arrival."""
        return self.active().filter(place_held=False).order_by("position")


class Application(models.Model):
    """One person's answer to a call, shared by all the languages of the call.

    `sealed` opens only with the organisations' private key, `own_copy` only with the token of the
    applicant's private link, of which a hash is kept. All changes go through
    `volunteering.applications.service`, which keeps the places right.
    """

    call_key = models.UUIDField(db_index=True, editable=False)
    call = models.ForeignKey(
        CallPage, verbose_name=_("call"), null=True, on_delete=models.SET_NULL,
        related_name="applications",
    )  # fmt: skip
    host = models.ForeignKey(
        Organisation, verbose_name=_("host organisation"), on_delete=models.PROTECT,
        related_name="applications",
    )  # fmt: skip
    language = models.CharField(
        _("language of the answer"), max_length=12, choices=settings.LANGUAGES
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ApplicationState.choices, default=ApplicationState.NEW
    )
    position = models.PositiveIntegerField(_("order of arrival"))
    place_held = models.BooleanField(_("holds a place"), default=False)
    notice = models.ForeignKey(
        PrivacyNotice, verbose_name=_("privacy notice"), null=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    notice_version = models.CharField(_("version of the notice"), max_length=20, blank=True)
    created_at = models.DateTimeField(_("sent"))
    changed_at = models.DateTimeField(_("changed by the person"), null=True, blank=True)
    contacted_at = models.DateTimeField(_("first contact"), null=True, blank=True)
    purge_on = models.DateField(_("deleted on"), db_index=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    sealed = models.BinaryField()
    own_copy = models.BinaryField()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["position"]
        permissions = [
            ("read_applications", "Can read the applications to the calls of the own organisation"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["call_key", "position"], name="application_in_line")
        ]

    def __str__(self) -> str:
        return f"{self.call_key} · {self.position}"

    @property
    def is_active(self) -> bool:
        """Whether the answer holds a place or waits for one."""
        return self.state in ApplicationState.active()

    @property
    def waiting_position(self) -> int | None:
        """1 for the first who waits; None when a place is held or the answer is settled."""
        if self.place_held or not self.is_active:
            return None
        before = Application.objects.filter(call_key=self.call_key, position__lt=self.position)
        return before.waiting().count() + 1


class ApplicationNote(models.Model):
    """What the organisation's staff write about an answer; sealed like the answer itself."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), null=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    created_at = models.DateTimeField(_("written"))
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("note on an application")
        verbose_name_plural = _("notes on applications")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.created_at:%Y-%m-%d}"


class AccessLog(models.Model):
    """Who opened, changed or exported which answer. It outlives the answer, not its content."""

    application = models.ForeignKey(
        Application, verbose_name=_("application"), null=True, on_delete=models.SET_NULL,
        related_name="accesses",
    )  # fmt: skip
    call_key = models.UUIDField(editable=False)
    host = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), null=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), null=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    when = models.DateTimeField(_("when"), db_index=True)
    what = models.CharField(_("what"), max_length=8, choices=AccessKind.choices)

    class Meta:
        verbose_name = _("access to an application")
        verbose_name_plural = _("accesses to applications")
        ordering = ["-when", "-pk"]

    def __str__(self) -> str:
        return f"{self.when:%Y-%m-%d %H:%M} · {self.what}"


class ApplicationCount(models.Model):
    """What is left when answers are gone: numbers by month, place and host, never persons.

    `month` is its first day; `days` is filled only where answered ones are counted.
    """

    month = models.DateField(_("month"))
    host = models.ForeignKey(
        Organisation, verbose_name=_("host organisation"), on_delete=models.CASCADE,
        related_name="application_counts",
    )  # fmt: skip
    place = models.ForeignKey(
        Place, verbose_name=_("comune"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(_("what is counted"), max_length=8, choices=CountKind.choices)
    days = models.PositiveSmallIntegerField(_("days until the first contact"), default=0)
    number = models.PositiveIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("count of applications")
        verbose_name_plural = _("counts of applications")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["month", "host", "place", "kind", "days"], name="application_count_once"
            ),
            models.UniqueConstraint(
                fields=["month", "host", "kind", "days"], condition=models.Q(place=None),
                name="application_count_once_without_place",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} · {self.kind}: {self.number}"
