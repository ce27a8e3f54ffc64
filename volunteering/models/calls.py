"""CallPage: from a need to a volunteer."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from core.blocks import BodyBlock, StepBlock
from core.models import BasePage, PeriodMixin, PrivacyNotice, SourcedMixin, settings_for
from directory.models import Organisation, ServicePoint
from directory.models.service_points import StepFree, Weekday
from taxonomy.models import Language, Place, Term
from volunteering import rules, slots
from volunteering.applications import sealing
from volunteering.facets import call_facets
from volunteering.forms import CallPageForm
from volunteering.models import job_posting, panels
from volunteering.models.answering import AnsweringMixin
from volunteering.models.choices import (
    ApplyMode,
    CallMode,
    CallState,
    Certificate,
    Commitment,
    DayPart,
    Expenses,
    ItalianLevel,
    Minors,
)
from volunteering.models.places import CallPlaces
from volunteering.models.states import CallManager, state_condition


def _terms(vocabulary: str, label: Any) -> Any:
    return ParentalManyToManyField(
        Term, verbose_name=label, blank=True, related_name="+",
        limit_choices_to={"vocabulary": vocabulary},
    )  # fmt: skip


class CallPage(AnsweringMixin, PeriodMixin, SourcedMixin, BasePage):
    """A call for volunteers.

    The host insures the volunteers (D.Lgs. 117/2017, art. 18): a call is published only with a
    valid declaration, and pauses by itself when the declaration ends.
    """

    search_kind = "call"
    search_related = ("call_category", "host", "place", "slots")
    parent_page_types: ClassVar[list[str]] = [
        "volunteering.CallIndexPage", "volunteering.CallFolderPage",
    ]  # fmt: skip
    subpage_types: ClassVar[list[str]] = []
    base_form_class = CallPageForm

    # What
    what_you_do = StreamField(BodyBlock(), verbose_name=_("what you do"), blank=True)
    call_category = models.ForeignKey(
        Term, verbose_name=_("category"), null=True, on_delete=models.PROTECT, related_name="+",
        limit_choices_to={"vocabulary": "call-category"},
    )  # fmt: skip
    skills_needed = _terms("skill", _("skills needed"))
    skills_gained = _terms("skill", _("skills gained"))
    tasks_not_allowed = models.CharField(_("what volunteers do not do"), max_length=300, blank=True)
    # Who
    open_to = _terms("open-to", _("open to"))
    min_age = models.PositiveSmallIntegerField(_("minimum age"), default=18)
    minors = models.CharField(_("minors"), max_length=5, choices=Minors.choices, default=Minors.NO)
    italian_level = models.CharField(
        _("Italian needed"), max_length=4, blank=True, choices=ItalianLevel.choices,
        help_text=_("Empty: not stated. Readers filter by “no Italian needed”."),
    )  # fmt: skip
    languages_useful = ParentalManyToManyField(
        Language, verbose_name=_("useful languages"), blank=True, related_name="+"
    )
    requirements = models.CharField(
        _("requirements"), max_length=300, blank=True,
        help_text=_(
            "Only what the task needs. Citizenship, origin or religion may not be asked "
            "(art. 43 T.U. immigrazione; D.Lgs. 215/2003)."
        ),
    )  # fmt: skip
    # When
    commitment = models.CharField(
        _("commitment"), max_length=8, blank=True, choices=Commitment.choices
    )
    hours_min = models.PositiveSmallIntegerField(_("hours a week, from"), null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField(_("hours a week, to"), null=True, blank=True)
    opens_on = models.DateField(_("applications from"), null=True, blank=True)
    apply_by = models.DateField(_("apply by"), null=True, blank=True)
    places_available = models.PositiveSmallIntegerField(
        _("places available"), null=True, blank=True
    )
    filled_count = models.PositiveSmallIntegerField(_("places taken"), default=0)
    # Where
    mode = models.CharField(
        _("where"), max_length=8, choices=CallMode.choices, default=CallMode.ON_SITE
    )
    place = models.ForeignKey(
        Place, verbose_name=_("comune"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="calls",
    )  # fmt: skip
    service_point = models.ForeignKey(
        ServicePoint, verbose_name=_("service point"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    reach_by_public_transport = models.CharField(
        _("how to get there by public transport"), max_length=300, blank=True
    )
    step_free = models.CharField(_("access"), max_length=6, choices=StepFree.choices, blank=True)
    # Guarantees
    host = models.ForeignKey(
        Organisation, verbose_name=_("host organisation"), on_delete=models.PROTECT,
        related_name="calls",
    )  # fmt: skip
    insurance_confirmed = models.BooleanField(
        _("the host insures these volunteers"), default=False,
        help_text=_("Accidents, illness and liability, from the day of registration."),
    )  # fmt: skip
    expenses = models.CharField(_("expenses"), max_length=12, blank=True, choices=Expenses.choices)
    expenses_note = models.CharField(_("note on expenses"), max_length=200, blank=True)
    training = models.CharField(_("training"), max_length=300, blank=True)
    training_hours = models.PositiveSmallIntegerField(_("hours of training"), null=True, blank=True)
    tutor_role = models.CharField(_("who accompanies you"), max_length=120, blank=True)
    badge = models.BooleanField(_("identification badge"), default=False)
    certificate = models.CharField(
        _("certificate"), max_length=6, blank=True, choices=Certificate.choices
    )
    recognition_scheme = models.ForeignKey(
        Term, verbose_name=_("recognition of skills"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
        limit_choices_to={"vocabulary": "recognition-scheme"},
    )  # fmt: skip
    offers = _terms("offer", _("offered"))
    # How
    apply_mode = models.CharField(
        _("how to apply"), max_length=8, choices=ApplyMode.choices, default=ApplyMode.MAILBOX
    )
    apply_url = models.URLField(_("page for applications"), blank=True)
    what_happens_next = StreamField(
        [("step", StepBlock())], verbose_name=_("what happens next"), blank=True
    )
    selection_days = models.PositiveSmallIntegerField(
        _("days until an answer"), null=True, blank=True
    )
    withdrawn = models.BooleanField(_("withdrawn"), default=False)

    privacy_notice = models.ForeignKey(
        PrivacyNotice, verbose_name=_("privacy notice"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
        help_text=_("Needed for applications with a form of this site."),
    )  # fmt: skip

    objects = CallManager()

    translated_fields: ClassVar[tuple[str, ...]] = (
        "what_you_do", "tasks_not_allowed", "requirements", "reach_by_public_transport",
        "expenses_note", "training", "tutor_role", "what_happens_next",
    )  # fmt: skip
    main_panels: ClassVar[list[Panel]] = panels.MAIN_PANELS
    when_panels: ClassVar[list[Panel]] = panels.WHEN_PANELS
    guarantee_panels: ClassVar[list[Panel]] = panels.GUARANTEE_PANELS
    apply_panels: ClassVar[list[Panel]] = panels.APPLY_PANELS
    extra_tabs: ClassVar[list[tuple[Any, str]]] = [
        (_("When and where"), "when_panels"),
        (_("Guarantees"), "guarantee_panels"),
        (_("How to apply"), "apply_panels"),
    ]

    class Meta:
        verbose_name = _("call for volunteers")
        verbose_name_plural = _("calls for volunteers")

    def clean(self) -> None:
        super().clean()
        if self.hours_min and self.hours_max and self.hours_max < self.hours_min:
            raise ValidationError({"hours_max": _("The greater number comes second.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.place and self.latitude is None:
            self.latitude, self.longitude = self.place.latitude, self.place.longitude
        super().save(*args, **kwargs)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish, unless the law forbids it (the last door: forms and hooks ask earlier)."""
        problems = rules.publication_problems(self)
        if problems:
            raise ValidationError(problems)
        return super().publish(revision, *args, **kwargs)

    @cached_property
    def state(self) -> CallState:
        """Where the call stands today; the first rule that holds decides."""
        day = timezone.localdate()
        if self.withdrawn:
            return CallState.WITHDRAWN
        if (self.apply_by and self.apply_by < day) or (self.end_value and self.end_value < day):
            return CallState.CLOSED
        if not (self.host.live and self.host.insurance_holds):
            return CallState.PAUSED
        if self.opens_on and self.opens_on > day:
            return CallState.UPCOMING
        if self.places_left == 0:
            return CallState.FULL
        return CallState.OPEN

    @property
    def is_listed(self) -> bool:
        """Closed and withdrawn calls stay reachable, leave the lists and carry noindex."""
        return self.state not in {CallState.CLOSED, CallState.WITHDRAWN}

    @classmethod
    def listed(cls, queryset: Any) -> Any:
        over = state_condition(CallState.CLOSED) | state_condition(CallState.WITHDRAWN)
        return queryset.exclude(over)

    @classmethod
    def followed(cls, queryset: Any, params: QueryDict) -> tuple[Any, str]:
        """The calls that the list shows with these filters (see volunteering.finding)."""
        from volunteering.finding.following import followed  # it reads calls

        return followed(*super().followed(queryset, params), params)

    def calendar_entries(self) -> list[dict[str, Any]]:
        """The deadline, as a whole day."""
        if not self.apply_by:
            return []
        summary = gettext("Apply by: %(title)s") % {"title": self.title}
        return [{"start": self.apply_by, "end": None, "summary": summary, "location": ""}]

    def law_findings(self) -> list[str]:
        """What an editor must look at again (see core.laws)."""
        return rules.warnings(self)

    @property
    def accepts_answers(self) -> bool:
        return self.state == CallState.OPEN

    @property
    def takes_applications(self) -> bool:
        """Whether the site's own form is offered: also when full, for the waiting list.

        Without a key to seal answers, or a notice to show before, nothing may be asked.
        """
        ready = self.apply_mode == ApplyMode.FORM and self.privacy_notice_id and sealing.can_seal()
        return bool(ready) and self.state in {CallState.OPEN, CallState.FULL}

    @property
    def named_host(self) -> Organisation | None:
        """The host as readers may know it; nobody while that organisation is not published.

        The call is paused then: who answers must be told who reads it (GDPR art. 13).
        """
        return self.host if self.host.live else None

    @property
    def answer_days(self) -> int | None:
        """Median days until the host's first contact; None while there are too few cases."""
        from volunteering.applications import retention  # it needs the models

        return retention.median_days(self.host)

    @cached_property
    def places_held(self) -> int:
        """Places held by answers of this site; queries by `CallPage.objects` bring it along."""
        row = CallPlaces.objects.filter(call_key=self.translation_key)
        return row.values_list("taken", flat=True).first() or 0

    @property
    def places_taken(self) -> int:
        """Places given by the organisation elsewhere, and those held by answers of this site."""
        return self.filled_count + self.places_held

    @property
    def places_left(self) -> int | None:
        """Places that are free, whoever gave the others; None where no limit is stated."""
        if self.places_available is None:
            return None
        return max(self.places_available - self.places_taken, 0)

    @cached_property
    def slot_list(self) -> list["CallSlot"]:
        return list(self.slots.all())

    @property
    def slot_lines(self) -> list[dict[str, str]]:
        """When help is needed, in few words."""
        return slots.slot_lines(self.slot_list)

    def facets(self) -> dict[str, list[str]]:
        own = super().facets()
        host = [self.host.slug] if self.named_host else []
        hosts = {"organisation": [*dict.fromkeys([*own["organisation"], *host])]}
        return own | hosts | call_facets(self)

    def search_places(self) -> list[Place]:
        """The comune of the call as well."""
        own = [self.place] if self.place else []
        return [*dict.fromkeys([*own, *super().search_places()])]

    def json_ld(self, request: HttpRequest) -> dict[str, Any]:
        data = super().json_ld(request)
        if self.state == CallState.OPEN and settings_for(request).job_posting_markup:
            data |= job_posting.posting(self)
        return data


class CallSlot(Orderable):
    """A weekday and a part of the day on which help is needed."""

    page = ParentalKey(CallPage, on_delete=models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    part = models.CharField(_("part of the day"), max_length=9, choices=DayPart.choices)
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("to"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("weekday"), FieldPanel("part")]),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
