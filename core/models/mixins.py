"""What several page types share: sources, review, period, change log."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.fields import StreamField

from core import dates
from core.blocks import ChangeBlock, SourceBlock
from core.widgets import LanguageSelect
from taxonomy.review import ReviewedMixin


class Precision(models.TextChoices):
    """How precisely a date is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


def precision_panel(name: str) -> Panel:
    """How much of the date beside it is known."""
    return FieldPanel(name, help_text=_("Which part of the date is known."))


class SourcedMixin(models.Model):
    """Where a page's information comes from."""

    sources = StreamField([("source", SourceBlock())], verbose_name=_("sources"), blank=True)
    source_language = models.CharField(
        _("language of the source"), max_length=12, blank=True, default="it"
    )

    translated_fields: ClassVar[tuple[str, ...]] = ("sources",)
    source_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("sources"), FieldPanel("source_language", widget=LanguageSelect)],
            heading=_("Sources"),
            help_text=_("What the page rests on, and when it was read there."),
        )
    ]

    class Meta:
        abstract = True


class ReviewedPageMixin(ReviewedMixin):
    """A page that is verified again and again."""

    review_policy = "reviewed"

    law_changed_on = models.DateField(
        _("law changed on"), null=True, blank=True,
        help_text=_("Readers are told that the law changed on this day, until the page is signed again."),
    )  # fmt: skip

    # Who verified, when, and what changed is said on the desk's screen, for all languages at once.
    review_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("risk_class"),
                FieldRowPanel(
                    [
                        FieldPanel("verified_on", read_only=True),
                        FieldPanel("next_review", read_only=True),
                    ]
                ),
                FieldPanel("verified_by_role", read_only=True),
                FieldPanel("review_flag"),
            ],
            heading=_("Verification"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")])],
            heading=_("Validity"),
        ),
    ]

    class Meta:
        abstract = True


class ChangeLogMixin(models.Model):
    """What changed on a page, in words for its readers."""

    changes = StreamField([("change", ChangeBlock())], verbose_name=_("changes"), blank=True)

    translated_fields: ClassVar[tuple[str, ...]] = ("changes",)

    class Meta:
        abstract = True


class PeriodMixin(models.Model):
    """From when to when, as precisely as the source says. The status is computed."""

    start_value = models.DateField(_("from"), null=True, blank=True)
    start_precision = models.CharField(
        _("known to the"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    end_value = models.DateField(_("to"), null=True, blank=True)
    end_precision = models.CharField(
        _("known to the"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    end_open = models.BooleanField(
        _("no end known"), default=False, help_text=_("It goes on, or nobody wrote that it ended.")
    )

    period_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_value"), precision_panel("start_precision")]),
                FieldRowPanel([FieldPanel("end_value"), precision_panel("end_precision")]),
                FieldPanel("end_open"),
            ],
            heading=_("Period"),
        )
    ]

    class Meta:
        abstract = True

    class PeriodStatus(models.TextChoices):
        UPCOMING = "upcoming", _("about to start")
        RUNNING = "running", _("in progress")
        CLOSED = "closed", _("concluded")
        OPEN = "open", _("not known to have ended")
        NOT_STATED = "not-stated", _("period not stated")

    def clean(self, *args: Any, **kwargs: Any) -> None:
        super().clean(*args, **kwargs)  # type: ignore[call-arg]
        if self.start_value and self.end_value and self.end_value < self.start_value:
            raise ValidationError({"end_value": _("The end must not come before the start.")})
        if self.end_open and self.end_value:
            raise ValidationError(
                {"end_open": _("Give an end or say that none is known, not both.")}
            )

    @property
    def period_status(self) -> "PeriodMixin.PeriodStatus":
        """Where today stands in the period. Nothing is claimed that was not stated."""
        today = timezone.localdate()
        status = self.PeriodStatus
        if self.start_value is None and self.end_value is None:
            return status.NOT_STATED
        if self.start_value and self.start_value > today:
            return status.UPCOMING
        if self.end_value:
            return status.CLOSED if self.end_value < today else status.RUNNING
        return status.OPEN

    @property
    def period_display(self) -> str:
        """The period in the active language."""
        return dates.format_period(
            self.start_value,
            self.end_value,
            start_precision=self.start_precision,
            end_precision=self.end_precision,
        )
