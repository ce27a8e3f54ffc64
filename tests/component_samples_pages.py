"""Sample contexts of the components that show a page or a part of one (see component_samples)."""

import dataclasses
import datetime as dt
from typing import Any

from django.http import HttpRequest

from core import frame, localize
from events.models import EventPage
from guides.models import GuidePage
from news.models import NewsPage
from projects.models import ProjectPage
from tests.component_samples import DAY, Altered, Sample, Samples, best, picture, terms
from volunteering.models import CallPage

GUIDE, CALL = "rinnovare-permesso", "conversazione-italiano"
EVENT, PROJECT, NEWS = "corso-associazione", "ipocad", "firmato-protocollo"


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


def link(request: HttpRequest, slug: str = GUIDE) -> localize.Link:
    return localize.link_to(best(GuidePage, slug=slug), request)


def foreign_link(request: HttpRequest) -> localize.Link:
    """A link to a page that the reader's language does not have."""
    return dataclasses.replace(link(request), lang="uk", dir="ltr")


def cards(request: HttpRequest) -> list[Sample]:
    full = {"link": foreign_link(request), "kicker": "Documenti", "lead": "Come si fa"}
    return [full, {"link": link(request)}]


# Guides ------------------------------------------------------------------------------------------


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
    )
    return [
        {"page": page},
        {"page": Altered(page, verified_by_role="", is_overdue=True)},
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


# News, events, projects --------------------------------------------------------------------------


def event(**values: Any) -> Any:
    return Altered(best(EventPage, slug=EVENT), **values)


def event_cards(request: HttpRequest) -> list[Sample]:
    kind = terms("event-kind")[0]
    return [
        {"event": event(event_kind=kind, lead="Un corso", mode="in-person", address="Via Roma")},
        {"event": event(event_kind=None, lead="", mode="online", cancelled=True)},
        {"event": event(cancelled=False, state=EventPage.State.OVER)},
    ]


def event_states(request: HttpRequest) -> list[Sample]:
    return [
        {"page": event(state=state, date_is_demo=demo)}
        for state in EventPage.State
        for demo in (True, False)
    ]


def occurrences(request: HttpRequest) -> list[Sample]:
    start = dt.datetime(2026, 11, 3, 9, tzinfo=dt.UTC)
    return [{"start": start, "end": start + dt.timedelta(hours=hours)} for hours in (2, 50)]


def project(**values: Any) -> Any:
    return Altered(best(ProjectPage, slug=PROJECT), **values)


def project_cards(request: HttpRequest) -> list[Sample]:
    status = ProjectPage.PeriodStatus
    return [
        {"project": project(acronym="XYZ", lead="Un progetto", period_status=status.RUNNING)},
        {"project": project(acronym="", kicker="Casa", period_display="")},
    ]


def funding(request: HttpRequest) -> list[Sample]:
    return [
        {"page": project(shows_funding_notice=True, funding_notice=words)}
        for words in ("Progetto cofinanziato", "")
    ]


def partners(request: HttpRequest) -> list[Sample]:
    links = best(ProjectPage, slug=PROJECT).organisations
    return [{"links": [Altered(links[0], unit="Ufficio 3"), *links]}]


def contacts(request: HttpRequest) -> list[Sample]:
    row = best(CallPage, slug=CALL).contacts[0]
    way = {"mailbox": "info@example.org", "phone": "+390171123456", "url": "https://example.org/"}
    none = {"mailbox": "", "phone": "", "url": ""}
    role = terms("contact-role")[0]
    return [
        {
            "contacts": [
                Altered(row, role=role, unit="Ufficio 3", **way),
                Altered(row, role=None, unit="Ufficio 3", **{**none, "mailbox": "a@example.org"}),
                Altered(row, role=None, unit="", **{**none, "url": "https://example.org/"}),
            ]
        }
    ]


def news_cards(request: HttpRequest) -> list[Sample]:
    page = best(NewsPage, slug=NEWS)
    return [
        {"news": Altered(page, hero_image=picture(), kicker="Casa")},
        {"news": Altered(page, hero_image=None, art="bridge")},
        {"news": Altered(page, hero_image=None, art="", kicker="")},
    ]


def news_dates(request: HttpRequest) -> list[Sample]:
    page = best(NewsPage, slug=NEWS)
    return [{"page": Altered(page, updated_on=DAY)}, {"page": Altered(page, updated_on=None)}]


def with_related() -> Any:
    page = guide()
    assert page.related_pages
    return page


def more(request: HttpRequest) -> list[Sample]:
    return [{"page": Altered(with_related(), contacts=best(CallPage, slug=CALL).contacts)}]


SAMPLES: Samples = {
    "card": cards,
    "link_rows": lambda request: [
        {"links": [link(request), foreign_link(request), {"title": "Guide", "url": "/it/guide/"}]}
    ],
    "page_link": lambda request: [
        {"link": foreign_link(request), "label": "qui"},
        {"link": foreign_link(request)},
        {"link": link(request)},
    ],
    "brief": lambda request: [
        {"page": guide(), "it": italian_guide()},
        {"page": guide(), "it": None},
    ],
    "card_event": event_cards,
    "card_guide": lambda request: [{"guide": guide()}],
    "card_news": news_cards,
    "card_project": project_cards,
    "contact_list": contacts,
    "costs_table": lambda request: [
        {"blocks": guide().costs, "others": italian_guide().costs, "checked_on": DAY},
        {"blocks": guide().costs},
    ],
    "detail_head": heads,
    "documents": lambda request: pair("documents_needed", "blocks", "others"),
    "event_state": event_states,
    "facts": facts,
    "funding_notice": funding,
    "more": more,
    "news_date": news_dates,
    "occurrence": occurrences,
    "partners_table": partners,
    "places": lambda request: [{"links": best(ProjectPage, slug=PROJECT).places * 2}],
    "questions": lambda request: stream_pair("faq", request),
    "related": lambda request: [{"page": with_related()}],
    "result": results,
    "rich_pair": lambda request: pair("who_for", "text", "other"),
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
    "verification": verification,
    "verified": verified,
}
