"""Index pages: they list what lies below them, with filters from the database."""

import copy
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core import access, reading
from core.listing import Facet, Listing, term_facet
from core.models.pages import BasePage
from taxonomy.models import Place

TOPIC_FACET = term_facet("topic", _("Topic"), "topics", "topic")
AUDIENCE_FACET = term_facet("audience", _("For whom"), "audience", "audience")


def region_facet(path: str = "place_links__place") -> Facet:
    """A facet over the regions in which the items' places lie."""

    def names() -> dict[str, str]:
        rows = Place.objects.filter(kind=Place.Kind.REGION)
        return {place.code: place.label() for place in rows}

    cache: dict[str, str] = {}

    def name(code: str) -> str:
        if code not in cache:
            cache.update(names())
        return cache.get(code, code)

    return Facet("region", _("Region"), field=f"{path}__region_code", name=name)


class ListingPage(BasePage):
    """Abstract index page. Subclasses say which pages they list and by what they filter."""

    per_page: ClassVar[int] = 12
    schema_type = "CollectionPage"
    search_as = "section"
    takes_feedback = False

    class Meta:
        abstract = True

    @classmethod
    def item_model(cls) -> type[Page]:
        """The page type listed."""
        raise NotImplementedError

    @classmethod
    def listing_facets(cls) -> list[Facet]:
        return [TOPIC_FACET]

    def items(self) -> QuerySet:
        """Live, public pages below this one, in the order of the list."""
        model = self.item_model()
        return reading.below(access.public(model.objects.all()), self).prefetch_related("topics")

    def listing(self, request: HttpRequest) -> Listing:
        """The list as the request's parameters ask for it."""
        facets = [copy.copy(facet) for facet in self.listing_facets()]
        items = self.items()
        items = reading.own_first(items, items.query.order_by)
        return Listing(items, facets, request.GET, per_page=self.per_page)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = self.listing(request)
        return context
