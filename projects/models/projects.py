"""Projects: who does what with whom, for whom, with which money, from when to when."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
    Panel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from core import access, tree
from core.blocks import (
    ActivityBlock,
    BodyBlock,
    ObjectiveBlock,
    PageLinkBlock,
    PhaseBlock,
    ResultBlock,
)
from core.listing import Facet, choice_facet, term_facet
from core.models import (
    TOPIC_FACET,
    BasePage,
    ListingPage,
    PeriodMixin,
    SourcedMixin,
    region_facet,
    rows,
)
from directory.models import Organisation
from taxonomy.models import Term
from taxonomy.widgets import TermCheckboxes

EU_PROGRAMMES = ("fami", "esf", "erasmus", "esc")


def _status_conditions() -> dict[str, Q]:
    """The computed status as conditions a database can filter by (see PeriodMixin)."""
    today = timezone.localdate()
    started = Q(start_value__isnull=True) | Q(start_value__lte=today)
    stated = Q(start_value__isnull=False) | Q(end_value__isnull=False)
    return {
        "upcoming": Q(start_value__gt=today),
        "running": started & Q(end_value__gte=today),
        "closed": started & Q(end_value__lt=today),
        "open": Q(start_value__lte=today, end_value__isnull=True),
        "not-stated": ~stated,
    }


class ProjectIndexPage(ListingPage):
    """All projects, filtered by programme, region, status, role and beneficiaries."""

    search_kind = ""
    feed_kind = "project"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["projects.ProjectPage"]

    class Meta:
        verbose_name = _("project index")
        verbose_name_plural = _("project indexes")

    @classmethod
    def item_model(cls) -> type[Page]:
        return ProjectPage

    @classmethod
    def listing_facets(cls) -> list[Facet]:
        status_names = dict(PeriodMixin.PeriodStatus.choices)
        return [
            Facet(
                "status", _("Status"), conditions=_status_conditions,
                name=lambda value: str(status_names.get(value, value)),
                order=lambda: list(status_names),
            ),
            term_facet("programme", _("Programme"), "funding__programme", "programme"),
            term_facet("role", _("Role"), "organisation_links__role", "organisation-role"),
            TOPIC_FACET,
            term_facet("beneficiary", _("For whom"), "beneficiaries", "beneficiary"),
            region_facet(),
            choice_facet("kind", _("Kind"), "kind", ProjectPage.Kind.choices),
        ]  # fmt: skip

    def items(self) -> QuerySet:
        return super().items().order_by(models.F("start_value").desc(nulls_last=True), "title")


class ProjectPage(PeriodMixin, SourcedMixin, BasePage):
    """One project, initiative, campaign or service."""

    class Kind(models.TextChoices):
        FUNDED = "funded", _("funded project")
        STANDING = "standing", _("standing initiative")
        CAMPAIGN = "campaign", _("campaign")
        SERVICE = "service", _("service")

    search_kind = "project"
    search_related = ("funding__programme__parent__parent", "funding__funder")
    schema_type = "Project"
    parent_page_types: ClassVar[list[str]] = ["projects.ProjectIndexPage"]
    subpage_types: ClassVar[list[str]] = ["events.EventPage", "projects.ResourcePage"]

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.FUNDED)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    acronym_search = models.CharField(max_length=40, blank=True, editable=False)
    long_title = models.CharField(_("full title"), max_length=250, blank=True)
    parent_project = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    parent_project_name = models.CharField(
        _("part of (name)"), max_length=120, blank=True,
        help_text=_("When the larger project has no page here."),
    )  # fmt: skip
    action_code = models.CharField(_("action"), max_length=20, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    objectives = StreamField(
        [("objective", ObjectiveBlock())], verbose_name=_("objectives"), blank=True
    )
    phases = StreamField([("phase", PhaseBlock())], verbose_name=_("phases"), blank=True)
    activities = StreamField(
        [("activity", ActivityBlock())], verbose_name=_("activities"), blank=True
    )
    beneficiaries = ParentalManyToManyField(
        Term, verbose_name=_("beneficiaries"), blank=True, related_name="+",
        limit_choices_to={"vocabulary": "beneficiary"},
    )  # fmt: skip
    beneficiaries_note = models.CharField(_("note on beneficiaries"), max_length=300, blank=True)
    results = StreamField([("result", ResultBlock())], verbose_name=_("results"), blank=True)
    outputs = StreamField([("page", PageLinkBlock())], verbose_name=_("outputs"), blank=True)
    website = models.URLField(_("website"), blank=True)
    funding_notice = models.CharField(
        _("funding statement"), max_length=300, blank=True,
        help_text=_("Shown beside the EU emblem. Required for programmes of the European Union."),
    )  # fmt: skip
    cup_code = models.CharField("CUP", max_length=15, blank=True)

    translated_fields: ClassVar[tuple[str, ...]] = (
        "long_title", "body", "objectives", "phases", "activities", "beneficiaries_note", "results",
        "funding_notice",
    )  # fmt: skip
    main_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("acronym", help_text=_("The short name in its documents.")),
                        FieldPanel("kind"),
                    ]
                ),
                FieldPanel("long_title"),
                FieldRowPanel(
                    [
                        PageChooserPanel("parent_project"),
                        FieldPanel(
                            "action_code", help_text=_("Its number inside the larger project.")
                        ),
                    ]
                ),
                FieldPanel("parent_project_name"),
            ],
            heading=_("Project"),
        ),
        *PeriodMixin.period_panels,
        FieldPanel("body"),
        FieldPanel("objectives", help_text=_("What the project wants to reach, one aim each.")),
        FieldPanel("phases", help_text=_("Its route, stretch by stretch.")),
        FieldPanel("activities"),
    ]
    money_panels: ClassVar[list[Panel]] = [
        InlinePanel(
            "funding",
            heading=_("Funding"),
            label=_("Funding"),
            help_text=_("One entry for each fund: the programme, who pays, how much."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("funding_notice"),
                FieldPanel("cup_code", help_text=_("The project’s public code, 15 characters.")),
            ],
            heading=_("Transparency"),
        ),
    ]
    people_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("beneficiaries", widget=TermCheckboxes), FieldPanel("beneficiaries_note")],
            heading=_("For whom"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("results", help_text=_("Figures: how many, of what, in which year.")),
                FieldPanel(
                    "outputs", help_text=_("Pages of this site that came out of the project.")
                ),
                FieldPanel("website"),
            ],
            heading=_("Results"),
        ),
        *SourcedMixin.source_panels,
    ]
    extra_tabs: ClassVar[list[tuple[Any, str]]] = [
        (_("Funding"), "money_panels"),
        (_("People and results"), "people_panels"),
    ]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.acronym_search = "".join(c for c in self.acronym if c.isalnum()).lower()
        super().save(*args, **kwargs)

    @cached_property
    def funding_rows(self) -> list["ProjectFunding"]:
        return rows.rows_of(self, "funding", "programme__parent__parent", "funder")

    @property
    def is_eu_funded(self) -> bool:
        """The notice of Reg. (EU) 2021/1060, art. 50, is due."""
        return any(row.programme.code.startswith(EU_PROGRAMMES) for row in self.funding_rows)

    def law_findings(self) -> list[str]:
        """What an editor must look at again (see core.laws)."""
        if self.is_eu_funded and not (self.objectives and (self.results or self.activities)):
            return [gettext("A project paid by the European Union tells its aims and results.")]
        return []

    @property
    def shows_funding_notice(self) -> bool:
        return bool(self.funding_notice) or self.is_eu_funded

    @property
    def partner_count(self) -> int:
        return sum(
            link.role is not None and link.role.code == "partner" for link in self.organisations
        )

    @cached_property
    def subpages(self) -> list[Any]:
        """Live events and resources below the project, without those named as outputs."""
        named = {block.value.translation_key for block in self.outputs if block.value}
        below = tree.children(access.public(Page.objects.all()), self).specific()
        others = [page for page in below if page.translation_key not in named]
        return sorted(others, key=lambda page: page.search_kind)

    @cached_property
    def months(self) -> int | None:
        """Length in months, when both ends are known."""
        if not (self.start_value and self.end_value):
            return None
        first, last = self.start_value, self.end_value
        months = (last.year - first.year) * 12 + last.month - first.month
        return months + (1 if last.day >= first.day else 0)

    def facets(self) -> dict[str, list[str]]:
        programmes = {term.code for row in self.funding_rows for term in _lineage(row.programme)}
        return super().facets() | {
            "programme": sorted(programmes),
            "role": [
                f"{link.role.code}:{link.organisation.slug}"
                for link in self.organisations
                if link.role
            ],
            "status": [self.period_status.value],
            "beneficiary": [term.code for term in self.terms["beneficiaries"]],
            "year": [str(self.start_value.year)] if self.start_value else [],
        }

    def json_ld(self, request: HttpRequest) -> dict[str, Any]:
        data = super().json_ld(request)
        if self.acronym:
            data["alternateName"] = self.acronym
        data["member"] = [
            {
                "@type": "OrganizationRole",
                "roleName": link.role.label("it") if link.role else "",
                "member": {"@type": "Organization", "name": link.organisation.name},
            }
            for link in self.organisations
        ]
        if self.funding_rows:
            data["funding"] = [
                {"@type": "Grant", "name": row.programme.label("it")} for row in self.funding_rows
            ]
        if self.start_value:
            data["foundingDate"] = self.start_value.isoformat()[
                : 4 if self.start_precision == "year" else 10
            ]
        return data


def _lineage(term: Term) -> list[Term]:
    """A programme and what it belongs to: specific objective, fund."""
    found: list[Term] = []
    above: Term | None = term
    while above is not None and above not in found:
        found.append(above)
        above = above.parent
    return found


class ProjectFunding(Orderable):
    """Where the money comes from."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="funding")
    programme = models.ForeignKey(
        Term, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="+",
        limit_choices_to={"vocabulary": "programme"},
    )  # fmt: skip
    specific_objective = models.CharField(_("specific objective"), max_length=20, blank=True)
    national_objective = models.CharField(_("national objective"), max_length=20, blank=True)
    funder = models.ForeignKey(
        Organisation, verbose_name=_("funder"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    amount = models.DecimalField(
        _("amount (€)"), max_digits=12, decimal_places=2, null=True, blank=True
    )

    panels = [
        FieldPanel("programme"),
        FieldRowPanel([FieldPanel("specific_objective"), FieldPanel("national_objective")]),
        FieldRowPanel([FieldPanel("funder"), FieldPanel("amount")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("funding")
        verbose_name_plural = _("funding")

    @property
    def named_funder(self) -> Organisation | None:
        """Who gives the money; nobody while that organisation is not published."""
        return self.funder if self.funder and self.funder.live else None

    @property
    def root_programme(self) -> Term:
        """The programme itself, when an objective of it was chosen."""
        term = self.programme
        while term.parent is not None:
            term = term.parent
        return term
