"""Resources: studies, guidelines, good practices, toolkits."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.fields import StreamField

from core.blocks import BodyBlock
from core.models import BasePage, SourcedMixin
from taxonomy.models import Language, Term
from taxonomy.widgets import NameCheckboxes


class ResourcePage(SourcedMixin, BasePage):
    """Something a project produced, or a good practice told in four parts."""

    search_kind = "resource"
    search_related = ("resource_kind",)
    schema_type = "Report"
    parent_page_types: ClassVar[list[str]] = [
        "projects.ProjectPage", "home.SectionPage", "home.HomePage",
    ]  # fmt: skip
    subpage_types: ClassVar[list[str]] = []

    resource_kind = models.ForeignKey(
        Term, verbose_name=_("kind"), null=True, on_delete=models.PROTECT, related_name="+",
        limit_choices_to={"vocabulary": "resource-kind"},
    )  # fmt: skip
    authors = models.CharField(_("authors"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True,
        validators=[MinValueValidator(1950), MaxValueValidator(2100)],
    )  # fmt: skip
    document = models.ForeignKey(
        "media.CustomDocument", verbose_name=_("document"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
        help_text=_("Each language may have its own file."),
    )  # fmt: skip
    languages = ParentalManyToManyField(
        Language, verbose_name=_("languages"), blank=True, related_name="+"
    )
    licence = models.ForeignKey(
        Term, verbose_name=_("licence"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", limit_choices_to={"vocabulary": "licence"},
    )  # fmt: skip
    abstract = StreamField(BodyBlock(), verbose_name=_("summary"), blank=True)
    context = StreamField(BodyBlock(), verbose_name=_("context"), blank=True)
    method = StreamField(BodyBlock(), verbose_name=_("method"), blank=True)
    results = StreamField(BodyBlock(), verbose_name=_("results"), blank=True)
    transferability = StreamField(BodyBlock(), verbose_name=_("doing it elsewhere"), blank=True)

    translated_fields: ClassVar[tuple[str, ...]] = (
        "abstract", "context", "method", "results", "transferability",
    )  # fmt: skip
    local_fields: ClassVar[tuple[str, ...]] = ("document",)
    main_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("resource_kind"), FieldPanel("year")]),
                FieldPanel("authors"),
                FieldPanel("document"),
                FieldPanel("licence"),
                FieldPanel(
                    "languages", widget=NameCheckboxes, help_text=_("In which the resource exists.")
                ),
            ],
            heading=_("Resource"),
        ),
        FieldPanel("abstract"),
    ]
    practice_panels: ClassVar[list[Panel]] = [
        FieldPanel(
            "context", help_text=_("The four parts of a good practice. Empty for other resources.")
        ),
        FieldPanel("method"),
        FieldPanel("results"),
        FieldPanel("transferability"),
        *SourcedMixin.source_panels,
    ]
    extra_tabs: ClassVar[list[tuple[Any, str]]] = [(_("Good practice, sources"), "practice_panels")]

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")

    def facets(self) -> dict[str, list[str]]:
        kind = [self.resource_kind.code] if self.resource_kind else []
        return super().facets() | {"resource-kind": kind}
