"""BasePage: the fields every page has, and the contract services rely on."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail.utils.decorators import cached_classmethod

from core import anchors, locales, search_entries
from core.blocks import PageLinkBlock
from core.models import rows, texts
from core.models.art import ART_CHOICES
from core.panels import TRANSLATIONS
from directory.models import Organisation
from taxonomy import labels
from taxonomy.localized import LocalizedFields
from taxonomy.models import Term
from taxonomy.widgets import TermCheckboxes


class BasePage(LocalizedFields, Page):
    """Abstract base of every page type of the site.

    The contract with the services (search, delivery, translations, editorial), checked at
    start-up by `core.checks`:

    - `search_kind`: the facet value of the type, or "" for pages that search never shows;
    - `search_document()`: what search reads of the page, besides what every page has;
    - `review_policy`: "reviewed" when the page carries a verification date, else "none";
    - `translation_mode`: "synced" (translated by segments), "simple" (copied once) or "none"
      (nobody reads it: it is there in a language as soon as something below it is);
    - `public_paths()`: the paths that show the page's own content;
    - `schema_type`: the schema.org type of the page's JSON-LD;
    - `takes_feedback`, `feedback_parts()`: readers are asked how clear the page is, part by part;
      `feedback_places`: the anchor of the part in which a field's text stands;
    - `brief_field`: the field with the answer in brief, measured by itself by the writing aids.
    """

    search_kind: ClassVar[str]
    review_policy: ClassVar[str] = "none"
    translation_mode: ClassVar[str] = "synced"
    schema_type: ClassVar[str] = "WebPage"
    takes_feedback: ClassVar[bool] = True
    brief_field: ClassVar[str] = ""
    feedback_places: ClassVar[dict[str, str]] = {}

    short_title = models.CharField(
        _("short title"), max_length=70, blank=True,
        help_text=_("For cards and menus, when the title is longer than 70 characters."),
    )  # fmt: skip
    lead = models.CharField(
        _("lead"), max_length=300, blank=True,
        help_text=_("One or two sentences under the title. They also describe the page in lists."),
    )  # fmt: skip
    hero_image = models.ForeignKey(
        "media.CustomImage", verbose_name=_("picture"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    hero_alt = models.CharField(
        _("alternative text"),
        max_length=200,
        blank=True,
        help_text=_(
            "What the picture says to whoever cannot see it. Empty when it only decorates."
        ),
    )
    art = models.CharField(
        _("drawing"), max_length=12, blank=True, choices=ART_CHOICES,
        help_text=_("A drawn picture in the site's colours, when there is no photograph."),
    )  # fmt: skip
    topics = ParentalManyToManyField(
        Term, verbose_name=_("topics"), blank=True, related_name="+",
        limit_choices_to={"vocabulary": "topic"},
    )  # fmt: skip
    audience = ParentalManyToManyField(
        Term, verbose_name=_("for whom"), blank=True, related_name="+",
        limit_choices_to={"vocabulary": "audience"},
    )  # fmt: skip
    owner_organisation = models.ForeignKey(
        Organisation, verbose_name=_("belongs to"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
        help_text=_("The organisation whose editors look after the page."),
    )  # fmt: skip
    related_pages = StreamField(
        [("page", PageLinkBlock())], verbose_name=_("related pages"), blank=True
    )
    search_keywords = models.TextField(
        _("words people search for"), blank=True, max_length=500,
        help_text=_("Other words for the same thing, in this language, separated by commas. Not shown."),
    )  # fmt: skip
    editor_note = models.TextField(
        _("note for editors"), blank=True, help_text=_("Never shown to readers.")
    )
    is_demo = models.BooleanField(
        _("demonstration content"),
        default=False,
        help_text=_("Readers see a line saying that this entry is invented."),
    )

    translated_fields: ClassVar[tuple[str, ...]] = (
        "title", "short_title", "lead", "hero_alt", "search_keywords", "seo_title",
        "search_description",
    )  # fmt: skip

    search_fields = [*Page.search_fields, *map(index.SearchField, ("lead", "search_keywords"))]

    # Panels are small named groups; page types override `main_panels` and `extra_tabs`.
    title_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                TitleFieldPanel("title", classname="", placeholder=False),
                FieldPanel("short_title"),
                FieldPanel("lead", widget=AdminAutoHeightTextInput),
            ],
            heading=_("Title"),
        )
    ]
    picture_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("hero_image"), FieldPanel("hero_alt"), FieldPanel("art")],
            heading=_("Picture"),
        )
    ]
    main_heading: ClassVar[Any] = _("Content")
    main_panels: ClassVar[list[Panel]] = []
    extra_tabs: ClassVar[list[tuple[Any, str]]] = []
    classification_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("topics", widget=TermCheckboxes),
                FieldPanel("audience", widget=TermCheckboxes),
            ],
            heading=_("Subject"),
        ),
        MultipleChooserPanel(
            "place_links", chooser_field_name="place", heading=_("Places"), label=_("Place"),
            help_text=_("Where it holds or happens: a comune, a province, a region."),
        ),
        InlinePanel(
            "organisation_links", heading=_("Organisations"), label=_("Organisation"),
            help_text=_("Who takes part, each with its role. The first one leads."),
        ),
        FieldPanel("search_keywords"),
    ]  # fmt: skip
    links_panels: ClassVar[list[Panel]] = [
        FieldPanel(
            "related_pages", help_text=_("Pages to read next. Readers get them in their language.")
        ),
        InlinePanel(
            "contact_links", heading=_("Contacts"), label=_("Contact"),
            help_text=_("Of offices and roles, never of a person."),
        ),
    ]  # fmt: skip
    editor_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("owner_organisation"), FieldPanel("editor_note"), FieldPanel("is_demo")],
            heading=_("For editors"),
        )
    ]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug", heading=_("Address"),
                    help_text=_("The last part of the page’s address. It fills itself from the title."),
                ),
                FieldPanel("seo_title", heading=_("Title for search engines")),
                FieldPanel("search_description", heading=_("Description for search engines")),
            ],
            heading=_("For search engines"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "show_in_menus",
                    help_text=_("The menu shows the pages just below the home page that are ticked here."),
                )
            ],
            heading=_("Menu"),
        ),
    ]  # fmt: skip

    class Meta:
        abstract = True

    @classproperty
    def localize_default_translation_mode(cls) -> str:
        """The name under which wagtail-localize reads `translation_mode`."""
        return "simple" if cls.translation_mode == "simple" else "synced"

    @cached_classmethod
    def get_edit_handler(cls) -> Any:
        """Tabs in the same order for every type: content, its extras, subject, settings."""
        tabs = [
            ObjectList(
                [*cls.title_panels, *cls.main_panels, *cls.picture_panels, TRANSLATIONS],
                heading=cls.main_heading,
            )
        ]
        tabs += [
            ObjectList(getattr(cls, panels), heading=heading) for heading, panels in cls.extra_tabs
        ]
        tabs += [
            ObjectList(panels, heading=heading)
            for panels, heading in (
                (cls.classification_panels, _("Subject and place")),
                (cls.links_panels, _("Links and contacts")),
                ([*cls.promote_panels, *cls.editor_panels, *Page.settings_panels], _("Settings")),
            )
            if panels
        ]
        return TabbedInterface(tabs, base_form_class=cls.base_form_class).bind_to_model(cls)

    def get_view_restrictions(self) -> Any:
        """Restrictions on the page or above it; no query while there are none (core.access)."""
        from core import access  # signals of core are connected when its models are loaded

        if not access.is_restricted(self):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    # What readers and services see -----------------------------------------------------------

    @property
    def card_title(self) -> str:
        return self.short_title or self.title

    @property
    def description(self) -> str:
        """One line about the page for lists, search engines and shared links."""
        return self.search_description or self.lead

    @property
    def is_listed(self) -> bool:
        """Whether lists, sitemaps and search engines may show the page."""
        return True

    @classmethod
    def listed(cls, queryset: Any) -> Any:
        """The pages of a queryset that lists may show: `is_listed` as a condition."""
        return queryset

    @classmethod
    def followed(cls, queryset: Any, params: QueryDict) -> tuple[Any, str]:
        """The pages of a queryset that a list with these parameters shows, and how it is called.

        Feeds and calendars ask. Every type has `topic`; those with filters of their own extend it.
        """
        topic = params.get("topic", "")
        if not topic:
            return queryset, ""
        known = labels.term_id("topic", topic)
        if known is None:
            return queryset.none(), ""
        return queryset.filter(topics=known).distinct(), labels.code_label("topic", topic)

    def calendar_entries(self) -> list[dict[str, Any]]:
        """What the page puts into a calendar.

        Each entry has `start` and `end` (date for whole days, else aware datetime; end may be
        None), `summary` and `location`.
        """
        return []

    def search_document(self) -> dict[str, Any]:
        """What search reads of the page besides title, lead and keywords.

        Keys: `body` (texts in reading order), `keywords` (texts that are found and never shown),
        `facets` (name to list of codes). Page types extend it.
        """
        body, keywords = list(self.body_texts()), list(self.source_texts())
        return {"body": body, "keywords": keywords, "facets": self.facets()}

    # Streams that tell where the text comes from. Search finds the page by their words and shows
    # none: the titles of others say nothing of what this page answers. No change log is among them.
    source_streams: ClassVar[tuple[str, ...]] = ("legal_basis", "sources")

    def body_texts(self) -> Iterator[str]:
        """Every text of the page's own fields, in reading order, without its sources."""
        left_out = {*BasePage.translated_fields, *self.source_streams}
        return texts.of_fields(self, [n for n in self.translated_fields if n not in left_out])

    def source_texts(self) -> Iterator[str]:
        """Laws and sources of the page: titles, publishers, references."""
        return texts.of_fields(self, self.source_streams)

    def facets(self) -> dict[str, list[str]]:
        """The codes a page can be filtered by, the same in every language."""
        return {
            "type": [self.search_kind],
            "topic": [term.code for term in self.terms["topics"]],
            "audience": [term.code for term in self.terms["audience"]],
            "organisation": [link.organisation.slug for link in self.organisations],
        }

    def search_places(self) -> list[Any]:
        """Where the thing is, for the filters of place and distance."""
        return [link.place for link in self.places]

    # The kind under which search finds a page that is none of its own: a list is a section.
    search_as: ClassVar[str] = ""

    # What `search_document` and `search_places` of the type read beside the page's own row.
    search_related: ClassVar[tuple[str, ...]] = ()

    # Kinds of snippets this page shows at addresses of their own, found by search.
    search_carries: ClassVar[tuple[str, ...]] = ()

    def search_entries(self, key: str | None = None) -> Iterator[search_entries.SearchEntry]:
        """What search may find here: the page itself, or the snippets it carries.

        With a key (`core.search_entries`) only that one. Page types with `search_carries`
        extend it.
        """
        kind = self.search_kind or self.search_as
        if kind and self.is_listed and key in {None, search_entries.page_key(self)}:
            yield search_entries.from_page(self)

    def public_paths(self) -> list[str]:
        """Paths below the page's own URL that show its content; "" is the page itself."""
        return [""]

    def feedback_parts(self) -> dict[str, str]:
        """Anchor to heading of the parts of the page, in reading order."""
        streams = [
            field.name for field in self._meta.get_fields() if isinstance(field, StreamField)
        ]
        return anchors.headings(*(getattr(self, name) for name in streams))

    # Rows, each loaded once ------------------------------------------------------------------

    @cached_property
    def organisations(self) -> list[Any]:
        """Organisation rows in the editor's order, read whole; an unpublished one is not named."""
        found = rows.rows_of(self, "organisation_links", "organisation", "role")
        return [row for row in found if row.organisation.live]

    @cached_property
    def places(self) -> list[Any]:
        """Place rows in the editor's order."""
        return rows.rows_of(self, "place_links", "place")

    @cached_property
    def contacts(self) -> list[Any]:
        """Contact rows in the editor's order."""
        return rows.rows_of(self, "contact_links", "role")

    @cached_property
    def terms(self) -> dict[str, list[Term]]:
        """The terms of every vocabulary field, by the field's name; one query for all of them."""
        return rows.terms_of(self)

    @property
    def topic_list(self) -> list[Term]:
        """The topics; lists have prefetched them, a page asks for all its terms at once."""
        if "topics" in getattr(self, "_prefetched_objects_cache", {}):
            return list(self.topics.all())
        return self.terms["topics"]

    @property
    def kicker(self) -> str:
        """The word above the headline: the first topic."""
        return self.topic_list[0].label() if self.topic_list else ""

    @property
    def is_sensitive(self) -> bool:
        """The page speaks of things that can endanger its reader (terms marked sensitive)."""
        return any(term.sensitive for term in self.topic_list)

    def json_ld(self, request: HttpRequest) -> dict[str, Any]:
        """schema.org description of the page; page types add their own properties."""
        data: dict[str, Any] = {
            "@type": self.schema_type,
            "name": self.title,
            "url": self.get_full_url(request),
            "inLanguage": locales.html_lang(locales.by_id(self.locale_id).language_code),
        }
        if self.description:
            data["description"] = self.description
        if self.last_published_at:
            data["dateModified"] = self.last_published_at.isoformat()
        return data
