"""Blocks for running text: the body of any page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from core.blocks import samples
from core.blocks.fields import (
    PageLinkBlock,
    SharedCharBlock,
    SharedSnippetBlock,
    SharedURLBlock,
    SharedValueMixin,
)
from core.blocks.rich import RunningTextBlock
from core.blocks.tables import TextTableBlock


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        preview_value = "Quando fare domanda"
        description = _("A heading inside the page. It appears in the page's index.")


class ParagraphBlock(RunningTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/paragraph.html"
        preview_value = "<p>Porta con te il <b>permesso</b> e la ricevuta.</p>"
        description = _("Paragraphs, lists, links. Short sentences.")


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[
            ("info", _("Information")),
            ("warning", _("Warning")),
            ("deadline", _("Deadline")),
            ("right", _("Your right")),
        ],
        default="info",
        label=_("Kind"),
    )
    title = blocks.CharBlock(max_length=90, label=_("Title"))
    text = RunningTextBlock(label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "blocks/callout.html"
        preview_value = {
            "kind": "deadline",
            "title": "Attenzione alla scadenza",
            "text": "<p>Fai domanda prima della scadenza del permesso.</p>",
        }
        description = _("Something nobody may miss: a deadline, a risk, a right.")


class ChecklistBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=90, label=_("Title"))
    items = blocks.ListBlock(blocks.CharBlock(max_length=200), label=_("Items"))

    class Meta:
        icon = "tick"
        label = _("Checklist")
        template = "blocks/checklist.html"
        preview_value = {"title": "Porta con te", "items": ["Passaporto", "Codice fiscale"]}
        description = _("Things to have or to do, with a box to tick on paper or on screen.")


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(required=False, max_length=200, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Image")
        template = "blocks/picture.html"
        preview_value = staticmethod(samples.picture)
        description = _("A picture with its alternative text, or marked as decorative.")


class GalleryBlock(blocks.StructBlock):
    pictures = blocks.ListBlock(PictureBlock(), min_num=2, max_num=12, label=_("Images"))

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "blocks/gallery.html"
        preview_value = staticmethod(samples.gallery)
        description = _("Two to twelve pictures, each with its alternative text.")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"))
    source = blocks.CharBlock(required=False, max_length=120, label=_("Said by"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"
        preview_value = {"text": "Qui ho trovato ascolto.", "source": "Una volontaria"}
        description = _("Somebody's own words.")


class PhraseBlock(blocks.StructBlock):
    """An Italian sentence to show at a counter: the same words in every language."""

    phrase = SharedCharBlock(
        max_length=240, label=_("Italian sentence"), help_text=_("It stays in Italian everywhere.")
    )
    note = blocks.CharBlock(required=False, max_length=200, label=_("What it means"))

    class Meta:
        icon = "comment"
        label = _("Sentence to show")
        template = "blocks/phrase.html"
        preview_value = {
            "phrase": "Buongiorno. Devo rinnovare il permesso di soggiorno.",
            "note": "Mostra questa frase allo sportello.",
        }
        description = _("An Italian sentence the reader can show at the counter.")


class FaqBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200, label=_("Question"))
    answer = RunningTextBlock(label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "blocks/faq.html"
        preview_value = {"question": "Quanto costa il patronato?", "answer": "<p>Niente.</p>"}
        description = _("A question and its answer; it opens and closes.")


class SharedDocumentBlock(SharedValueMixin, DocumentChooserBlock):
    """A document that is the same file in every language."""


class DownloadBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=120, label=_("Label"))
    document = SharedDocumentBlock(label=_("Document"))

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "blocks/download.html"
        preview_value = staticmethod(samples.download)
        description = _("A file to download, with its size and format.")


class VideoLinkBlock(blocks.StructBlock):
    """A link to a video elsewhere. Nothing is embedded: no foreign host learns of the reader."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    url = SharedURLBlock(label=_("Address"))
    summary = blocks.TextBlock(
        label=_("What it says"), help_text=_("For those who cannot watch it.")
    )

    class Meta:
        icon = "media"
        label = _("Video link")
        template = "blocks/video_link.html"
        preview_value = {
            "title": "Come si compila il modulo 1",
            "url": "https://example.org/video",
            "summary": "Il video mostra le pagine del modulo, una alla volta.",
        }
        description = _("A link to a video on another site, with a summary in words.")


class AudioBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    document = DocumentChooserBlock(label=_("Sound file"))
    transcript = RunningTextBlock(label=_("Transcript"))

    class Meta:
        icon = "media"
        label = _("Audio")
        template = "blocks/audio.html"
        preview_value = staticmethod(samples.recording)
        description = _("A recording with its transcript.")


class FigureBlock(blocks.StructBlock):
    figure = SharedCharBlock(max_length=12, label=_("Figure"), help_text=_("Digits only."))
    label = blocks.CharBlock(max_length=80, label=_("What it counts"))

    class Meta:
        icon = "order"
        label = _("Figure")
        template = "blocks/figure.html"
        preview_value = {"figure": "7", "label": "partner"}
        description = _("One big number and what it counts.")


class ActionLinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=80, label=_("Label"))
    page = PageLinkBlock(required=False, label=_("Page"))
    url = SharedURLBlock(required=False, label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Button")
        template = "blocks/action_link.html"
        preview_value = {"label": "Trova un’attività", "url": "https://example.org/"}
        description = _("A button to the next thing to do.")


class PageListBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=90, label=_("Title"))
    pages = blocks.ListBlock(PageLinkBlock(), label=_("Pages"))

    class Meta:
        icon = "list-ul"
        label = _("List of pages")
        template = "blocks/page_list.html"
        preview_value = staticmethod(samples.pages)
        description = _("Pages chosen by hand, in your order.")


class ServicePointListBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=90, label=_("Title"))
    points = blocks.ListBlock(
        SharedSnippetBlock("directory.ServicePoint"), label=_("Service points")
    )

    class Meta:
        icon = "site"
        label = _("Service points")
        template = "blocks/service_points.html"
        preview_value = staticmethod(samples.service_points)
        description = _("Desks and offices with address, hours and telephone.")


class HelplinesBlock(blocks.StaticBlock):
    class Meta:
        icon = "mobile-alt"
        label = _("Helplines")
        admin_text = _("Shows all helplines.")
        template = "blocks/helplines.html"
        preview_value = None
        description = _("All emergency numbers and helplines, kept in one place.")


class TimelineEntryBlock(blocks.StructBlock):
    when = SharedCharBlock(
        max_length=10, label=_("When"), help_text=_("YYYY, YYYY-MM or YYYY-MM-DD.")
    )
    text = blocks.CharBlock(max_length=240, label=_("What happened"))

    class Meta:
        icon = "date"
        label = _("Date in a timeline")
        template = "blocks/timeline_entry.html"
        preview_value = {"when": "2017-04", "text": "Il progetto comincia."}
        description = _("One dated event.")


class TimelineBlock(blocks.ListBlock):
    """Dates in their order. Migrations know it as the list it is."""

    def deconstruct(self) -> tuple[str, Any, Any]:
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.ListBlock", args, kwargs

    class Meta:
        preview_value = [
            {"when": "2017-04", "text": "Il progetto comincia."},
            {"when": "2018-12", "text": "I risultati si presentano a Torino."},
        ]
        description = _("Dates in their order, with what happened.")


class DividerBlock(blocks.StaticBlock):
    class Meta:
        icon = "horizontalrule"
        label = _("Divider")
        admin_text = _("A thin line.")
        template = "blocks/divider.html"
        preview_value = None
        description = _("A thin line between two parts of a text.")


class BodyBlock(blocks.StreamBlock):
    """The body of a page: everything an editor may put into running text."""

    heading = HeadingBlock(group=_("Text"))
    paragraph = ParagraphBlock(group=_("Text"))
    callout = CalloutBlock(group=_("Text"))
    checklist = ChecklistBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    phrase = PhraseBlock(group=_("Text"))
    faq = FaqBlock(group=_("Text"))
    table = TextTableBlock(group=_("Text"))
    divider = DividerBlock(group=_("Text"))
    picture = PictureBlock(group=_("Media"))
    gallery = GalleryBlock(group=_("Media"))
    download = DownloadBlock(group=_("Media"))
    video_link = VideoLinkBlock(group=_("Media"))
    audio = AudioBlock(group=_("Media"))
    figure = FigureBlock(group=_("Data"))
    timeline = TimelineBlock(
        TimelineEntryBlock(), group=_("Data"), label=_("Timeline"), icon="date",
        template="blocks/timeline.html",
    )  # fmt: skip
    action_link = ActionLinkBlock(group=_("Links"))
    page_list = PageListBlock(group=_("Links"))
    service_points = ServicePointListBlock(group=_("Links"))
    helplines = HelplinesBlock(group=_("Links"))

    class Meta:
        template = "blocks/body.html"
