"""Events: courses, meetings, study tours. One entry may recur."""

import datetime
from typing import Any, ClassVar

from dateutil import rrule
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page

from core import access, dates, reading
from core.blocks import BodyBlock, ProgrammeSlotBlock
from core.listing import Facet, choice_facet, term_facet
from core.models import TOPIC_FACET, BasePage, ListingPage, region_facet
from directory.models import ServicePoint
from directory.models.service_points import StepFree
from taxonomy.models import Language, Term
from taxonomy.widgets import NameCheckboxes

MAX_OCCURRENCES = 104


class EventIndexPage(ListingPage):
    """What is coming; what is over on demand."""

    search_kind = ""
    feed_kind = "event"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["events.EventPage"]

    class Meta:
        verbose_name = _("event index")
        verbose_name_plural = _("event indexes")

    @classmethod
    def item_model(cls) -> type[Page]:
        return EventPage

    @classmethod
    def listing_facets(cls) -> list[Facet]:
        return [
            Facet(
                "when",
                _("When"),
                conditions=_when,
                name=lambda value: str(WHEN_LABELS.get(value, value)),
                order=lambda: list(WHEN_LABELS),
            ),
            term_facet("kind", _("Kind"), "event_kind", "event-kind"),
            choice_facet("mode", _("How to attend"), "mode", EventPage.Mode.choices),
            TOPIC_FACET,
            region_facet(),
        ]

    def items(self) -> QuerySet:
        """Events anywhere in this language, so that those below a project are listed as well."""
        events = reading.in_language(access.public(EventPage.objects.all()), self.locale_id)
        return events.select_related("event_kind").prefetch_related("topics").order_by("start")


WHEN_LABELS = {"coming": _("coming"), "past": _("past")}


def _when() -> dict[str, Q]:
    now = timezone.now()
    coming = Q(last_end__gte=now) | Q(last_end__isnull=True, start__gte=now)
    return {"coming": coming, "past": ~coming}


class EventPage(BasePage):
    """One event, or a series of them."""

    class Mode(models.TextChoices):
        IN_PERSON = "in-person", _("in person")
        ONLINE = "online", _("online")
        BOTH = "both", _("in person and online")

    class Registration(models.TextChoices):
        NONE = "none", _("not needed")
        URL = "url", _("on a web page")
        MAILBOX = "mailbox", _("by e-mail")
        PHONE = "phone", _("by telephone")
        FORM = "form", _("with a form of this site")

    class State(models.TextChoices):
        COMING = "coming", _("coming")
        RUNNING = "running", _("taking place now")
        OVER = "over", _("over")
        CANCELLED = "cancelled", _("cancelled")

    search_kind = "event"
    search_related = ("event_kind", "venue__place")
    schema_type = "Event"
    parent_page_types: ClassVar[list[str]] = ["events.EventIndexPage", "projects.ProjectPage"]
    subpage_types: ClassVar[list[str]] = []

    event_kind = models.ForeignKey(
        Term, verbose_name=_("kind"), null=True, on_delete=models.PROTECT, related_name="+",
        limit_choices_to={"vocabulary": "event-kind"},
    )  # fmt: skip
    start = models.DateTimeField(_("starts"))
    end = models.DateTimeField(_("ends"))
    timezone_name = models.CharField(_("time zone"), max_length=40, default="Europe/Rome")
    recurrence = models.CharField(
        _("recurrence"), max_length=200, blank=True,
        help_text=_("iCalendar rule, for example FREQ=WEEKLY;COUNT=4"),
    )  # fmt: skip
    cancelled_dates = models.CharField(
        _("cancelled dates"), max_length=400, blank=True, help_text="2026-12-25, 2027-01-01"
    )
    last_end = models.DateTimeField(null=True, editable=False)
    cancelled = models.BooleanField(_("cancelled"), default=False)
    date_is_demo = models.BooleanField(
        _("date invented"), default=False, help_text=_("The source gives no date.")
    )
    mode = models.CharField(
        _("how to attend"), max_length=10, choices=Mode.choices, default=Mode.IN_PERSON
    )
    venue = models.ForeignKey(
        ServicePoint, verbose_name=_("service point"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    address = models.CharField(_("address"), max_length=200, blank=True)
    online_url = models.URLField(_("address of the online meeting"), blank=True)
    languages_spoken = ParentalManyToManyField(
        Language, verbose_name=_("languages spoken"), blank=True, related_name="+"
    )
    interpreting = ParentalManyToManyField(
        Language, verbose_name=_("interpreting into"), blank=True, related_name="+"
    )
    childcare = models.BooleanField(_("somebody looks after children"), default=False)
    step_free = models.CharField(_("access"), max_length=6, choices=StepFree.choices, blank=True)
    cost = models.DecimalField(
        _("cost (€)"), max_digits=8, decimal_places=2, null=True, blank=True,
        help_text=_("0 for free events; empty when not stated."),
    )  # fmt: skip
    registration = models.CharField(
        _("registration"), max_length=8, choices=Registration.choices, default=Registration.NONE
    )
    registration_url = models.URLField(_("registration page"), blank=True)
    registration_form = models.ForeignKey(
        Page, verbose_name=_("form"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    capacity = models.PositiveIntegerField(_("places available"), null=True, blank=True)
    deadline = models.DateField(_("register by"), null=True, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    programme = StreamField(
        [("slot", ProgrammeSlotBlock())], verbose_name=_("programme"), blank=True
    )

    translated_fields: ClassVar[tuple[str, ...]] = ("body", "programme")
    main_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("event_kind"),
                FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
                FieldPanel("cancelled", help_text=_("The page stays and says so.")),
                FieldPanel("date_is_demo"),
            ],
            heading=_("When"),
        ),
        FieldPanel("body"),
        FieldPanel("programme", help_text=_("Who speaks when, part by part.")),
    ]
    practice_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("mode"), FieldPanel("venue"),
                FieldPanel("address", help_text=_("Only where no service point is chosen.")),
                FieldPanel("online_url"), FieldPanel("step_free"), FieldPanel("childcare"),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("registration"),
                FieldPanel("registration_url", help_text=_("Only when people register on a web page.")),
                PageChooserPanel(
                    "registration_form", "home.FormPage",
                    help_text=_("Only when people register with a form of this site."),
                ),
                FieldRowPanel([FieldPanel("deadline"), FieldPanel("capacity")]),
                FieldPanel("cost"),
            ],
            heading=_("Registration"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("languages_spoken", widget=NameCheckboxes),
                FieldPanel("interpreting", widget=NameCheckboxes),
            ],
            heading=_("Languages"), classname="collapsed",
        ),
        MultiFieldPanel(
            [FieldPanel("recurrence"), FieldPanel("cancelled_dates"), FieldPanel("timezone_name")],
            heading=_("Recurrence"), classname="collapsed",
        ),
    ]  # fmt: skip
    extra_tabs: ClassVar[list[tuple[Any, str]]] = [(_("Where and how"), "practice_panels")]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The end must not come before the start.")})
        if self.recurrence:
            try:
                rrule.rrulestr(self.recurrence, dtstart=self.start)
            except (ValueError, TypeError) as error:
                raise ValidationError(
                    {"recurrence": _("This is not an iCalendar recurrence rule.")}
                ) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.start and self.end:
            occurrences = self.occurrences()
            self.last_end = occurrences[-1][1] if occurrences else self.end
        super().save(*args, **kwargs)

    def occurrences(self) -> list[tuple[datetime.datetime, datetime.datetime]]:
        """(start, end) of every occurrence that was not cancelled, in order; at most 104."""
        length = self.end - self.start
        if not self.recurrence:
            return [(self.start, self.end)]
        cancelled = {day.strip() for day in self.cancelled_dates.split(",")}
        rule = rrule.rrulestr(self.recurrence, dtstart=timezone.localtime(self.start))
        starts: list[datetime.datetime] = []
        for moment in rule:
            if len(starts) == MAX_OCCURRENCES:
                break
            if moment.date().isoformat() not in cancelled:
                starts.append(moment)
        return [(moment, moment + length) for moment in starts]

    def calendar_entries(self) -> list[dict[str, Any]]:
        place = self.address or (self.places[0].place.label() if self.places else "")
        return [
            {"start": start, "end": end, "summary": self.title, "location": place}
            for start, end in self.occurrences()
        ]

    @cached_property
    def state(self) -> "EventPage.State":
        """Where the event stands now."""
        now = timezone.now()
        if self.cancelled:
            return self.State.CANCELLED
        if self.start > now:
            return self.State.COMING
        if any(start <= now <= end for start, end in self.occurrences()):
            return self.State.RUNNING
        return self.State.COMING if (self.last_end or self.end) > now else self.State.OVER

    @property
    def listed_date(self) -> datetime.date:
        return timezone.localdate(self.start)

    @property
    def registration_open(self) -> bool:
        return self.state in {self.State.COMING, self.State.RUNNING} and (
            self.deadline is None or self.deadline >= timezone.localdate()
        )

    def facets(self) -> dict[str, list[str]]:
        cancelled = self.state == self.State.CANCELLED
        return super().facets() | {
            "event-kind": [self.event_kind.code] if self.event_kind else [],
            "mode": [self.mode],
            "access": [self.step_free] if self.step_free else [],
            "when": [] if cancelled else dates.days_of(self.occurrences()),
        }

    def search_places(self) -> list[Any]:
        """The comune of the venue as well, unless its address is kept back."""
        venue = self.venue
        own = [venue.place] if venue and not venue.hide_address else []
        return [*dict.fromkeys([*own, *super().search_places()])]

    def json_ld(self, request: HttpRequest) -> dict[str, Any]:
        modes = {
            "in-person": "OfflineEventAttendanceMode",
            "online": "OnlineEventAttendanceMode",
            "both": "MixedEventAttendanceMode",
        }
        status = "EventCancelled" if self.cancelled else "EventScheduled"
        data = super().json_ld(request) | {
            "startDate": timezone.localtime(self.start).isoformat(),
            "endDate": timezone.localtime(self.end).isoformat(),
            "eventStatus": f"https://schema.org/{status}",
            "eventAttendanceMode": f"https://schema.org/{modes[self.mode]}",
        }
        place = self.address or (self.places[0].place.name if self.places else "")
        if self.mode != "online" and place:
            data["location"] = {"@type": "Place", "name": place, "address": place}
        elif self.online_url:
            data["location"] = {"@type": "VirtualLocation", "url": self.online_url}
        if self.cost is not None:
            data["isAccessibleForFree"] = self.cost == 0
        return data
