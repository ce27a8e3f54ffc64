"""Sample contexts of the components that show other pages (see component_samples)."""

import dataclasses
import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.template import Context
from django.utils.translation import get_language

from core import localize
from core.templatetags.approdo import links_in
from directory.models import Organisation, ServicePoint
from events.models import EventPage
from guides.models import GuidePage
from home.models import HomePage
from news.models import NewsPage
from projects.models import ProjectPage, ResourcePage
from taxonomy.models import Language
from tests.component_samples import DAY, Altered, Sample, Samples, best, in_language, picture, terms
from volunteering.models import CallPage

GUIDE, CALL = "rinnovare-permesso", "conversazione-italiano"
EVENT, PROJECT, NEWS = "corso-associazione", "ipocad", "firmato-protocollo"


def link(request: HttpRequest, slug: str = GUIDE) -> localize.Link:
    return localize.link_to(best(GuidePage, slug=slug), request)


def foreign_link(request: HttpRequest) -> localize.Link:
    """A link to a page that the reader's language does not have."""
    return dataclasses.replace(link(request), lang="uk", dir="ltr")


def cards(request: HttpRequest) -> list[Sample]:
    full = {"link": foreign_link(request), "kicker": "Documenti", "lead": "Come si fa"}
    return [full, {"link": link(request)}]


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


def event_facts(request: HttpRequest) -> list[Sample]:
    start = dt.datetime(2026, 11, 3, 9, tzinfo=dt.UTC)
    spoken = Altered(None, all=list(Language.objects.all()[:2]))
    venue = ServicePoint.objects.filter(locale__language_code="it").exclude(address="").first()
    full = event(
        occurrences=[(start, start + dt.timedelta(hours=2))],
        languages_spoken=spoken,
        interpreting=spoken,
        mode="online",
        online_url="https://www.example.org/sala",
        cost=12,
        childcare=True,
        capacity=40,
        step_free="yes",
        address="",
        organisations=best(ProjectPage, slug=PROJECT).organisations,
    )
    return [
        {"page": full, "venue": venue},
        {"page": event(occurrences=[], address="Via Roma 1", cost=0, capacity=None), "venue": None},
        {"page": event(address="", places=best(ProjectPage, slug=PROJECT).places), "venue": None},
    ]


def project_facts(request: HttpRequest) -> list[Sample]:
    parent = ProjectPage.objects.get(slug="improve", locale__language_code="it")
    return [
        {"page": project(parent_project=parent, action_code="A1", cup_code="J19", website="")},
        {"page": project(parent_project=None, parent_project_name="Un altro", period_display="")},
        {"page": project(beneficiaries_note="Tutti", website="https://www.example.org/")},
        *({"page": page} for page in ProjectPage.objects.filter(locale__language_code="it")),
    ]


def project_numbers(request: HttpRequest) -> list[Sample]:
    return [
        {"page": project(months=months, partner_count=months, objectives=rows, activities=rows)}
        for months, rows in ((17, [1, 2]), (1, [1]))
    ]


def resource_rows(request: HttpRequest) -> list[Sample]:
    rows = list(ResourcePage.objects.filter(live=True, locale__language_code="it"))
    dated, bare = rows[0], rows[-1]
    dated.resource_kind, dated.year = terms("resource-kind")[0], 2024
    bare.resource_kind, bare.year = None, None
    return [{"resources": [dated, bare]}]


# The home page -----------------------------------------------------------------------------------


def home() -> Any:
    return HomePage.objects.get(locale__language_code=get_language(), live=True)


def index() -> Any:
    """A page that lists others."""
    return best(ProjectPage, slug=PROJECT).get_parent().specific


def home_news(request: HttpRequest) -> list[Sample]:
    news = list(NewsPage.objects.filter(live=True, locale__language_code="it")[:3])
    return [{"latest_news": news, "index": index()}, {"latest_news": news[:1]}]


def home_projects(request: HttpRequest) -> list[Sample]:
    rows = list(ProjectPage.objects.filter(live=True, locale__language_code="it"))
    alone = Altered(rows[0], results=[], organisations=[], months=1, lead="Uno")
    return [{"projects": [*rows, alone], "index": index()}, {"projects": rows}]


def home_topics(request: HttpRequest) -> list[Sample]:
    page = home()
    known = links_in(Context({"request": request}), page.quick_needs, page.ways)
    shown = {"needs": page.quick_needs, "known_links": known}
    return [{**shown, "index": index()}, shown]


def home_ways(request: HttpRequest) -> list[Sample]:
    page = home()
    known = links_in(Context({"request": request}), page.ways)
    return [{"ways": page.ways, "known_links": known}]


# The directories ---------------------------------------------------------------------------------


def organisation_facts(request: HttpRequest) -> list[Sample]:
    rows = in_language(Organisation).order_by("name")
    full = Altered(
        rows[0],
        acronym="XYZ",
        legal_form=terms("legal-form")[0],
        address="Via Roma 1",
        seat=best(CallPage, slug=CALL).place,
        volunteers_count=20,
        runts_number="123",
        runts_section="ODV",
        art42_section="first",
        art42_number="A/1",
        other_registers="Albo",
        ipa_code="c_1",
        tax_code="01234567890",
        insurance_holds=True,
        insurance_valid_until=DAY,
        website="https://www.example.org/",
        public_funding_url="https://www.example.org/fondi",
    )
    return [{"organisation": row, "page": index()} for row in (full, *rows[:5])]


def service_point_facts(request: HttpRequest) -> list[Sample]:
    rows = ServicePoint.objects.filter(locale__language_code="it").order_by("pk")
    spoken = Altered(None, all=list(Language.objects.all()[:2]))
    row = Altered(
        rows[0],
        hide_address=True,
        public_address="",
        appointment_needed=True,
        mailbox="info@example.org",
        pec="info@pec.example.org",
        website="https://www.example.org/",
        interpreting=spoken,
        women_only=True,
        children_welcome=True,
        is_free=True,
    )
    ages = ((14, 18), (14, None), (None, 18))
    states = [Altered(row, min_age=least, max_age=most) for least, most in ages]
    return [{"point": point} for point in (*states, *rows[:5])]


SAMPLES: Samples = {
    "event_facts": event_facts,
    "home_news": home_news,
    "home_projects": home_projects,
    "home_topics": home_topics,
    "home_ways": home_ways,
    "organisation_facts": organisation_facts,
    "project_facts": project_facts,
    "project_numbers": project_numbers,
    "resource_rows": resource_rows,
    "service_point_facts": service_point_facts,
    "card": cards,
    "link_rows": lambda request: [
        {"links": [link(request), foreign_link(request), {"title": "Guide", "url": "/it/guide/"}]}
    ],
    "page_link": lambda request: [
        {"link": foreign_link(request), "label": "qui"},
        {"link": foreign_link(request)},
        {"link": link(request)},
    ],
    "card_event": event_cards,
    "card_news": news_cards,
    "card_project": project_cards,
    "contact_list": contacts,
    "event_state": event_states,
    "feedback_band": lambda request: [{"url": "/it/segnalazioni/1/"}],
    "funding_notice": funding,
    "news_date": news_dates,
    "occurrence": occurrences,
    "partners_table": partners,
    "places": lambda request: [{"links": best(ProjectPage, slug=PROJECT).places * 2}],
}
