"""News: what happened, about which project, agreement, call or guide."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page

from core.blocks import BodyBlock
from core.listing import Facet, choice_facet
from core.models import TOPIC_FACET, BasePage, ListingPage, SourcedMixin, region_facet


class NewsIndexPage(ListingPage):
    """All news, newest first."""

    search_kind = ""
    feed_kind = "news"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["news.NewsPage"]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    @classmethod
    def item_model(cls) -> type[Page]:
        return NewsPage

    @classmethod
    def listing_facets(cls) -> list[Facet]:
        return [
            TOPIC_FACET,
            choice_facet("kind", _("Kind"), "news_kind", NewsPage.Kind.choices),
            region_facet(),
        ]

    def items(self) -> QuerySet:
        return NewsPage.listed(super().items()).order_by("-published_on", "-pk")


class NewsPage(SourcedMixin, BasePage):
    """One piece of news."""

    class Kind(models.TextChoices):
        NEWS = "news", _("news")
        PRESS = "press-release", _("press release")
        NOTICE = "notice", _("notice")
        ALERT = "alert", _("alert")

    search_kind = "news"
    schema_type = "NewsArticle"
    translation_mode = "synced"
    parent_page_types: ClassVar[list[str]] = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    published_on = models.DateTimeField(_("published on"), default=timezone.now)
    updated_on = models.DateTimeField(_("updated on"), null=True, blank=True)
    news_kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices, default=Kind.NEWS)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    about_page = models.ForeignKey(
        Page, verbose_name=_("about"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", help_text=_("The project, agreement, call or guide the news is about."),
    )  # fmt: skip
    expires_on = models.DateField(
        _("leaves the lists on"), null=True, blank=True,
        help_text=_("The page stays reachable by its address."),
    )  # fmt: skip

    translated_fields: ClassVar[tuple[str, ...]] = ("body",)
    main_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("news_kind"), FieldPanel("published_on")]),
                FieldRowPanel([FieldPanel("updated_on"), FieldPanel("expires_on")]),
                PageChooserPanel("about_page"),
            ],
            heading=_("News"),
        ),
        FieldPanel("body"),
    ]
    sources_panels: ClassVar[list[Panel]] = SourcedMixin.source_panels
    extra_tabs: ClassVar[list[tuple[Any, str]]] = [(_("Sources"), "sources_panels")]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    @property
    def is_listed(self) -> bool:
        return self.expires_on is None or self.expires_on >= timezone.localdate()

    @classmethod
    def listed(cls, queryset: Any) -> Any:
        today = timezone.localdate()
        return queryset.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=today))

    @property
    def listed_date(self) -> datetime.date:
        return timezone.localdate(self.published_on)

    def json_ld(self, request: HttpRequest) -> dict[str, Any]:
        data = super().json_ld(request)
        return data | {
            "headline": self.title,
            "datePublished": self.published_on.isoformat(),
            "dateModified": (self.updated_on or self.published_on).isoformat(),
        }
