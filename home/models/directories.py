"""Directories: organisations, service points, and the page that carries the search settings."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from core import access, locales, reading
from core import search_entries as searchable
from core.listing import Facet, Listing, term_facet
from core.models import AUDIENCE_FACET, BasePage, PageOrganisation, region_facet
from directory.models import Organisation, ServicePoint
from directory.models.service_points import StepFree
from search import counting
from search.listing import SearchListing
from taxonomy.models import Language, Place


class DirectoryPage(RoutablePageMixin, BasePage):
    """Abstract list of entries that are no pages, each with an address below it."""

    search_kind = ""
    search_as = "section"
    schema_type = "CollectionPage"
    takes_feedback = False
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def entries(self) -> QuerySet:
        """What readers may see of it, in all languages."""
        raise NotImplementedError

    def own_entries(self) -> QuerySet:
        """Those of this language."""
        return self.entries().filter(locale_id=self.locale_id)

    def public_paths(self) -> list[str]:
        return ["", *(f"{slug}/" for slug in self.own_entries().values_list("slug", flat=True))]

    def listing(self, facets: list[Facet], request: HttpRequest, per_page: int) -> Listing:
        """The entries of this language, then those missing in it from the directories of the
        languages the reader named; each gets its `page_url`. One query more for such readers.
        """
        pages = {page.locale_id: page for page in [self, *reading.others(self)]}
        named = [locale for locale in reading.seconds() if locale.pk in pages]
        rows = self.entries()
        found = reading.in_language(rows, self.locale_id, named)
        found = reading.own_first(found, rows.query.order_by or rows.model._meta.ordering)
        listing = Listing(found, facets, request.GET, per_page=per_page)
        for row in listing.page:
            row.page_url = f"{pages[row.locale_id].get_url(request)}{row.slug}/"
        return listing

    def elsewhere(self, slug: str, request: HttpRequest) -> HttpResponse:
        """Leads to an entry that is missing in this language: in the first that the reader named
        and that has it, at last in the source's. Raises Http404 where none has."""
        ranks = reading.ranks()
        there = self.entries().filter(slug=slug, locale_id__in=ranks).values("locale_id")
        pages = access.public(Page.objects.filter(translation_key=self.translation_key))
        found = pages.filter(locale_id__in=there).exclude(pk=self.pk)
        if not found:
            raise Http404
        best = min(found, key=lambda page: ranks[page.locale_id])
        return redirect(f"{best.get_url(request)}{slug}/")


class OrganisationIndexPage(DirectoryPage):
    """All organisations; each has a page with all it takes part in, and in which role."""

    class Meta:
        verbose_name = _("directory of organisations")
        verbose_name_plural = _("directories of organisations")

    def entries(self) -> QuerySet:
        """Live organisations, in all languages."""
        return Organisation.objects.filter(live=True).select_related("kind", "seat")

    @path("")
    def index(self, request: HttpRequest) -> HttpResponse:
        facets = [
            term_facet("kind", _("Kind"), "kind", "organisation-kind"),
            region_facet("seat"),
        ]
        listing = self.listing(facets, request, per_page=24)
        return self.render(request, context_overrides={"listing": listing})

    @path("<slug:slug>/", name="organisation")
    def organisation(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = (
            self.own_entries()
            .filter(slug=slug)
            .prefetch_related("contacts", "languages", "places")
            .first()
        )
        if found is None:
            return self.elsewhere(slug, request)
        context = {"organisation": found, "parts": self._parts(found), "url_suffix": f"{slug}/"}
        return self.render(
            request, context_overrides=context, template="home/organisation_detail.html"
        )

    def _parts(self, organisation: Organisation) -> list[dict[str, Any]]:
        """Every page the organisation takes part in, with its role, in this language; what is
        missing in it in those the reader named."""
        source = Organisation.objects.filter(translation_key=organisation.translation_key)
        pages = reading.in_language(access.public(Page.objects.all()), self.locale_id)
        links = (
            PageOrganisation.objects.filter(organisation__in=source, page__in=pages)
            .select_related("role", "page")
            .order_by("page__title")
        )
        return [{"page": link.page, "role": link.role, "unit": link.unit} for link in links]

    search_carries = ("organisation",)

    def search_entries(self, key: str | None = None) -> Iterator[searchable.SearchEntry]:
        """Every organisation with its page in the directory."""
        yield from super().search_entries(key)
        if not searchable.is_of(key, "organisation"):
            return
        rows = searchable.rows_of_kind(Organisation, self.locale_id, key).filter(live=True)
        for row in rows.select_related("kind", "legal_form", "seat"):
            terms = [term for term in (row.kind, row.legal_form) if term]
            seats = [row.seat] if row.seat else []
            yield searchable.SearchEntry(
                key=searchable.snippet_key("organisation", row), kind="organisation",
                language=searchable.language_of(self), title=row.name,
                url=f"{self.url}{row.slug}/", lead=row.description, body=(row.mission,),
                keywords=(
                    row.acronym, *searchable.term_words(terms, searchable.language_of(self)),
                    *searchable.place_words(seats),
                ),
                facets={"organisation": [row.slug]} | searchable.place_facets(seats),
                revision=str(row.latest_revision_id or 0),
            )  # fmt: skip


def _language_facet() -> Facet:
    names = {language.code: language.label() for language in Language.objects.all()}
    return Facet(
        "language", _("Language"), field="languages__code", name=lambda code: names.get(code, code)
    )


def _province_facet() -> Facet:
    """The provinces in which the comuni lie."""

    @lru_cache(maxsize=1)
    def names() -> dict[str, str]:
        rows = Place.objects.filter(kind=Place.Kind.PROVINCE)
        return {place.code: place.label() for place in rows}

    return Facet(
        "province", _("Province"), field="place__parent__code",
        name=lambda code: names().get(code, code),
    )  # fmt: skip


class ServiceDirectoryPage(DirectoryPage):
    """All service points, by service, comune and language."""

    class Meta:
        verbose_name = _("directory of service points")
        verbose_name_plural = _("directories of service points")

    def entries(self) -> QuerySet:
        """Those that are not closed for good, in all languages."""
        rows = ServicePoint.objects.filter(live=True)
        return (
            rows.exclude(status=ServicePoint.Status.CLOSED)
            .select_related("place", "organisation")
            .prefetch_related("phones", "schedules", "languages", "interpreting", "categories")
        )

    @path("")
    def index(self, request: HttpRequest) -> HttpResponse:
        facets = [
            term_facet("service", _("Service"), "categories", "service-category"),
            AUDIENCE_FACET,
            _province_facet(),
            Facet("place", _("Comune"), field="place__name"),
            _language_facet(),
            Facet("access", _("Access"), field="step_free",
                  name=lambda value: str(dict(StepFree.choices).get(value, value))),
        ]  # fmt: skip
        listing = self.listing(facets, request, per_page=12)
        return self.render(request, context_overrides={"listing": listing})

    @path("<slug:slug>/", name="point")
    def point(self, request: HttpRequest, slug: str) -> HttpResponse:
        found = self.own_entries().filter(slug=slug).first()
        if found is None:
            return self.elsewhere(slug, request)
        return self.render(
            request,
            context_overrides={"point": found, "url_suffix": f"{slug}/"},
            template="home/service_point_detail.html",
        )

    search_carries = ("service-point",)

    def search_entries(self, key: str | None = None) -> Iterator[searchable.SearchEntry]:
        """Every service point that is not closed for good."""
        yield from super().search_entries(key)
        if not searchable.is_of(key, "service-point"):
            return
        language = searchable.language_of(self)
        rows = searchable.rows_of_kind(ServicePoint, self.locale_id, key).filter(
            pk__in=self.own_entries().order_by().values("pk")
        )
        for row in rows.select_related("place", "organisation").prefetch_related(
            "categories", "audience", "languages", "schedules"
        ):
            categories, spoken = list(row.categories.all()), list(row.languages.all())
            helped = list(row.audience.all())
            places = [] if row.hide_address else [row.place]
            facets = searchable.place_facets(places) | {
                "service": [term.code for term in categories],
                "audience": [term.code for term in helped],
                "spoken": [each.code for each in spoken],
                "free": ["free"] if row.is_free else [],
                "organisation": [row.organisation.slug] if row.organisation else [],
                "access": [row.step_free] if row.step_free else [],
                "open": row.open_quarters(),
            }
            yield searchable.SearchEntry(
                key=searchable.snippet_key("service-point", row), kind="service-point",
                language=language, title=row.name_public, url=f"{self.url}{row.slug}/",
                lead=row.description, body=(row.how_to_access, row.documents_to_bring),
                keywords=(
                    *searchable.term_words([*categories, *helped], language),
                    *(each.label(language) for each in spoken),
                    *searchable.place_words(places),
                    row.organisation.name if row.organisation else "",
                ),
                facets=facets, revision=str(row.latest_revision_id or 0),
                verified=row.assured_on,
            )  # fmt: skip


class SearchPage(BasePage):
    """Carries the words of the search page; the search itself lives in `search`."""

    search_kind = ""
    schema_type = "SearchResultsPage"
    takes_feedback = False
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("search page")
        verbose_name_plural = _("search pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        code = locales.by_id(self.locale_id).language_code
        listing = SearchListing(request.GET, code)
        if listing.text and not getattr(request, "is_preview", False):
            counting.searched(listing.text, code, listing.total)
        context = super().get_context(request, *args, **kwargs)
        return context | {"listing": listing, "query": listing.text}

    @property
    def is_listed(self) -> bool:
        return False
