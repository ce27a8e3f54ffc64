"""Sample contexts of the components that show a guide or a part of one (see component_samples)."""

from typing import Any

from django.http import HttpRequest

from core import frame
from guides.models import GuidePage
from news.models import NewsPage
from tests.component_samples import DAY, Altered, Sample, Samples, best, terms
from volunteering.models import CallPage

GUIDE, CALL, NEWS = "rinnovare-permesso", "conversazione-italiano", "firmato-protocollo"


def guide() -> Any:
    return best(GuidePage, slug=GUIDE)


def italian_guide() -> Any:
    return GuidePage.objects.get(slug=GUIDE, locale__language_code="it")


def pair(field: str, first: str, second: str, **more: Any) -> list[Sample]:
    """A field of the guide with the Italian beside it, and by itself."""
    one, other = getattr(guide(), field), getattr(italian_guide(), field)
    assert one, f"the guide has no {field}"
    return [{first: one, second: other, **more}, {first: one}]


def stream_pair(field: str, request: HttpRequest, *, page: bool = False) -> list[Sample]:
    more = {"request": request} | ({"page": guide()} if page else {})
    return pair(field, "blocks", "others", **more)


def facts(request: HttpRequest) -> list[Sample]:
    help_list = terms("service-category")
    page = Altered(guide(), when_short="Prima", where_short="Alla posta", help_list=help_list)
    return [
        {"page": Altered(page, cost_range=(10, 30)), "it": italian_guide()},
        {"page": Altered(page, cost_range=(30, 30)), "it": None},
        {"page": Altered(page, cost_range=(0, 0))},
    ]


def verification(request: HttpRequest) -> list[Sample]:
    page = Altered(
        guide(),
        verified_on=DAY,
        verified_by_role="redazione",
        next_review=DAY,
        is_overdue=False,
        is_outdated=False,
        review_flag="",
        law_changed_on=None,
    )
    return [
        {"page": page},
        {"page": Altered(page, verified_by_role="", is_overdue=True)},
        {"page": Altered(page, law_changed_on=DAY, review_flag="Nuova legge")},
        {"page": Altered(page, is_outdated=True, valid_until=DAY, review_flag="Nuova legge")},
    ]


def verified(request: HttpRequest) -> list[Sample]:
    page = Altered(guide(), verified_on=DAY, is_overdue=False, is_outdated=False)
    return [{"item": page}, {"item": Altered(page, is_overdue=True)}]


def results(request: HttpRequest) -> list[Sample]:
    news = best(NewsPage, slug=NEWS)
    return [
        {"item": guide(), "show_type": True, "show_topic": True, "brief": True},
        {"item": guide(), "show_topic": True},
        {"item": news},
    ]


def tools(request: HttpRequest) -> list[Sample]:
    page = guide()
    shown = {"frame": frame.build(request, page), "page": page}
    beside = {**shown, "bilingual": True}
    return [{**beside, "it": italian_guide()}, {**beside, "it": None}, shown]


def heads(request: HttpRequest) -> list[Sample]:
    page = guide()
    shown = {"frame": frame.build(request, page), "page": Altered(page, is_demo=True)}
    full = {
        "kicker": "Documenti",
        "place": best(CallPage, slug=CALL).place,
        "brief": True,
        "service": True,
        "art": "bridge",
        "it": italian_guide(),
        "after": "components/news_date.html",
    }
    news = best(NewsPage, slug=NEWS)
    return [
        {**shown, **full, "page": Altered(page, published_on=DAY, updated_on=DAY)},
        shown,
        {"frame": frame.build(request, news), "page": news},
    ]


def exceptions(request: HttpRequest) -> list[Sample]:
    page = GuidePage.objects.exclude(exceptions=[]).filter(live=True).first()
    assert page is not None
    blocks = page.exceptions
    return [{"blocks": blocks, "others": blocks, "request": request}, {"blocks": blocks}]


def with_related() -> Any:
    page = guide()
    assert page.related_pages
    return page


def more(request: HttpRequest) -> list[Sample]:
    return [{"page": Altered(with_related(), contacts=best(CallPage, slug=CALL).contacts)}]


SAMPLES: Samples = {
    "brief": lambda request: [
        {"page": guide(), "it": italian_guide()},
        {"page": guide(), "it": None},
    ],
    "card_guide": lambda request: [{"guide": guide()}],
    "costs_table": lambda request: [
        {"blocks": guide().costs, "others": italian_guide().costs, "checked_on": DAY},
        {"blocks": guide().costs},
    ],
    "detail_head": heads,
    "documents": lambda request: pair("documents_needed", "blocks", "others"),
    "facts": facts,
    "more": more,
    "questions": lambda request: stream_pair("faq", request),
    "related": lambda request: [{"page": with_related()}],
    "result": results,
    "rich_pair": lambda request: pair("who_for", "text", "other", name="who_for"),
    "sources": lambda request: [
        {"sources": guide().sources, "heading": 3},
        {"sources": guide().sources},
    ],
    "steps": lambda request: stream_pair("steps", request, page=True),
    "stream_pair": lambda request: pair(
        "what_is", "stream", "other", page=guide(), request=request
    ),
    "times": lambda request: stream_pair("times", request),
    "tools": tools,
    "stale_note": lambda request: [{"day": DAY}, {"machine": True}],
    "stale_notice": lambda request: [{"day": DAY, "url": "/it/"}, {"day": DAY}, {"machine": True}],
    "verification": verification,
    "verified": verified,
    "exceptions": exceptions,
    "guide_sources": lambda request: [{"page": guide(), "request": request}],
}
