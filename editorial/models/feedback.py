"""What readers say about a page: how clear it is, what is wrong with it. Nothing about the reader.

No address, no browser, no cookie is kept; whoever holds the code of a report reads what became of
it. The terms stand in docs/features/feedback.md.
"""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_TEXT, LONGEST_ANSWER = 500, 1000
CODE_LENGTH = 10


class FeedbackState(models.TextChoices):
    """How far a report is; its reader sees the same states in other words."""

    NEW = "new", pgettext_lazy("feedback", "new")
    WORKING = "working", pgettext_lazy("feedback", "being looked at")
    ANSWERED = "answered", pgettext_lazy("feedback", "answered")
    FIXED = "fixed", pgettext_lazy("feedback", "fixed")
    CLOSED = "closed", pgettext_lazy("feedback", "closed")
    SPAM = "spam", pgettext_lazy("feedback", "spam")


WAITING = (FeedbackState.NEW, FeedbackState.WORKING)
OPEN = (*WAITING, FeedbackState.ANSWERED)


class Reason(models.TextChoices):
    """The fixed questions of the model of Italian municipalities' sites (AgID, “valutazione della
    chiarezza informativa”): what helped, what was hard."""

    CLEAR = "clear", _("The instructions were clear")
    COMPLETE = "complete", _("The instructions were complete")
    ON_TRACK = "on-track", _("I always knew that I was doing the right thing")
    UNCLEAR = "unclear", _("Some instructions were not clear")
    INCOMPLETE = "incomplete", _("Something was missing")
    LOST = "lost", _("Sometimes I did not know whether I was doing the right thing")
    BROKEN = "broken", _("Something did not work")


HELPED = (Reason.CLEAR, Reason.COMPLETE, Reason.ON_TRACK)
HARD = (Reason.UNCLEAR, Reason.INCOMPLETE, Reason.LOST, Reason.BROKEN)


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """Feedback by what is to be done with it."""

    def reports(self) -> "FeedbackQuerySet":
        """What has words or names a part: a bare rating needs no answer."""
        return self.filter(is_report=True)

    def heads(self) -> "FeedbackQuerySet":
        """Reports that are not merged into another."""
        return self.filter(merged_into__isnull=True)


class Feedback(models.Model):
    """What one reader said about one page in one language."""

    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, editable=False)
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), null=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    page_title = models.CharField(_("title of the page"), max_length=255)
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    stars = models.PositiveSmallIntegerField(
        _("clarity"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    part = models.CharField(_("part of the page"), max_length=255, blank=True)
    anchor = models.CharField(max_length=80, blank=True, editable=False)
    text = models.CharField(_("text"), max_length=LONGEST_TEXT, blank=True)
    is_report = models.BooleanField(_("wants an answer"), editable=False)
    created_at = models.DateTimeField(_("sent"), db_index=True)
    state = models.CharField(
        _("state"), max_length=8, choices=FeedbackState.choices, default=FeedbackState.NEW
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("assigned to"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="merged",
    )  # fmt: skip
    answer = models.CharField(_("answer"), max_length=LONGEST_ANSWER, blank=True)
    answer_language = models.CharField(max_length=12, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    fixed_on = models.DateField(_("fixed on"), null=True, blank=True)
    text_erased = models.BooleanField(_("text erased"), default=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader feedback")
        verbose_name_plural = _("reader feedback")
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["page", "created_at"], name="feedback_of_page"),
            models.Index(fields=["state", "created_at"], name="feedback_by_state"),
        ]
        permissions = [
            ("answer_feedback", _("Can answer what readers say about any page")),
        ]

    def __str__(self) -> str:
        return f"{self.page_title} · {self.code}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.state in WAITING

    @property
    def is_open(self) -> bool:
        """Whether somebody may still answer or fix."""
        return self.state in OPEN
