"""Sections (policy areas and topic hubs) and plain pages."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page

from core import access, reading
from core.blocks import BodyBlock, ObjectiveBlock, TermBlock
from core.models import BasePage, SourcedMixin
from core.models.listing import TOPIC_FACET
from directory.models import Organisation

STATEMENT_DAY = (9, 23)
STATEMENT_WARNING_DAY = (8, 1)


class AutoListBlock(blocks.StructBlock):
    """A list that fills itself: pages of a type about a topic."""

    title = blocks.CharBlock(required=False, max_length=60, label=_("Title"))
    kind = blocks.ChoiceBlock(
        choices=[
            ("guide", _("guides")),
            ("project", _("projects")),
            ("call", _("calls for volunteers")),
            ("news", _("news")),
            ("event", _("events")),
        ],
        label=_("Pages of type"),
    )
    topic = TermBlock("topic", label=_("About"))
    count = blocks.IntegerBlock(default=4, min_value=1, max_value=12, label=_("How many"))

    class Meta:
        icon = "list-ul"
        label = _("List that fills itself")


class SectionPage(SourcedMixin, BasePage):
    """A policy area of a body, or a hub that gathers pages about a topic."""

    class Kind(models.TextChoices):
        POLICY_AREA = "policy-area", _("policy area")
        TOPIC_HUB = "topic-hub", _("topic hub")

    search_kind = "section"
    schema_type = "WebPage"
    takes_feedback = False
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.SectionPage"]
    subpage_types: ClassVar[list[str]] = [
        "home.SectionPage", "home.StandardPage", "home.FormPage", "projects.AgreementPage",
        "projects.ResourcePage",
    ]  # fmt: skip

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TOPIC_HUB)
    responsible_body = models.ForeignKey(
        Organisation, verbose_name=_("responsible body"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    responsible_unit = models.CharField(_("office"), max_length=160, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    objectives = StreamField(
        [("objective", ObjectiveBlock())], verbose_name=_("objectives"), blank=True
    )
    auto_lists = StreamField(
        [("list", AutoListBlock())], verbose_name=_("lists that fill themselves"), blank=True
    )

    translated_fields: ClassVar[tuple[str, ...]] = ("body", "objectives", "auto_lists")
    main_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("responsible_body"), FieldPanel("responsible_unit")]),
            ],
            heading=_("Section"),
        ),
        FieldPanel("body"),
        FieldPanel("objectives", help_text=_("Aims of a policy area, one each.")),
        FieldPanel(
            "auto_lists",
            help_text=_("The newest pages about a topic: nothing to keep up to date by hand."),
        ),
    ]
    sources_panels: ClassVar[list[Panel]] = SourcedMixin.source_panels
    extra_tabs: ClassVar[list[tuple[Any, str]]] = [(_("Sources"), "sources_panels")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        lists = [
            {"title": block.value["title"], "kind": block.value["kind"], "pages": pages}
            for block in self.auto_lists
            if (pages := self._pages(block.value))
        ]
        below = reading.children(access.public(Page.objects.all()), self).specific()
        return context | {"lists": lists, "subpages": below}

    def _pages(self, value: Any) -> list[Page]:
        """Live pages of the wanted type about the wanted topic, newest first."""
        model = {page.search_kind: page for page in _listed_types()}[value["kind"]]
        pages = reading.in_language(access.public(model.objects.all()), self.locale_id)
        if value["topic"]:
            pages = pages.filter(TOPIC_FACET.q([value["topic"]])).distinct()
        pages = model.listed(pages.order_by("-first_published_at")).prefetch_related("topics")
        return list(pages[: value["count"]])


def _listed_types() -> list[Any]:
    from core.checks import page_types

    return [model for model in page_types() if model.search_kind]


class StandardPage(BasePage):
    """A plain page: about us, privacy, accessibility statement, helplines."""

    class Kind(models.TextChoices):
        PLAIN = "plain", _("plain page")
        ABOUT = "about", _("about us")
        PRIVACY = "privacy", _("privacy")
        COOKIE = "cookie", _("cookies")
        ACCESSIBILITY = "accessibility-statement", _("accessibility statement")
        LEGAL = "legal-notes", _("legal notes")
        TRANSPARENCY = "transparency", _("transparency")
        CONTACTS = "contacts", _("contacts")
        HELPLINES = "helplines", _("helplines")

    search_kind = "page"
    schema_type = "WebPage"
    parent_page_types: ClassVar[list[str]] = [
        "home.HomePage",
        "home.SectionPage",
        "home.StandardPage",
    ]
    subpage_types: ClassVar[list[str]] = ["home.StandardPage", "home.FormPage"]

    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices, default=Kind.PLAIN)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    statement_url = models.URLField(
        _("statement on AgID’s form"), blank=True,
        help_text=_("The address given by form.agid.gov.it."),
    )  # fmt: skip
    statement_reviewed_on = models.DateField(_("statement reviewed on"), null=True, blank=True)

    translated_fields: ClassVar[tuple[str, ...]] = ("body",)
    main_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("body")], heading=_("Text")),
        MultiFieldPanel(
            [FieldPanel("statement_url"), FieldPanel("statement_reviewed_on")],
            heading=_("Accessibility statement"),
            classname="collapsed",
        ),
    ]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def law_findings(self) -> list[str]:
        """What an editor must look at again (see core.laws)."""
        if self.statement_is_late():
            return [gettext("The accessibility statement must be reviewed by 23 September.")]
        return []

    def statement_is_late(self, today: datetime.date | None = None) -> bool:
        """From 1 August, a statement not reviewed since the last 23 September is late.

        L. 4/2004 and AgID's guidelines: reviewed every year by 23 September.
        """
        if self.kind != self.Kind.ACCESSIBILITY:
            return False
        day = today or timezone.localdate()
        due = datetime.date(day.year, *STATEMENT_DAY)
        previous = due.replace(year=day.year - 1)
        warn_from = datetime.date(day.year, *STATEMENT_WARNING_DAY)
        if self.statement_reviewed_on is None:
            return True
        oldest = previous if day >= warn_from else previous.replace(year=day.year - 2)
        return self.statement_reviewed_on < oldest
