"""`/api/calls/`: the calls that the page lists, with the page's filters, as JSON.

docs/features/open-data.md describes parameters and fields. Of applicants it says nothing, not even
how many there are.
"""

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.views.decorators.http import require_safe

from core import access, api, locales
from search.planner import MAX_LENGTH
from taxonomy.models import Language, Term
from volunteering.finding.facets import BY_PARAM
from volunteering.finding.matching import Matcher
from volunteering.finding.state import LONGEST_NAME, MOST_VALUES, ORDERS, RADII, CallFilter
from volunteering.models import CallPage

PER_PAGE, MOST_PER_PAGE, MOST_PAGES = 50, 100, 10_000
SINGLE = {"lang", "page", "per_page", "q", "near", "km", "order"}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SHOWN_VALUES = 40
NEEDED = {"distance": "near", "relevance": "q", "deadline": ""}


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """The calls a state of the filters finds. 400 with the reason for what makes no sense."""
    try:
        api.known_only(request.GET, SINGLE, BY_PARAM)
        with translation.override(api.language(request.GET)):
            state = _state(request.GET)
            return api.answer(request, _page(request, Matcher(state, locales.active())))
    except api.BadParameterError as error:
        return api.refusal(request, error)


@require_safe
def call(request: HttpRequest, key: str) -> HttpResponse:
    """One call whatever its state, in the language asked for, else in Italian."""
    try:
        api.known_only(request.GET, {"lang"})
        code = api.language(request.GET)
    except api.BadParameterError as error:
        return api.refusal(request, error)
    try:
        rows = _rows().filter(translation_key=uuid.UUID(key))
    except ValueError:
        rows = _rows().none()
    with translation.override(code):
        found = {row.locale_id: row for row in rows}
        shown = found.get(locales.active().pk) or found.get(locales.source().pk)
        if shown is None:
            return api.refusal(request, "there is none with this id", status=404)
        return api.answer(request, {"licence": api.LICENCE, **_record(request, shown)})


def _state(query: QueryDict) -> CallFilter:
    """The page's own state, after a look for what the page would silently leave out."""
    _check_words(query)
    for facet in BY_PARAM.values():
        _check_facet(query, facet.param, facet.values() if facet.param in query else [])
    state = CallFilter.from_query(query)
    if state.near and state.spot is None:
        names = ", ".join(spot.name for spot in state.candidates[:SHOWN_VALUES])
        raise api.BadParameterError(
            "near must name one comune" + (f"; it may be {names}" if names else "")
        )
    if "km" in query and not state.near:
        raise api.BadParameterError("km needs near, the name of a comune")
    order = query.get("order")
    if order and order not in state.orders():
        raise api.BadParameterError(f"order={order} needs {NEEDED[order]}")
    return state


def _check_words(query: QueryDict) -> None:
    for name, most in (("q", MAX_LENGTH), ("near", LONGEST_NAME)):
        if len(query.get(name, "")) > most:
            raise api.BadParameterError(f"{name} must have at most {most} characters")
    for name, allowed in (("km", [str(km) for km in RADII]), ("order", [*ORDERS])):
        if name in query and query.get(name) not in allowed:
            raise api.BadParameterError(f"{name} must be one of {', '.join(allowed)}")


def _check_facet(query: QueryDict, param: str, allowed: list[str]) -> None:
    given = query.getlist(param)
    if len(given) > MOST_VALUES:
        raise api.BadParameterError(f"{param} takes at most {MOST_VALUES} values")
    if set(given) - set(allowed):
        shown = ", ".join(allowed[:SHOWN_VALUES]) + (" …" if len(allowed) > SHOWN_VALUES else "")
        raise api.BadParameterError(f"{param} must be one of {shown}")


def _page(request: HttpRequest, matcher: Matcher) -> dict[str, Any]:
    number = api.whole(request.GET, "page", default=1, most=MOST_PAGES)
    size = api.whole(request.GET, "per_page", default=PER_PAGE, most=MOST_PER_PAGE)
    pages = Paginator(matcher.ordered(), size)
    places = pages.page(number).object_list if number <= pages.num_pages else []
    matches = [matcher.match(place) for place in places]
    rows = _rows().in_bulk([match.call_id for match in matches])
    following = None
    if number < pages.num_pages:
        query = request.GET.copy()
        query["page"] = str(number + 1)
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {
        "licence": api.LICENCE,
        "total": pages.count,
        "page": number,
        "pages": pages.num_pages,
        "next": following,
        "results": [
            _record(request, rows[match.call_id])
            | ({} if match.km is None else {"distance_km": round(match.km)})
            for match in matches
            if match.call_id in rows
        ],
    }


def _rows() -> QuerySet:
    """Live, public calls with all that a record needs; the same number of queries for any number."""
    public = access.public(CallPage.objects.filter(alias_of__isnull=True))
    several = [
        Prefetch(name, Term.objects.order_by("order", "code"))
        for name in ("open_to", "offers", "skills_needed", "skills_gained", "topics")
    ]
    rows: QuerySet = public.select_related(
        "host", "place__parent", "call_category", "locale"
    ).prefetch_related(
        "slots", *several, Prefetch("languages_useful", Language.objects.order_by("code"))
    )
    return rows


def _record(request: HttpRequest, row: CallPage) -> dict[str, Any]:
    """A call as data. Null and empty lists mean that it is not stated."""
    return {
        "id": str(row.translation_key),
        "url": row.get_full_url(request),
        "lang": locales.html_lang(locales.by_id(row.locale_id).language_code),
        "title": row.title,
        "summary": row.lead or None,
        "state": row.state.value,
        "organisation": {"id": str(row.host.translation_key), "name": row.host.name}
        if row.named_host
        else None,
        "category": _term(row.call_category),
        "topics": _terms(row.topics),
        "mode": row.mode,
        "place": _place(row),
        "step_free": row.step_free or None,
        "slots": [_slot(slot) for slot in row.slots.all()],
        "commitment": row.commitment or None,
        "hours_per_week": {"from": row.hours_min, "to": row.hours_max},
        "opens_on": _day(row.opens_on),
        "apply_by": _day(row.apply_by),
        "period": {
            "start": _day(row.start_value),
            "start_precision": row.start_precision if row.start_value else None,
            "end": _day(row.end_value),
            "end_precision": row.end_precision if row.end_value else None,
            "end_open": row.end_open,
        },
        "places_available": row.places_available,
        "open_to": _terms(row.open_to),
        "minimum_age": row.min_age,
        "minors": row.minors,
        "italian_level": row.italian_level or None,
        "languages_useful": [each.code for each in row.languages_useful.all()],
        "skills_needed": _terms(row.skills_needed),
        "skills_gained": _terms(row.skills_gained),
        "requirements": row.requirements or None,
        "offers": _terms(row.offers),
        "expenses": row.expenses or None,
        "certificate": row.certificate or None,
        "insured_until": _day(row.host.insurance_valid_until) if row.insurance_confirmed else None,
        "is_demo": row.is_demo,
        "published": _moment(row.first_published_at),
        "updated": _moment(row.last_published_at),
    }


def _place(row: CallPage) -> dict[str, Any] | None:
    """The comune and its middle: never a point that an editor set, which may be a shelter's."""
    place = row.place
    if place is None:
        return None
    return {
        "code": place.code,
        "name": place.label(),
        "province": place.parent.code if place.parent else None,
        "region": place.region_code or None,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _slot(slot: Any) -> dict[str, Any]:
    return {
        "day": DAYS[slot.weekday],
        "part": slot.part,
        "starts": f"{slot.starts:%H:%M}" if slot.starts else None,
        "ends": f"{slot.ends:%H:%M}" if slot.ends else None,
    }


def _terms(rows: Any) -> list[dict[str, str]]:
    return [{"code": term.code, "label": term.label()} for term in rows.all()]


def _term(term: Term | None) -> dict[str, str] | None:
    return {"code": term.code, "label": term.label()} if term else None


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _moment(value: Any) -> str | None:
    return value.isoformat(timespec="seconds") if value else None
