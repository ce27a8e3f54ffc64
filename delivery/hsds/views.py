"""`/api/hsds/`: what this API is, organisations, services. docs/features/open-data.md."""

import uuid
from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from core import api
from delivery.hsds import openapi, organizations, parts, services
from delivery.hsds.parts import Record
from taxonomy import labels

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/en/3.0/"
PER_PAGE, MOST_PER_PAGE, MOST_PAGES = 50, 200, 100_000
LIST_PARAMETERS = {"lang", "page", "per_page", "full"}
SERVICE_PARAMETERS = {"organization_id", "taxonomy_term_id", "modified_after"}


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Version and profile of HSDS, and where the API is described."""
    return api.answer(
        request,
        {
            "version": VERSION,
            "profile": PROFILE,
            "openapi_url": request.build_absolute_uri(reverse("hsds-openapi")),
            "licence": api.LICENCE,
        },
    )


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The API as OpenAPI 3.1."""
    return api.answer(request, openapi.document(request.build_absolute_uri(reverse("hsds"))))


def _strict(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers in the language asked for; a parameter that makes no sense is refused with a reason."""

    @require_safe
    def answered(request: HttpRequest, **kwargs: str) -> HttpResponse:
        try:
            with translation.override(api.language(request.GET)):
                return view(request, **kwargs)
        except api.BadParameterError as error:
            return api.refusal(request, error)

    return answered


@_strict
def organization_list(request: HttpRequest) -> HttpResponse:
    """All organisations."""
    api.known_only(request.GET, LIST_PARAMETERS)
    return _page(request, organizations.public(), _organizations)


@_strict
def organization(request: HttpRequest, key: str) -> HttpResponse:
    """One organisation."""
    return _one(request, organizations.public(), _organizations, key)


@_strict
def service_list(request: HttpRequest) -> HttpResponse:
    """All services that are not closed for good."""
    api.known_only(request.GET, LIST_PARAMETERS | SERVICE_PARAMETERS)
    rows = services.public()
    if "modified_after" not in request.GET:
        rows = rows.exclude(status=services.ServicePoint.Status.CLOSED)
    return _page(request, _narrowed(rows, request.GET), _services)


@_strict
def service(request: HttpRequest, key: str) -> HttpResponse:
    """One service."""
    return _one(request, services.public(), _services, key)


def _organizations(rows: list[Any]) -> list[Record]:
    return [organizations.record(row) for row in rows]


def _services(rows: list[Any]) -> list[Record]:
    named = services.organizations_of(rows)
    return [services.record(row, named) for row in rows]


def _narrowed(rows: QuerySet, query: QueryDict) -> QuerySet:
    """The services asked for; all conditions hold together."""
    if "organization_id" in query:
        whose = _uuid(query.get("organization_id", ""), "organization_id")
        rows = rows.filter(organisation__translation_key=whose)
    if "taxonomy_term_id" in query:
        wanted = str(_uuid(query.get("taxonomy_term_id", ""), "taxonomy_term_id"))
        found = (pk for pk, term in labels.all_terms() if parts.term_id(term) == wanted)
        rows = rows.filter(categories=next(found, None))
    if "modified_after" in query:
        since = Q(last_published_at__date__gte=_date(query.get("modified_after", "")))
        rows = rows.filter(since | Q(last_published_at__isnull=True))
    return rows


def _uuid(text: str, name: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise api.BadParameterError(f"{name} must be a UUID") from error


def _date(text: str) -> Any:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise api.BadParameterError("modified_after must be a day as YYYY-MM-DD")
    return day


def _page(
    request: HttpRequest, rows: QuerySet, build: Callable[[list[Any]], list[Record]]
) -> HttpResponse:
    """A page with HSDS's header. Beyond the last page there is an empty one."""
    number = api.whole(request.GET, "page", default=1, most=MOST_PAGES)
    size = api.whole(request.GET, "per_page", default=PER_PAGE, most=MOST_PER_PAGE)
    full = request.GET.get("full", "true")
    if full not in {"true", "false"}:
        raise api.BadParameterError("full must be true or false")
    pages = Paginator(rows, size)
    found = build(list(pages.page(number))) if number <= pages.num_pages else []
    if full == "false":
        found = [_flat(record) for record in found]
    header = {
        "total_items": pages.count,
        "total_pages": pages.num_pages,
        "page_number": number,
        "size": len(found),
        "first_page": number == 1,
        "last_page": number >= pages.num_pages,
        "empty": not found,
    }
    return api.answer(request, header | {"contents": found})


def _flat(record: Record) -> Record:
    """Only the record's own values, as HSDS allows in lists."""
    return {name: value for name, value in record.items() if not isinstance(value, list | dict)}


def _one(
    request: HttpRequest, rows: QuerySet, build: Callable[[list[Any]], list[Record]], key: str
) -> HttpResponse:
    api.known_only(request.GET, {"lang"})
    try:
        found = list(rows.filter(translation_key=uuid.UUID(key)))
    except ValueError:
        found = []
    if not found:
        return api.refusal(request, "there is none with this id", status=404)
    return api.answer(request, build(found)[0])
