"""Blocks of a guide, in the order Italian service pages have (AgID's municipal model)."""

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from core.blocks.fields import (
    AmountBlock,
    DurationUnit,
    FactBlock,
    MoneyValue,
    SharedCharBlock,
    SharedSnippetBlock,
    SharedURLBlock,
    TermBlock,
)
from core.blocks.rich import RunningTextBlock, SentencesBlock, WrittenBlock
from core.durations import time_phrase

FACT_HELP = _(
    "An amount that stands on several pages: it changes once. It wins over the one typed."
)


class PointBlock(WrittenBlock):
    """One sentence of the answer at the top of a guide."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", ["bold", "fact", "language"])
        kwargs.setdefault("max_length", 240)
        super().__init__(**kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Sentence")
        template = "blocks/point.html"
        preview_value = "<p>Fai domanda <b>prima della scadenza</b>.</p>"
        description = _("One short sentence. The most important words in bold.")


class StepValue(MoneyValue):
    amount_field = "cost"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=90, label=_("Title"))
    text = RunningTextBlock(label=_("What to do"), required=False)
    where = TermBlock("service-category", label=_("Where"))
    cost = AmountBlock(required=False, label=_("Cost of this step (€)"))
    fact = FactBlock(label=_("Cost from a fact"), help_text=FACT_HELP)
    time_value = blocks.IntegerBlock(required=False, min_value=1, label=_("Time it takes"))
    time_unit = DurationUnit(required=False, label=_("Unit"))
    link = SharedURLBlock(required=False, label=_("Link"))
    form = DocumentChooserBlock(required=False, label=_("Form to fill in"))

    class Meta:
        icon = "order"
        label = _("Step")
        template = "blocks/step.html"
        value_class = StepValue
        preview_value = {
            "title": "Ritira il kit",
            "text": "<p>Vai in un ufficio postale con lo Sportello Amico.</p>",
            "where": "post-office",
        }
        description = _("One thing to do. Steps number themselves.")


class NeededDocumentBlock(blocks.StructBlock):
    document = TermBlock("document", required=True, label=_("Document"))
    form = blocks.ChoiceBlock(
        choices=[
            ("original", _("original")),
            ("copy", _("copy")),
            ("both", _("original and copy")),
        ],
        default="original",
        label=_("Original or copy"),
    )
    count = blocks.IntegerBlock(required=False, min_value=1, default=1, label=_("How many"))
    note = blocks.CharBlock(required=False, max_length=160, label=_("Note"))
    only_if = blocks.CharBlock(required=False, max_length=160, label=_("Only if"))

    class Meta:
        icon = "doc-full"
        label = _("Document needed")
        template = "blocks/needed_document.html"
        preview_value = {"document": "passport", "form": "copy", "count": 1}
        description = _("A document to bring, from the list of documents.")


class TimeBlock(blocks.StructBlock):
    what = blocks.CharBlock(max_length=120, label=_("What"))
    direction = blocks.ChoiceBlock(
        choices=[
            ("within", _("within")),
            ("before", _("at least before")),
            ("lasts", _("lasts")),
            ("after", _("after")),
            ("up-to", _("up to")),
        ],
        default="within",
        label=_("Meaning"),
    )
    value = blocks.IntegerBlock(min_value=1, label=_("Number"))
    unit = DurationUnit(default="day", label=_("Unit"))
    from_when = blocks.CharBlock(required=False, max_length=120, label=_("Counted from"))
    legal_reference = SharedCharBlock(required=False, max_length=120, label=_("Legal reference"))

    def get_searchable_content(self, value: Any) -> list[str]:
        """As the page says it: *at least 60 days before*, and not the names of what was chosen."""
        phrase = time_phrase(value["direction"], value["value"], value["unit"])
        texts = (value["what"], phrase, value["from_when"], value["legal_reference"])
        return [text for text in texts if text]

    class Meta:
        icon = "time"
        label = _("Time")
        template = "blocks/time.html"
        preview_value = {
            "what": "Domanda di rinnovo",
            "direction": "before",
            "value": 60,
            "unit": "day",
            "from_when": "la scadenza del permesso",
        }
        description = _("A deadline or a duration. The number stands here, never in the text.")


class CostBlock(blocks.StructBlock):
    item = blocks.CharBlock(max_length=120, label=_("What is paid"))
    amount = AmountBlock(required=False)
    fact = FactBlock(label=_("Amount from a fact"), help_text=FACT_HELP)
    exempt = blocks.CharBlock(required=False, max_length=200, label=_("Who does not pay"))
    checked_on = blocks.DateBlock(required=False, label=_("Checked on"))

    def clean(self, value: Any) -> Any:
        """Raise StructBlockValidationError when there is neither an amount nor a fact."""
        cleaned = super().clean(value)
        if cleaned["amount"] is None and not cleaned["fact"]:
            error = ValidationError(_("Write an amount, or choose a fact."))
            raise StructBlockValidationError(block_errors={"amount": error})
        return cleaned

    class Meta:
        icon = "tag"
        label = _("Cost")
        template = "blocks/cost.html"
        value_class = MoneyValue
        preview_value = {"item": "Marca da bollo", "amount": Decimal("16.00")}
        description = _("An amount. It changes here once, for every language.")


class LawBlock(blocks.StructBlock):
    reference = SharedCharBlock(max_length=160, label=_("Reference"))
    url = SharedURLBlock(required=False, label=_("Address"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Law")
        template = "blocks/law.html"
        preview_value = {"reference": "D.Lgs. 286/1998, art. 5"}
        description = _("A law or rule this page rests on.")


class ExceptionBlock(blocks.StructBlock):
    place = SharedSnippetBlock("taxonomy.Place", required=False, label=_("Place"))
    text = SentencesBlock(label=_("What is different"))

    class Meta:
        icon = "site"
        label = _("Different rule")
        template = "blocks/exception.html"
        preview_value = {"text": "<p>In questa regione la prenotazione è solo online.</p>"}
        description = _("Where or for whom the rule differs.")


class SourceBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    publisher = SharedCharBlock(required=False, max_length=120, label=_("Publisher"))
    url = SharedURLBlock(required=False, label=_("Address"))
    law_reference = SharedCharBlock(required=False, max_length=160, label=_("Legal reference"))
    consulted_on = blocks.DateBlock(required=False, label=_("Consulted on"))

    class Meta:
        icon = "link-external"
        label = _("Source")
        template = "blocks/source.html"
        preview_value = {"title": "Testo unico immigrazione", "law_reference": "D.Lgs. 286/1998"}
        description = _("Where the information comes from and when you read it.")


class ChangeBlock(blocks.StructBlock):
    date = blocks.DateBlock(label=_("Date"))
    what = blocks.CharBlock(max_length=200, label=_("What changed"))
    major = blocks.BooleanBlock(
        required=False, label=_("Major"), help_text=_("Translations must be looked at again.")
    )

    class Meta:
        icon = "history"
        label = _("Change")
        template = "blocks/change.html"
        preview_value = {
            "date": datetime.date(2026, 11, 3),
            "what": "Nuovi importi del contributo.",
        }
        description = _("One line of the page's history, shown to readers.")
