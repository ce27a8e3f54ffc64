"""Blocks of projects, agreements and policy pages."""

import datetime

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core.blocks.fields import PageLinkBlock, SharedCharBlock, SharedSnippetBlock, TermBlock
from core.blocks.rich import RunningTextBlock

STATUS_CHOICES = [
    ("planned", _("planned")),
    ("in-progress", _("in progress")),
    ("done", _("done")),
    ("suspended", _("suspended")),
]


class ObjectiveBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Objective"))
    scope = blocks.ChoiceBlock(
        choices=[("general", _("general")), ("specific", _("specific"))],
        required=False,
        label=_("Scope"),
    )
    activity_type = TermBlock("activity-type", label=_("Kind of activity"))
    topics = blocks.ListBlock(TermBlock("topic"), label=_("Topics"), default=[])
    beneficiaries = blocks.ListBlock(TermBlock("beneficiary"), label=_("For whom"), default=[])
    bodies = blocks.ListBlock(
        SharedSnippetBlock("directory.Organisation"), label=_("With"), default=[]
    )
    condition = blocks.CharBlock(required=False, max_length=200, label=_("Condition"))
    page = PageLinkBlock(required=False, label=_("Page that carries it out"))

    class Meta:
        icon = "crosshairs"
        label = _("Objective")
        template = "blocks/objective.html"
        preview_value = {"text": "Far partecipare di più le associazioni di migranti."}
        description = _("One aim, with its kind and whom it serves.")


class ActivityBlock(blocks.StructBlock):
    label = SharedCharBlock(required=False, max_length=4, label=_("Mark"), help_text="a, b, 1 …")
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(required=False, label=_("Text"))
    activity_type = TermBlock("activity-type", label=_("Kind of activity"))
    topics = blocks.ListBlock(TermBlock("topic"), label=_("Topics"), default=[])
    output = PageLinkBlock(required=False, label=_("Output"))

    class Meta:
        icon = "cogs"
        label = _("Activity")
        template = "blocks/activity.html"
        preview_value = {"title": "Formazione", "text": "Corsi per le associazioni."}
        description = _("One activity of the project.")


class OutputBlock(blocks.StructBlock):
    kind = TermBlock("resource-kind", label=_("Kind"))
    count = blocks.IntegerBlock(required=False, min_value=1, label=_("How many"))
    label = blocks.CharBlock(required=False, max_length=120, label=_("What"))
    page = PageLinkBlock(required=False, label=_("Page"))


class PhaseBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(required=False, label=_("Text"))
    status = blocks.ChoiceBlock(choices=STATUS_CHOICES, required=False, label=_("Status"))
    start = SharedCharBlock(
        required=False, max_length=10, label=_("From"), help_text="2017, 2017-04"
    )
    end = SharedCharBlock(required=False, max_length=10, label=_("To"))
    places = blocks.ListBlock(SharedSnippetBlock("taxonomy.Place"), label=_("Places"), default=[])
    outputs = blocks.ListBlock(OutputBlock(), label=_("Outputs"), default=[])
    events = blocks.ListBlock(PageLinkBlock(), label=_("Events"), default=[])

    class Meta:
        icon = "order"
        label = _("Phase")
        template = "blocks/phase.html"
        preview_value = {"title": "Analisi", "text": "Che cosa serve.", "status": "done"}
        description = _("One stretch of the project's route.")


class ActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    text = blocks.TextBlock(required=False, label=_("Text"))
    status = blocks.ChoiceBlock(choices=STATUS_CHOICES, required=False, label=_("Status"))
    status_date = blocks.DateBlock(required=False, label=_("Since"))
    page = PageLinkBlock(required=False, label=_("Page that carries it out"))

    class Meta:
        icon = "tasks"
        label = _("Action")
        template = "blocks/action.html"
        preview_value = {"title": "Indagine sulle buone pratiche", "status": "in-progress"}
        description = _("One action of an agreement, with its state.")


class ResultBlock(blocks.StructBlock):
    figure = SharedCharBlock(max_length=12, label=_("Figure"))
    label = blocks.CharBlock(max_length=80, label=_("What it counts"))
    year = blocks.IntegerBlock(required=False, min_value=1990, max_value=2100, label=_("Year"))

    class Meta:
        icon = "order"
        label = _("Result")
        template = "blocks/figure.html"
        preview_value = {"figure": "120", "label": "persone formate", "year": 2018}
        description = _("A result in figures.")


class ProgrammeSlotBlock(blocks.StructBlock):
    time = blocks.TimeBlock(required=False, label=_("Time"))
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    text = RunningTextBlock(required=False, label=_("Text"))

    class Meta:
        icon = "time"
        label = _("Part of the programme")
        template = "blocks/programme_slot.html"
        preview_value = {"time": datetime.time(10), "title": "Saluti"}
        description = _("One part of an event's programme.")
