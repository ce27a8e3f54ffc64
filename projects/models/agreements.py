"""Agreements between bodies: protocols, conventions, pacts."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.fields import StreamField

from core.blocks import ActionBlock, BodyBlock, ObjectiveBlock
from core.dates import format_date
from core.models import BasePage, Precision, SourcedMixin
from core.models.mixins import precision_panel
from taxonomy.models import Term


class AgreementPage(SourcedMixin, BasePage):
    """An agreement (OntoPiA document type 5): who signed, what for, what follows."""

    search_kind = "agreement"
    schema_type = "DigitalDocument"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []

    agreement_type = models.ForeignKey(
        Term, verbose_name=_("kind"), null=True, on_delete=models.PROTECT, related_name="+",
        limit_choices_to={"vocabulary": "agreement-type"},
    )  # fmt: skip
    signed_on = models.DateField(
        _("signed on"), null=True, blank=True, help_text=_("Empty when the source does not say.")
    )
    signed_precision = models.CharField(
        _("known to the"), max_length=5, choices=Precision.choices, default=Precision.DAY
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    act_reference = models.CharField(_("act"), max_length=120, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    objectives = StreamField(
        [("objective", ObjectiveBlock())], verbose_name=_("purposes"), blank=True
    )
    actions = StreamField([("action", ActionBlock())], verbose_name=_("actions"), blank=True)
    document = models.ForeignKey(
        "media.CustomDocument", verbose_name=_("document"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip

    translated_fields: ClassVar[tuple[str, ...]] = ("body", "objectives", "actions")
    main_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("agreement_type"),
                FieldRowPanel([FieldPanel("signed_on"), precision_panel("signed_precision")]),
                FieldRowPanel(
                    [
                        FieldPanel("valid_until"),
                        FieldPanel(
                            "act_reference", help_text=_("Kind, number and date of the act.")
                        ),
                    ]
                ),
                FieldPanel("document"),
            ],
            heading=_("Agreement"),
        ),
        FieldPanel("body"),
        FieldPanel("objectives"),
        FieldPanel("actions", help_text=_("What the parties promised to do, and how far it is.")),
    ]
    sources_panels: ClassVar[list[Panel]] = SourcedMixin.source_panels
    extra_tabs: ClassVar[list[tuple[Any, str]]] = [(_("Sources"), "sources_panels")]

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    @property
    def signed_display(self) -> str:
        return format_date(self.signed_on, self.signed_precision)

    @property
    def signatories(self) -> list[Any]:
        """The organisations that signed, in order."""
        return [
            link
            for link in self.organisations
            if link.role is None or link.role.code == "signatory"
        ]
