"""Guides: how to get something done in Italy, in the order Italian service pages have."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel, TitleFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from core import access, glossary_links, locales, tree
from core.blocks import (
    FIELD_FEATURES,
    INLINE_FEATURES,
    BodyBlock,
    CostBlock,
    ExceptionBlock,
    FaqBlock,
    LawBlock,
    NeededDocumentBlock,
    PointBlock,
    StepBlock,
    TimeBlock,
)
from core.listing import Facet, term_facet
from core.models import (
    AUDIENCE_FACET,
    TOPIC_FACET,
    BasePage,
    ChangeLogMixin,
    ListingPage,
    ReviewedPageMixin,
    SourcedMixin,
)
from core.panels import REVIEW, SourceRowsPanel
from core.widgets import IconRadios
from glossary.models import GlossaryTerm
from guides.sections import sections
from taxonomy import labels
from taxonomy.models import Term
from taxonomy.widgets import NameCheckboxes, TermCheckboxes


def _terms(vocabulary: str, label: Any) -> Any:
    return ParentalManyToManyField(
        Term, verbose_name=label, blank=True, related_name="+",
        limit_choices_to={"vocabulary": vocabulary},
    )  # fmt: skip


class GuideIndexPage(ListingPage):
    """All guides, or those of one topic when it stands below another index."""

    search_kind = ""
    per_page = 24
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "guides.GuideIndexPage"]
    subpage_types: ClassVar[list[str]] = ["guides.GuideIndexPage", "guides.GuidePage"]

    icon = models.SlugField(_("icon"), max_length=30, blank=True)

    main_panels: ClassVar[list[Panel]] = [
        FieldPanel("icon", widget=IconRadios, help_text=_("Shown on the tile of this topic."))
    ]

    class Meta:
        verbose_name = _("guide index")
        verbose_name_plural = _("guide indexes")

    @classmethod
    def item_model(cls) -> type[Page]:
        return GuidePage

    @classmethod
    def listing_facets(cls) -> list[Facet]:
        return [
            TOPIC_FACET,
            AUDIENCE_FACET,
            term_facet("life", _("Moment of life"), "life_event", "life-event"),
        ]

    def items(self) -> QuerySet:
        return super().items().order_by("title")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        below = tree.children(access.public(GuideIndexPage.objects.all()), self)
        return context | {"subindexes": below}


class GuidePage(ReviewedPageMixin, SourcedMixin, ChangeLogMixin, BasePage):
    """One thing to get done: who, what, how, papers, costs, times, where, help."""

    search_kind = "guide"
    schema_type = "GovernmentService"
    brief_field = "in_short"
    parent_page_types: ClassVar[list[str]] = ["guides.GuideIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    feedback_places: ClassVar[dict[str, str]] = {
        "who_for": "who", "what_is": "what", "documents_needed": "documents", "steps": "steps",
        "costs": "costs", "costs_note": "costs", "times": "times", "what_you_get": "result",
        "if_something_goes_wrong": "problems", "your_rights": "rights", "exceptions": "exceptions",
        "faq": "faq", "legal_basis": "sources", "sources": "sources", "changes": "sources",
    }  # fmt: skip

    in_short = StreamField(
        [("point", PointBlock())], verbose_name=_("in short"), blank=True, max_num=3,
        help_text=_("Two or three sentences with the answer. They come first."),
    )  # fmt: skip
    when_short = models.CharField(_("when, in short"), max_length=60, blank=True)
    where_short = models.CharField(_("where, in short"), max_length=80, blank=True)
    who_for = RichTextField(_("who it is for"), blank=True, features=FIELD_FEATURES)
    beneficiaries = _terms("beneficiary", _("groups it is for"))
    situation_terms = _terms("situation", _("situations"))
    life_event = _terms("life-event", _("moments of life"))
    service_theme = _terms("service-theme", _("themes of public services"))
    what_is = StreamField(BodyBlock(), verbose_name=_("what it is"), blank=True)
    steps = StreamField([("step", StepBlock())], verbose_name=_("what to do"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("after the steps"), blank=True)
    documents_needed = StreamField(
        [("document", NeededDocumentBlock())], verbose_name=_("documents to bring"), blank=True
    )
    what_you_get = RichTextField(_("what you get"), blank=True, features=FIELD_FEATURES)
    output = models.ForeignKey(
        Term, verbose_name=_("result"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", limit_choices_to={"vocabulary": "output"},
    )  # fmt: skip
    times = StreamField([("time", TimeBlock())], verbose_name=_("times"), blank=True)
    costs = StreamField([("cost", CostBlock())], verbose_name=_("costs"), blank=True)
    costs_note = RichTextField(_("note on costs"), blank=True, features=INLINE_FEATURES)
    where_to_go = _terms("service-category", _("where to go"))
    free_help = _terms("service-category", _("who helps free of charge"))
    if_something_goes_wrong = RichTextField(
        _("if something goes wrong"), blank=True, features=FIELD_FEATURES
    )
    your_rights = RichTextField(_("your rights"), blank=True, features=FIELD_FEATURES)
    exceptions = StreamField(
        [("exception", ExceptionBlock())], verbose_name=_("different rules"), blank=True
    )
    legal_basis = StreamField([("law", LawBlock())], verbose_name=_("legal basis"), blank=True)
    faq = StreamField([("faq", FaqBlock())], verbose_name=_("frequent questions"), blank=True)
    glossary_terms = ParentalManyToManyField(
        GlossaryTerm, verbose_name=_("glossary terms"), blank=True, related_name="+",
    )  # fmt: skip

    translated_fields: ClassVar[tuple[str, ...]] = (
        "in_short", "when_short", "where_short", "who_for", "what_is", "documents_needed", "steps",
        "body", "what_you_get", "times", "costs", "costs_note", "if_something_goes_wrong",
        "your_rights", "exceptions", "faq",
    )  # fmt: skip

    title_panels: ClassVar[list[Panel]] = [
        REVIEW,
        MultiFieldPanel(
            [
                TitleFieldPanel(
                    "title", classname="", placeholder=_("What does the reader want to do?"),
                    help_text=_("As the reader would say it, with a verb: “Renew the residence permit”."),
                ),
                FieldPanel("short_title"),
                FieldPanel(
                    "lead", widget=AdminAutoHeightTextInput(
                        attrs={"placeholder": _("When, where and what it costs, in one sentence")}
                    ),
                ),
            ],
            heading=_("Title"),
        ),
    ]  # fmt: skip
    main_heading = _("What and for whom")
    main_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("in_short"),
                FieldRowPanel(
                    [
                        FieldPanel(
                            "when_short", help_text=_("For example: 60 days before it expires")
                        ),
                        FieldPanel("where_short", help_text=_("For example: post office")),
                    ]
                ),
            ],
            heading=_("The answer first"),
        ),
        FieldPanel("who_for", help_text=_("Who may or must do it, in one or two sentences.")),
        FieldPanel("what_is", help_text=_("What it is good for. The steps come later.")),
    ]
    steps_panels: ClassVar[list[Panel]] = [
        FieldPanel(
            "documents_needed",
            help_text=_("From a list: every reader gets them by their own name."),
        ),
        FieldPanel("steps", help_text=_("One thing to do in each step, in order.")),
        FieldPanel("body", help_text=_("What is left to say. Often nothing.")),
    ]
    practice_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("costs"),
                FieldPanel("costs_note"),
            ],
            heading=_("Costs"),
            help_text=_("Amounts stand here and never in the text: they change once, for all languages."),
        ),
        FieldPanel(
            "times", help_text=_("Deadlines and durations as numbers, right in every language.")
        ),
        MultiFieldPanel([FieldPanel("what_you_get"), FieldPanel("output")], heading=_("Result")),
        MultiFieldPanel(
            [
                FieldPanel("where_to_go", widget=TermCheckboxes),
                FieldPanel("free_help", widget=TermCheckboxes),
            ],
            heading=_("Where to go"),
            help_text=_("Kinds of office: readers find the nearest ones in the directory."),
        ),
        FieldPanel(
            "if_something_goes_wrong", help_text=_("A refusal, a delay, a lost paper: what to do then.")
        ),
        FieldPanel("your_rights"),
        FieldPanel("exceptions", help_text=_("Only where a region or a group has other rules.")),
        FieldPanel("faq"),
        SourceRowsPanel(
            "glossary_terms", widget=NameCheckboxes,
            help_text=_("Explained at the end of the page, with those that its text links."),
        ),
        *BasePage.links_panels,
    ]  # fmt: skip
    links_panels: ClassVar[list[Panel]] = []  # where and who: they stand with times and places
    classification_panels: ClassVar[list[Panel]] = [
        *BasePage.classification_panels,
        MultiFieldPanel(
            [
                FieldPanel("beneficiaries", widget=TermCheckboxes),
                FieldPanel("situation_terms", widget=TermCheckboxes),
                FieldPanel("life_event", widget=TermCheckboxes),
                FieldPanel("service_theme", widget=TermCheckboxes),
            ],
            heading=_("For whom"),
            help_text=_("Readers filter the guides by these, and search finds them by these."),
        ),
    ]
    verification_panels: ClassVar[list[Panel]] = [
        *ReviewedPageMixin.review_panels,
        *SourcedMixin.source_panels,
        FieldPanel("legal_basis", help_text=_("The laws it rests on, the weightiest first.")),
        FieldPanel("changes", help_text=_("Add a line whenever a rule or an amount changes.")),
    ]
    extra_tabs: ClassVar[list[tuple[Any, str]]] = [
        (_("Steps and documents"), "steps_panels"),
        (_("Costs, times, places"), "practice_panels"),
        (_("Verification, sources"), "verification_panels"),
    ]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    @cached_property
    def italian(self) -> "GuidePage | None":
        """The live Italian page, to be read side by side; nothing on the Italian page itself."""
        source = locales.source()
        if self.locale_id == source.pk:
            return None
        rows = access.public(GuidePage.objects.all()).filter(locale_id=source.pk)
        return rows.filter(translation_key=self.translation_key).first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        beside = self.italian if request.GET.get("with") == "it" else None
        return context | {"it": beside, "sections": sections(self)}

    def feedback_parts(self) -> dict[str, str]:
        """The guide's own parts, and the headings of its text."""
        return sections(self)

    @cached_property
    def where_list(self) -> list[Term]:
        return list(self.terms["where_to_go"])

    @cached_property
    def help_list(self) -> list[Term]:
        return list(self.terms["free_help"])

    @cached_property
    def glossary_list(self) -> list[GlossaryTerm]:
        """The terms chosen for the page and those its text links, in the reader's language."""
        wanted = Q(pk__in=glossary_links.linked(self))
        if self.pk is None or "glossary_terms" in getattr(self, "_cluster_related_objects", {}):
            wanted |= Q(pk__in=[term.pk for term in self.glossary_terms.all()])
        else:
            through = type(self).glossary_terms.through.objects.filter(guidepage=self.pk)
            wanted |= Q(pk__in=through.values("glossaryterm"))
        here, source = locales.active(), locales.source()
        rows = GlossaryTerm.objects.filter(
            translation_key__in=GlossaryTerm.objects.filter(wanted).values("translation_key"),
            locale_id__in={here.pk, source.pk},
        )
        best = {row.translation_key: row for row in rows if row.locale_id == source.pk}
        best |= {row.translation_key: row for row in rows if row.locale_id == here.pk}
        return sorted(best.values(), key=lambda row: row.term.casefold())

    @property
    def output_term(self) -> Term | None:
        """The result as a term, from memory."""
        found = labels.terms([self.output_id] if self.output_id else [])
        return found[0] if found else None

    @cached_property
    def costs_checked_on(self) -> datetime.date | None:
        """The day since which no amount of the page was checked again."""
        days = [block.value["checked_on"] for block in self.costs if block.value["checked_on"]]
        return min(days, default=None)

    @cached_property
    def cost_range(self) -> tuple[Any, Any] | None:
        """The smallest and the greatest amount of the guide, or nothing."""
        found = [block.value.money for block in self.costs]
        amounts = [money.amount for money in found if money]
        return (min(amounts), max(amounts)) if amounts else None

    def facets(self) -> dict[str, list[str]]:
        return super().facets() | {
            "life-event": [term.code for term in self.terms["life_event"]],
            "situation": [term.code for term in self.terms["situation_terms"]],
        }

    def json_ld(self, request: HttpRequest) -> dict[str, Any]:
        data = super().json_ld(request)
        data["serviceType"] = self.kicker or self.title
        data["audience"] = {"@type": "Audience", "audienceType": "migrant"}
        if self.organisations:
            data["serviceOperator"] = {
                "@type": "GovernmentOrganization",
                "name": self.organisations[0].organisation.name,
            }
        data["areaServed"] = [link.place.name for link in self.places] or ["Italia"]
        return data
