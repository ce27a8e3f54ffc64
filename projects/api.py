"""`/api/projects/`: the projects of the page's list, with its filters, as JSON or CSV.

docs/features/open-data.md describes parameters and fields.
"""

import copy
import csv
import io
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from core import access, api, locales
from core.listing import MAX_VALUES, Facet, Listing
from core.spreadsheets import safe_cell
from projects.models import ProjectIndexPage, ProjectPage

PER_PAGE, MOST_PER_PAGE, MOST_PAGES = 50, 100, 10_000
MOST_ROWS = 10_000
FORMATS = ("json", "csv")
COLUMNS = (
    "id", "url", "lang", "title", "acronym", "long_title", "kind", "status", "start",
    "start_precision", "end", "end_precision", "programmes", "organisations", "beneficiaries",
    "topics", "places", "website", "cup_code", "is_demo", "updated", "licence",
)  # fmt: skip


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """The projects the filters find. 400 with the reason for what makes no sense."""
    try:
        with translation.override(api.language(request.GET)):
            return _answer(request)
    except api.BadParameterError as error:
        return api.refusal(request, error)


def _answer(request: HttpRequest) -> HttpResponse:
    facets = [copy.copy(facet) for facet in ProjectIndexPage.listing_facets()]
    own = {"lang", "page", "per_page", "format"}
    api.known_only(request.GET, own, {facet.param for facet in facets})
    rows = _rows()
    _check(request.GET, facets, rows)
    if request.GET.get("format", "json") == "csv":
        listing = Listing(rows, facets, request.GET, per_page=MOST_ROWS)
        return _csv(request, [_record(request, row) for row in listing.paginator.page(1)])
    size = api.whole(request.GET, "per_page", default=PER_PAGE, most=MOST_PER_PAGE)
    number = api.whole(request.GET, "page", default=1, most=MOST_PAGES)
    listing = Listing(rows, facets, request.GET, per_page=size)
    pages = listing.paginator.num_pages
    shown = listing.paginator.page(number) if number <= pages else []
    return api.answer(
        request,
        {
            "licence": api.LICENCE,
            "total": listing.total,
            "page": number,
            "pages": pages,
            "next": _next(request, number) if number < pages else None,
            "results": [_record(request, row) for row in shown],
        },
    )


def _check(query: QueryDict, facets: list[Facet], rows: QuerySet) -> None:
    if query.get("format", "json") not in FORMATS:
        raise api.BadParameterError(f"format must be one of {', '.join(FORMATS)}")
    for facet in facets:
        given = query.getlist(facet.param)
        if len(given) > MAX_VALUES:
            raise api.BadParameterError(f"{facet.param} takes at most {MAX_VALUES} values")
        known = (facet.order() if facet.order else list(facet.counts(rows))) if given else []
        if set(given) - set(known):
            shown = ", ".join(str(value) for value in known)
            raise api.BadParameterError(f"{facet.param} must be one of {shown}")


def _rows() -> QuerySet:
    """The listed projects of the active language; the same number of queries for any number."""
    public = access.public(ProjectPage.objects.filter(alias_of__isnull=True))
    rows = ProjectPage.listed(public.filter(locale_id=locales.active().pk))
    found: QuerySet = rows.prefetch_related(
        "topics", "beneficiaries", "funding__programme", "funding__funder",
        "organisation_links__organisation", "organisation_links__role", "place_links__place",
    ).order_by(F("start_value").desc(nulls_last=True), "title", "pk")  # fmt: skip
    return found


def _next(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number + 1)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _record(request: HttpRequest, row: ProjectPage) -> dict[str, Any]:
    """A project as data. Null and empty lists mean that it is not stated."""
    return {
        "id": str(row.translation_key),
        "url": row.get_full_url(request),
        "lang": locales.html_lang(locales.by_id(row.locale_id).language_code),
        "title": row.title,
        "acronym": row.acronym or None,
        "long_title": row.long_title or None,
        "kind": row.kind,
        "status": row.period_status.value,
        "start": row.start_value.isoformat() if row.start_value else None,
        "start_precision": row.start_precision if row.start_value else None,
        "end": row.end_value.isoformat() if row.end_value else None,
        "end_precision": row.end_precision if row.end_value else None,
        "programmes": [_funding(each) for each in row.funding.all()],
        "organisations": [
            {
                "id": str(link.organisation.translation_key),
                "name": link.organisation.name,
                "role": link.role.code if link.role else None,
            }
            for link in row.organisations
        ],
        "beneficiaries": _terms(row.beneficiaries),
        "topics": _terms(row.topics),
        "places": [
            {"kind": link.place.kind, "code": link.place.code, "name": link.place.label()}
            for link in row.place_links.all()
        ],
        "website": row.website or None,
        "cup_code": row.cup_code or None,
        "is_demo": row.is_demo,
        "updated": row.last_published_at.isoformat(timespec="seconds")
        if row.last_published_at
        else None,
    }


def _funding(row: Any) -> dict[str, Any]:
    return {
        "code": row.programme.code,
        "label": row.programme.label(),
        "specific_objective": row.specific_objective or None,
        "national_objective": row.national_objective or None,
        "funder": row.named_funder.name if row.named_funder else None,
        "amount": str(row.amount) if row.amount is not None else None,
    }


def _terms(rows: Any) -> list[dict[str, str]]:
    return [{"code": term.code, "label": term.label()} for term in rows.all()]


def _csv(request: HttpRequest, records: list[dict[str, Any]]) -> HttpResponse:
    """One row a project; several values stand in one cell, separated by semicolons."""
    text = io.StringIO()
    sheet = csv.writer(text)
    sheet.writerow(COLUMNS)
    for record in records:
        cells = record | {"licence": api.LICENCE}
        sheet.writerow(safe_cell(_cell(cells[name])) for name in COLUMNS)
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv")
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="projects-{day}.csv"'
    response["Link"] = f'<{api.LICENCE}>; rel="license"'
    return api.open_to_all(response)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(_words(item) for item in value)
    return "" if value is None else value


def _words(item: dict[str, Any]) -> str:
    name = str(item.get("label") or item["name"])
    role = item.get("role")
    return f"{name} ({role})" if role else name
