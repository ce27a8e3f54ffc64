"""The editor's form of a call, tab by tab."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

from core.models import PeriodMixin
from taxonomy.widgets import NameCheckboxes, TermCheckboxes

MAIN_PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel(
                "host",
                help_text=_(
                    "A call is published only while its host’s insurance declaration is valid."
                ),
            ),
            FieldPanel("call_category"),
            FieldPanel("what_you_do", help_text=_("What a volunteer does on an ordinary day.")),
            FieldPanel(
                "tasks_not_allowed",
                help_text=_("What is left to the staff, so that nobody expects it."),
            ),
        ],
        heading=_("What"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("open_to", widget=TermCheckboxes),
            FieldRowPanel([FieldPanel("min_age"), FieldPanel("minors")]),
            FieldPanel("italian_level"),
            FieldPanel("requirements"),
        ],
        heading=_("Who"),
    ),
]
WHEN_PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("opens_on"), FieldPanel("apply_by")]),
            FieldRowPanel(
                [
                    FieldPanel("places_available", help_text=_("Empty: no limit is stated.")),
                    FieldPanel(
                        "filled_count", help_text=_("When all are taken, the call says so.")
                    ),
                ]
            ),
            FieldPanel("commitment"),
            FieldRowPanel([FieldPanel("hours_min"), FieldPanel("hours_max")]),
        ],
        heading=_("When"),
    ),
    InlinePanel(
        "slots",
        heading=_("Days and parts of the day"),
        label=_("Slot"),
        help_text=_("When help is needed in an ordinary week. Readers filter by these."),
    ),
    *PeriodMixin.period_panels,
    MultiFieldPanel(
        [
            FieldPanel("mode"),
            FieldPanel("place"),
            FieldPanel("service_point"),
            FieldPanel("reach_by_public_transport"),
            FieldPanel("step_free"),
        ],
        heading=_("Where"),
    ),
]
GUARANTEE_PANELS: list[Panel] = [
    MultiFieldPanel([FieldPanel("insurance_confirmed")], heading=_("Insurance")),
    MultiFieldPanel(
        [FieldPanel("expenses"), FieldPanel("expenses_note")],
        heading=_("Expenses"),
        help_text=_("Only what was really spent, against receipts: no pay, no flat rate."),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("training"), FieldPanel("training_hours")]),
            FieldPanel("tutor_role", help_text=_("A role, never a person’s name.")),
            FieldPanel("offers", widget=TermCheckboxes),
            FieldPanel("badge"),
            FieldPanel("certificate"),
            FieldPanel("recognition_scheme"),
        ],
        heading=_("What you get"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("skills_needed", widget=TermCheckboxes),
            FieldPanel("skills_gained", widget=TermCheckboxes),
            FieldPanel("languages_useful", widget=NameCheckboxes),
        ],
        heading=_("Skills and languages"),
        classname="collapsed",
    ),
]
APPLY_PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel("apply_mode"),
            FieldPanel("apply_url", help_text=_("Only when people apply on a web page.")),
            FieldPanel("privacy_notice"),
            FieldPanel("selection_days"),
        ],
        heading=_("How to apply"),
        help_text=_("Mailboxes and telephones are those of the tab “Links and contacts”, else the host’s."),
    ),
    FieldPanel("what_happens_next", help_text=_("From the application to the first day.")),
    MultiFieldPanel(
        [
            FieldPanel(
                "withdrawn", help_text=_("The call leaves the lists; its page stays and says so.")
            )
        ],
        heading=_("State"),
    ),
]  # fmt: skip
