"""The home page of a language: search, quick needs, ways in, and the texts of the frame."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from core import access, locales, reading, tree
from core.blocks import BodyBlock, PageLinkBlock, SharedURLBlock, TermBlock
from core.models import BasePage
from directory.models import EmergencyNumber
from events.models import EventPage
from news.models import NewsPage
from projects.models import ProjectPage
from volunteering.models import CallPage
from volunteering.models.choices import CallState


class QuickNeedBlock(blocks.StructBlock):
    icon = TermBlock("topic", label=_("Topic"), help_text=_("Its icon is shown."))
    label = blocks.CharBlock(max_length=40, label=_("Need"))
    hint = blocks.CharBlock(required=False, max_length=80, label=_("In other words"))
    page = PageLinkBlock(required=False, label=_("Page"))

    class Meta:
        icon = "help"
        label = _("Quick need")
        preview_value = {"label": "Documenti", "hint": "Permesso, codice fiscale"}
        description = _("One of at most eight needs, shown as tiles.")


class WayBlock(blocks.StructBlock):
    art = blocks.ChoiceBlock(
        choices=[
            ("door", _("open door")),
            ("rope", _("boat at its mooring")),
            ("square", _("town square")),
        ],
        label=_("Drawing"),
    )
    title = blocks.CharBlock(max_length=50, label=_("Title"))
    text = blocks.CharBlock(max_length=140, label=_("Text"))
    links = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("label", blocks.CharBlock(max_length=50, label=_("Label"))),
                ("page", PageLinkBlock(label=_("Page"))),
            ]
        ),
        max_num=3,
        label=_("Links"),
    )

    class Meta:
        icon = "arrow-right"
        label = _("Way in")
        description = _("One of the three ways into the site.")


class FooterLinkBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=60, required=False, label=_("Label"))
    page = PageLinkBlock(required=False, label=_("Page"))
    url = SharedURLBlock(required=False, label=_("Address"))


class FooterColumnBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=40, label=_("Title"))
    links = blocks.ListBlock(FooterLinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Column")


class MandatoryLinkBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[
            ("accessibility", _("accessibility statement")),
            ("privacy", _("privacy")),
            ("legal", _("legal notes")),
            ("transparency", _("transparency")),
            ("contacts", _("contacts")),
            ("other", _("other")),
        ],
        label=_("Kind"),
    )
    label = blocks.CharBlock(max_length=60, label=_("Label"))
    page = PageLinkBlock(required=False, label=_("Page"))
    url = SharedURLBlock(required=False, label=_("Address"))


def _beginnings(parts: Sequence[str]) -> list[str]:
    """a/, a/b/, a/b/c/ for a path of three parts."""
    return ["".join(f"{part}/" for part in parts[:length]) for length in range(1, len(parts) + 1)]


class HomePage(BasePage):
    """The first page of a language. It also carries the frame's texts: tagline and footer."""

    search_kind = ""
    schema_type = "WebSite"
    takes_feedback = False
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    search_prompt = models.CharField(_("hint in the search box"), max_length=60, blank=True)
    tagline = models.CharField(_("tagline"), max_length=80, blank=True)
    quick_needs = StreamField(
        [("need", QuickNeedBlock())], verbose_name=_("quick needs"), blank=True, max_num=8
    )
    alert_level = models.CharField(
        _("level of the notice"), max_length=8, blank=True,
        choices=[("info", _("information")), ("warning", _("warning")), ("danger", _("danger"))],
    )  # fmt: skip
    alert_text = models.CharField(_("notice"), max_length=240, blank=True)
    alert_until = models.DateField(_("notice until"), null=True, blank=True)
    popular = StreamField(
        [("page", PageLinkBlock())], verbose_name=_("most wanted guides"), blank=True, max_num=6
    )
    ways = StreamField([("way", WayBlock())], verbose_name=_("ways in"), blank=True, max_num=3)
    featured = StreamField(
        [("page", PageLinkBlock())], verbose_name=_("featured pages"), blank=True, max_num=6
    )
    show_helplines = models.BooleanField(_("show helplines"), default=True)
    intro = StreamField(BodyBlock(), verbose_name=_("who we are"), blank=True)
    intro_title = models.CharField(_("title of “who we are”"), max_length=90, blank=True)
    footer_columns = StreamField(
        [("column", FooterColumnBlock())], verbose_name=_("footer columns"), blank=True, max_num=4
    )
    footer_note = models.CharField(_("line at the foot"), max_length=240, blank=True)
    mandatory_links = StreamField(
        [("link", MandatoryLinkBlock())], verbose_name=_("mandatory links"), blank=True,
        help_text=_("Accessibility statement, privacy, legal notes, transparency, contacts."),
    )  # fmt: skip

    translated_fields: ClassVar[tuple[str, ...]] = (
        "search_prompt", "tagline", "quick_needs", "alert_text", "ways", "intro", "intro_title",
        "footer_columns", "footer_note", "mandatory_links",
    )  # fmt: skip
    main_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "search_prompt",
                    help_text=_("Shown in the empty search box, for example: residence permit"),
                ),
                FieldPanel("popular", help_text=_("Links under the search box, six at most.")),
            ],
            heading=_("Search"),
        ),
        FieldPanel("ways", help_text=_("Drawn cards that lead into the site, three at most.")),
        FieldPanel(
            "quick_needs", help_text=_("Tiles for what people look for most, eight at most.")
        ),
        FieldPanel("featured", help_text=_("Cards near the end of the page, six at most.")),
        MultiFieldPanel(
            [FieldPanel("intro_title"), FieldPanel("intro")],
            heading=_("Who we are"),
            help_text=_("Comes last, beside the organisations of the tab “Subject and place”."),
        ),
    ]
    notice_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("alert_text"),
                FieldRowPanel([FieldPanel("alert_level"), FieldPanel("alert_until")]),
            ],
            heading=_("Notice to all readers"),
            help_text=_("On the home page, up to the last day given."),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "show_helplines",
                    help_text=_("The numbers that the directory marks for the home page."),
                )
            ],
            heading=_("Helplines"),
        ),
    ]
    frame_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("tagline", help_text=_("A few words beside the name of the site."))],
            heading=_("Header"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("footer_columns"),
                FieldPanel("mandatory_links"),
                FieldPanel("footer_note"),
            ],
            heading=_("Footer"),
        ),
    ]
    extra_tabs: ClassVar[list[tuple[Any, str]]] = [
        (_("Notice"), "notice_panels"),
        (_("Header and footer"), "frame_panels"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: Sequence[str]) -> RouteResult:
        """Find the page by its whole address in one query instead of one for each step.

        The deepest page whose address begins the path answers; what is left of the path is its
        own affair (routable pages).
        """
        if not path_components:
            return super().route(request, [])
        try:
            return self._route_below(request, path_components)
        except Http404:
            options = self._in_other_languages(path_components)
            if not options:
                raise
            return RouteResult(self, kwargs={"options": options})

    def _route_below(self, request: HttpRequest, path_components: Sequence[str]) -> RouteResult:
        found = self._deepest(path_components)
        if found is None:
            raise Http404
        page = found.specific
        page.locale = locales.by_id(page.locale_id)
        rest = list(path_components[found.depth - self.depth :])
        result: RouteResult = page.route(request, rest)
        return result

    def _deepest(self, parts: Sequence[str]) -> Page | None:
        """The live page below this one whose address begins the path, as deep as possible."""
        addresses = [self.url_path + path for path in _beginnings(parts)]
        rows = Page.objects.filter(url_path__in=addresses, path__startswith=self.path, live=True)
        return rows.order_by("-depth").first()

    def _in_other_languages(self, parts: Sequence[str]) -> list[Page]:
        """Public pages at the same path in the other languages; slugs are the same in all.

        Languages that the reader knows come first.
        """
        homes = self.get_translations().live()
        path = "".join(f"{part}/" for part in parts)
        addresses = [home.url_path + path for home in homes]
        rows = access.public(Page.objects.all()).filter(
            url_path__in=addresses, alias_of__isnull=True
        )
        order = [locale.pk for locale in [*reading.seconds(), *locales.all_locales()]]
        return sorted(rows, key=lambda row: order.index(row.locale_id))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The home page; or, for a path that exists only in other languages, which ones."""
        options = kwargs.pop("options", None)
        if options is None:
            response: HttpResponse = super().serve(request, *args, **kwargs)
            return response
        rows = []
        for page in options:
            code = locales.by_id(page.locale_id).language_code
            rows.append(
                {
                    "name": locales.native_name(code),
                    "lang": locales.html_lang(code),
                    "dir": locales.direction(code),
                    "url": page.get_url(request),
                    "title": page.title,
                }
            )
        return render(request, "fallback.html", {"options": rows}, status=404)

    @property
    def alert(self) -> str:
        """The notice, while it lasts."""
        if self.alert_until and self.alert_until < timezone.localdate():
            return ""
        return self.alert_text

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now, today = timezone.now(), timezone.localdate()
        news = reading.below(access.public(NewsPage.objects.all()), self).exclude(
            expires_on__lt=today
        )
        calls = reading.below(access.public(CallPage.objects.all()), self).in_state(CallState.OPEN)
        projects = reading.below(access.public(ProjectPage.objects.all()), self)
        events = reading.below(access.public(EventPage.objects.all()), self).filter(
            last_end__gte=now
        )
        return context | {
            "latest_news": news.prefetch_related("topics").order_by("-published_on")[:4],
            "open_calls": calls.select_related("host", "place")
            .prefetch_related("slots")
            .order_by(F("apply_by").asc(nulls_last=True))[:3],
            "coming_events": events.select_related("event_kind").order_by("start")[:3],
            "projects": projects.order_by(F("start_value").desc(nulls_last=True))[:3],
            "indexes": self._indexes(),
            "helplines": self._helplines() if self.show_helplines else [],
        }

    def _indexes(self) -> dict[str, Page]:
        """The pages directly below, by the name of their type, for "all of them" links."""
        rows = tree.children(access.public(Page.objects.all()), self)
        return {row.cached_content_type.model: row for row in reversed(list(rows))}

    def _helplines(self) -> list[EmergencyNumber]:
        return list(EmergencyNumber.objects.filter(locale=self.locale, on_home=True))

    def json_ld(self, request: HttpRequest) -> dict[str, Any]:
        data = super().json_ld(request)
        data["publisher"] = {"@type": "Organization", "name": self.title}
        return data
