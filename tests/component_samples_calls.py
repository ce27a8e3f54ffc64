"""Sample contexts of the components that show a call for volunteers (see component_samples)."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from core import locales
from taxonomy.models import Language
from tests.component_samples import DAY, Altered, Sample, Samples, best, terms
from volunteering.applications.answers import Answer
from volunteering.finding.listing import CallListing, Elsewhere, Link
from volunteering.models import CallPage
from volunteering.models.choices import CallState, Certificate, Expenses

CALL = "conversazione-italiano"


def call(**values: Any) -> Any:
    page = best(CallPage, slug=CALL)
    for name, value in values.items():
        setattr(page, name, value)
    return page


def call_in(state: CallState, **values: Any) -> Any:
    return Altered(call(), state=state, **values)


def calls(name: str) -> list[Sample]:
    """A call in every state."""
    host = call().host
    day = timezone.localdate()
    opened = [
        call_in(CallState.OPEN, apply_by=day, places_left=5, minors="16-17", italian_level="A2"),
        call_in(CallState.OPEN, apply_by=day + dt.timedelta(days=9), places_left=1),
        call_in(CallState.OPEN, apply_by=None, places_left=2, place=None, mode="remote"),
    ]
    others = [
        call_in(state, opens_on=DAY, apply_by=None, takes_applications=takes, list_url=url)
        for state in CallState
        for takes, url in ((True, "/it/volontariato/"), (False, ""))
    ]
    paused = [
        call_in(CallState.PAUSED, host=Altered(host, insurance_valid_until=until), apply_by=DAY)
        for until in (DAY, None)
    ]
    closed = call_in(CallState.CLOSED, apply_by=DAY, slot_list=[], commitment="")
    return [{name: page} for page in (*opened, *others, *paused, closed)]


def call_facts(request: HttpRequest) -> list[Sample]:
    spoken = list(Language.objects.all()[:2])
    rich = call(
        commitment="weekly", hours_min=2, hours_max=4, italian_level="A2", step_free="yes",
        reach_by_public_transport="Tram 4", minors="no", min_age=16,
        places_available=6, apply_by=DAY, start_value=DAY,
    )  # fmt: skip
    useful = Altered(rich, languages_useful=Altered(None, all=spoken))
    poor = call(
        commitment="", hours_min=None, hours_max=1, italian_level="none", step_free="",
        reach_by_public_transport="", minors="16-17", places_available=None, apply_by=None,
        place=None, service_point=None,
    )  # fmt: skip
    return [{"page": useful}, {"page": poor}, {"page": Altered(poor, slot_list=[])}]


def call_gets(request: HttpRequest) -> list[Sample]:
    rich = call(
        training="Un corso", training_hours=8, tutor_role="una tutor", badge=True,
        certificate=Certificate.values[-1], recognition_scheme=terms("recognition-scheme")[0],
        expenses=Expenses.values[-1], expenses_note="Il biglietto",
    )  # fmt: skip
    poor = call(
        training="", training_hours=8, tutor_role="", badge=False, certificate="none",
        recognition_scheme=None, expenses="none", expenses_note="",
    )  # fmt: skip
    return [
        {"page": rich, "offers": terms("offer"), "gained": terms("skill")},
        {"page": poor, "offers": [], "gained": []},
    ]


def call_apply(request: HttpRequest) -> list[Sample]:
    contacts = best(CallPage, slug=CALL).contacts
    row = Altered(contacts[0], mailbox="info@example.org", phone="+390171123456")
    ways = [
        {"page": call(apply_mode=mode, apply_url="https://www.example.org/x"), "contacts": [row]}
        for mode in ("mailbox", "phone", "walk-in", "url", "form")
    ]
    full = Altered(call(), state=CallState.FULL, takes_applications=True)
    closed = Altered(call(), takes_applications=False)
    return [*ways, {"page": full, "contacts": [row]}, {"page": closed, "contacts": [row]}]


def answers(request: HttpRequest) -> list[Sample]:
    short = Answer(name="Amal", contact_kind="messaging", contact="@amal", language="ar")
    long = replace(short, contact_kind="phone", contact="+393331234567", text="Buongiorno.")
    return [{"answer": short, "slots": []}, {"answer": long, "slots": ["sabato, mattina"]}]


def insurance(request: HttpRequest) -> list[Sample]:
    def host(**covers: bool) -> Sample:
        covered = {"accidents": False, "illness": False, "liability": False} | covers
        values = {f"insurance_{name}": value for name, value in covered.items()}
        own = {"insurance_holds": True, "insurance_valid_until": DAY}
        role = {"insurance_checked_by_role": "segreteria" if covers else ""}
        return {"page": Altered(call(), host=Altered(call().host, **values, **own, **role))}

    return [
        host(accidents=True, illness=True, liability=True),
        host(accidents=True),
        host(illness=True),
        host(),
        {"page": Altered(call(), host=Altered(call().host, insurance_holds=False))},
    ]


def listings() -> list[CallListing]:
    """Nothing asked; much asked; a place that is none."""
    queries = (
        "",
        "near=Cuneo&days=weekend&italian=none&age=16&q=orto&order=deadline",
        "near=Roccaz",
    )
    return [CallListing(QueryDict(query), locales.active()) for query in queries]


def widen(request: HttpRequest) -> list[Sample]:
    return [{"title": "Poche?", "links": [Link("Entro 50 km", "?km=50", 3)]}]


def place(request: HttpRequest) -> list[Sample]:
    links = [Link("Castro (Lecce)", "?near=Castro+(LE)", 1), Link("Castro (Bergamo)", "?near=x", 0)]
    return [{"name": "Castro", "links": links}, {"name": "Qwrtz", "links": []}]


def cards(request: HttpRequest) -> list[Sample]:
    found = [{**sample, "km": None, "languages": ""} for sample in calls("call")]
    return [*found, {**found[0], "km": 0, "languages": "arabo, francese"}]


SAMPLES: Samples = {
    "application_answer": answers,
    "call_filters": lambda request: [{"listing": each, "url": "/x/"} for each in listings()],
    "call_map": lambda request: [{"listing": each} for each in listings()],
    "call_place": place,
    "call_elsewhere": lambda request: [
        {
            "others": [Elsewhere(locales.by_code("it"), 3, listings()[1].page[:1])],
            "languages": [{"code": "it", "lang": "it", "url": "/it/volontariato/?near=Cuneo"}],
        }
    ],
    "call_widen": widen,
    "facet_checks": lambda request: [{"facet": listings()[1].facets["days"]}],
    "call_apply": call_apply,
    "call_badge": lambda request: calls("call"),
    "call_facts": call_facts,
    "call_gets": call_gets,
    "call_head": lambda request: calls("page"),
    "call_insurance": insurance,
    "call_when": lambda request: [
        {"call": best(CallPage, slug="raccolta-cibo")},
        {"call": Altered(call(commitment="weekly"), slot_list=[])},
    ],
    "consent_sheet": lambda request: [{"page": call(), "host": call().host}],
    "card_call": cards,
    "card_call_small": lambda request: calls("call"),
}
