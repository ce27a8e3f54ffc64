"""Readers say what is wrong with a page and learn what became of it; nothing says who they are."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings as site_settings
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.utils import translation
from wagtail.models import Page

from core import traps
from core.checks import page_types
from editorial.feedback import budget, codes, passages
from editorial.feedback.personal import seems_personal
from editorial.models import Feedback
from guides.models import GuidePage
from guides.sections import sections

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
SLUG = "rinnovare-permesso"


@pytest.fixture(autouse=True)
def clock(db: None) -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def guide() -> GuidePage:
    return GuidePage.objects.get(slug=SLUG, locale__language_code="ar")


def form_of(client: Client, page: Any, language: str = "ar") -> tuple[str, BeautifulSoup]:
    url = f"/{language}/segnalazioni/{page.pk}/"
    return url, BeautifulSoup(client.get(url).content, "html.parser")


def hidden(soup: BeautifulSoup) -> dict[str, str]:
    """What the form carries unseen."""
    return {
        str(row["name"]): str(row["value"]) for row in soup.select("form.apply input[type=hidden]")
    }


def send(client: Client, clock: Any, page: Any, language: str = "ar", **said: str) -> Any:
    url, soup = form_of(client, page, language)
    clock.shift(5)
    return client.post(url, hidden(soup) | said)


def test_a_guide_leads_to_its_form_and_the_form_to_a_code(
    client: Client, clock: Any, guide: GuidePage
) -> None:
    page = BeautifulSoup(client.get(guide.url).content, "html.parser")
    assert [link["href"] for link in page.select(".cmp-rating a")] == [
        f"/ar/segnalazioni/{guide.pk}/"
    ]
    answer = send(
        client, clock, guide, stars="2", hard="unclear", part="costs", text="دفعت 32 يورو"
    )
    assert answer.status_code == 303
    assert not answer.cookies
    state = client.get(answer["Location"])
    kept = Feedback.objects.get()
    assert (kept.stars, kept.reason, kept.anchor, kept.language) == (2, "unclear", "costs", "ar")
    assert kept.part == guide.feedback_parts()["costs"]
    assert codes.shown(kept.code) in state.content.decode()
    assert "دفعت 32 يورو" in state.content.decode()
    assert state["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in state["Cache-Control"]


def test_every_type_of_content_asks_and_lists_do_not() -> None:
    """The contract of BasePage says which pages ask; the band appears on no other."""
    asking = {model.__name__ for model in page_types() if model.takes_feedback}
    assert {
        "GuidePage",
        "StandardPage",
        "NewsPage",
        "CallPage",
        "EventPage",
        "ProjectPage",
    } <= asking
    assert not asking & {"HomePage", "SectionPage", "GuideIndexPage", "SearchPage", "FormPage"}


@pytest.mark.parametrize("name", ["GuidePage", "StandardPage", "NewsPage", "CallPage", "HomePage"])
def test_the_band_stands_on_pages_that_ask(client: Client, name: str) -> None:
    model = next(model for model in page_types() if model.__name__ == name)
    page = model.objects.live().filter(locale__language_code="it").first()
    found = f"/it/segnalazioni/{page.pk}/" in client.get(page.url).content.decode()
    assert found is model.takes_feedback
    form = client.get(f"/it/segnalazioni/{page.pk}/")
    assert form.status_code == (200 if model.takes_feedback else 404)


def test_the_form_of_another_language_is_the_one_of_its_page(
    client: Client, guide: GuidePage
) -> None:
    """Whoever changes the language of the form speaks about the page in that language."""
    english = guide.get_translations().get(locale__language_code="en")
    answer = client.get(f"/en/segnalazioni/{guide.pk}/")
    assert answer["Location"] == f"/en/segnalazioni/{english.pk}/"


def test_drafts_and_nonsense_have_no_form(client: Client, guide: GuidePage) -> None:
    Page.objects.filter(pk=guide.pk).update(live=False)
    assert client.get(f"/ar/segnalazioni/{guide.pk}/").status_code == 404
    assert client.get("/ar/segnalazioni/99999999999999999999/").status_code == 404
    assert client.get("/ar/segnalazioni/codice/x%00y/").status_code == 404


@pytest.mark.parametrize(
    "said", [{}, {"hard": "unclear"}, {"stars": "6"}, {"text": "x" * 501}, {"part": "nowhere", "stars": "3"}]
)  # fmt: skip
def test_what_says_nothing_or_too_much_comes_back(
    client: Client, clock: Any, guide: GuidePage, said: dict[str, str]
) -> None:
    answer = send(client, clock, guide, **said)
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    assert not Feedback.objects.exists()


def test_a_rating_alone_is_counted_and_waits_for_nobody(
    client: Client, clock: Any, guide: GuidePage
) -> None:
    answer = send(client, clock, guide, stars="5", helped="clear", hard="unclear")
    kept = Feedback.objects.get()
    assert (kept.reason, kept.state, kept.is_report) == ("clear", "closed", False)
    assert (
        codes.shown(kept.code)
        not in client.get(answer["Location"]).content.decode().split("<main")[1]
    )


def test_a_form_that_is_sent_twice_is_kept_once(
    client: Client, clock: Any, guide: GuidePage
) -> None:
    url, soup = form_of(client, guide)
    clock.shift(5)
    said = hidden(soup) | {"text": "خطأ"}
    first, second = client.post(url, said), client.post(url, said)
    assert first["Location"] == second["Location"]
    assert Feedback.objects.count() == 1
    other = client.post(url, said | {"text": "شيء آخر"})
    assert other["Location"] != first["Location"]


def test_robots_are_not_kept(client: Client, clock: Any, guide: GuidePage) -> None:
    url, soup = form_of(client, guide)
    said = hidden(soup) | {"text": "خطأ"}
    assert client.post(url, said).status_code == 422
    clock.shift(5)
    assert client.post(url, said | {traps.HONEYPOT: "x"}).status_code == 422
    assert client.post(url, {"text": "خطأ"}).status_code == 422
    assert client.post(url, said | {"stamp": "made-up"}).status_code == 422
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("scrivetemi a canarino@example.org", True),
        ("chiamate +39 347 1234567", True),
        ("0171/123456 non risponde", True),
        ("RSSMRA80A01F205X", True),
        ("ho pagato 70,46 € e non 30,00", False),
        ("dal 3/12/2026 al 31/12/2026 è chiuso", False),
        ("art. 5 del d.lgs. 286/1998", False),
    ],
)
def test_what_looks_like_personal_data_is_asked_about_before_it_is_kept(
    client: Client, clock: Any, guide: GuidePage, text: str, personal: bool
) -> None:
    assert seems_personal(text) is personal
    answer = send(client, clock, guide, text=text)
    assert Feedback.objects.exists() is not personal
    if personal:
        assert answer.status_code == 422
        soup = BeautifulSoup(answer.content, "html.parser")
        clock.shift(5)
        client.post(answer.request["PATH_INFO"], hidden(soup) | {"text": text, "keep": "on"})
        assert Feedback.objects.get().text == text


def test_nothing_that_is_kept_says_who_sent_it(
    client: Client, clock: Any, guide: GuidePage
) -> None:
    """The columns are these and no more; what the browser says of itself is in none of them."""
    strange = Client(headers={"user-agent": "Canarino/1"}, REMOTE_ADDR="203.0.113.77")
    url, soup = form_of(client, guide)
    clock.shift(5)
    strange.post(url, hidden(soup) | {"text": "خطأ"})
    kept = Feedback.objects.get()
    said = " ".join(str(getattr(kept, field.name)) for field in Feedback._meta.concrete_fields)
    assert "Canarino" not in said
    assert "203.0.113" not in said
    columns = [f for f in Feedback._meta.concrete_fields if isinstance(f, models.ForeignKey)]
    assert {field.name for field in columns} == {"page", "assigned_to", "merged_into"}


def test_a_thousand_posts_in_a_minute_are_survived(
    client: Client, clock: Any, guide: GuidePage
) -> None:
    """The table stays within the budget, every post is answered, and a reader is still heard."""
    url, soup = form_of(client, guide)
    clock.shift(5)
    stamp = hidden(soup)
    codes_seen = set()
    for number in range(1000):
        answer = client.post(url, stamp | {"text": f"spam {number}"})
        codes_seen.add(answer.status_code)
    assert codes_seen == {303, 429}
    assert Feedback.objects.count() == budget.PER_PAGE

    crowded = send(client, clock, guide, text="الثمن 32 يورو")
    assert crowded.status_code == 429
    assert crowded["Retry-After"] == "60"
    again = BeautifulSoup(crowded.content, "html.parser")
    assert again.select("textarea")[0].text.strip() == "الثمن 32 يورو"
    said = hidden(again) | {"text": "الثمن 32 يورو"}
    assert client.post(url, said).status_code == 429
    clock.shift(budget.SLOW_SECONDS)
    assert client.post(url, said).status_code == 303
    assert client.post(url, said | {"text": "spam"}).status_code == 303
    assert Feedback.objects.count() == budget.PER_PAGE + 1
    assert Feedback.objects.latest("created_at").text == "الثمن 32 يورو"

    clock.shift(3600)
    assert send(client, clock, guide, text="بعد ساعة").status_code == 303


def test_who_waits_does_not_get_past_the_last_limit(
    client: Client, clock: Any, guide: GuidePage
) -> None:
    """Also whoever has patience fills no more than the second budget, of a page and of the site."""
    others = list(GuidePage.objects.live().filter(locale__language_code="ar")[:2])
    tries = [send(client, clock, guide, text=f"spam {n}") for n in range(40)]
    forms = [
        BeautifulSoup(answer.content, "html.parser")
        for answer in tries
        if answer.status_code == 429
    ]
    clock.shift(budget.SLOW_SECONDS)
    for number, soup in enumerate(forms):
        client.post(f"/ar/segnalazioni/{guide.pk}/", hidden(soup) | {"text": f"more {number}"})
    assert Feedback.objects.filter(page_id=guide.pk).count() == budget.SLOW_PER_PAGE
    rows = [
        Feedback(code=f"{n:010}", page=others[0], is_report=False, created_at=NOW, page_title="x")
        for n in range(budget.SLOW_PER_SITE)
    ]
    Feedback.objects.bulk_create(rows)
    answer = send(client, clock, others[1], text="خطأ")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "3600"


def test_a_code_is_found_however_it_is_typed(client: Client, clock: Any, guide: GuidePage) -> None:
    send(client, clock, guide, text="خطأ")
    code = Feedback.objects.get().code
    for typed in (code, code.lower(), codes.shown(code), f" {code[:3]} {code[3:]} "):
        assert client.get("/it/segnalazioni/", {"code": typed}).status_code == 302
    for typed in ("AAAAAAAAAA", "x", "0" * 300):
        assert client.get("/it/segnalazioni/", {"code": typed}).status_code == 404
    assert client.get("/it/segnalazioni/").status_code == 200


def test_codes_are_made_of_signs_that_nobody_mistakes() -> None:
    made = {codes.code_for(str(number), ("x",)) for number in range(500)}
    assert len(made) == 500
    assert not set("".join(made)) & set("01OILU")


def test_feedback_is_forgotten_by_the_clock(client: Client, clock: Any, guide: GuidePage) -> None:
    send(client, clock, guide, text="خطأ")
    send(client, clock, guide, text="spam")
    Feedback.objects.filter(text="spam").update(state="spam")
    clock.shift(dt.timedelta(days=31))
    call_command("purge_feedback")
    assert Feedback.objects.count() == 1
    clock.shift(dt.timedelta(days=335))
    call_command("purge_feedback")
    assert not Feedback.objects.exists()
    assert (["purge_feedback"], site_settings.DAY) in site_settings.CLOCK.values()


# Paragraphs -----------------------------------------------------------------------------------


def test_a_reader_names_a_step_by_its_first_words_in_arabic_without_a_script(
    client: Client, clock: Any, guide: GuidePage
) -> None:
    _url, soup = form_of(client, guide)
    group = next(
        group for group in soup.select("select[name=part] optgroup")
        if group["label"] == guide.feedback_parts()["steps"]
    )  # fmt: skip
    options = {str(option["value"]): option.get_text() for option in group.select("option")}
    step = guide.steps[0]
    name = f"steps~{str(step.id)[:8]}"
    assert options["steps"] == guide.feedback_parts()["steps"]
    assert step.value["title"][:20] in options[name]
    send(client, clock, guide, part=name, text="خطأ هنا")
    kept = Feedback.objects.get()
    assert kept.anchor == name
    assert kept.part.startswith(f"{guide.feedback_parts()['steps']}: {step.value['title'][:20]}")


def test_a_paragraph_that_is_not_there_is_not_taken(
    client: Client, clock: Any, guide: GuidePage
) -> None:
    assert send(client, clock, guide, part="steps~00000000", text="x").status_code == 422
    assert not Feedback.objects.exists()


def test_names_of_paragraphs_are_short_told_apart_and_the_same_in_every_language() -> None:
    for page in GuidePage.objects.filter(locale__language_code="it", live=True)[:10]:
        names = [passage.name for passage in passages.of(page)]
        assert len(names) == len(set(names)) > 5
        assert max(map(len, names)) <= 80
        assert all(passage.words for passage in passages.of(page))
        for other in page.get_translations().filter(live=True)[:2]:
            keys = {passages.key(passage.name) for passage in passages.of(other)}
            assert len(keys & set(map(passages.key, names))) > len(names) // 2


def test_the_choices_are_those_of_the_version_that_is_read(
    client: Client, guide: GuidePage
) -> None:
    """They are kept from one answer to the next, and never past a new version or another language."""

    def offered(page: Any, language: str = "ar") -> str:
        (field,) = form_of(client, page, language)[1].select("select[name=part]")
        return str(field)

    assert offered(guide) == offered(guide)
    assert "خطوة جديدة" not in offered(guide)
    raw = list(guide.steps.raw_data)
    raw[0]["value"]["title"] = "خطوة جديدة"
    guide.steps = guide.steps.stream_block.to_python(raw)
    guide.save_revision().publish()
    assert "خطوة جديدة" in offered(guide)

    slug = "residenza"  # not in Spanish
    alone = GuidePage.objects.get(slug=slug, locale__language_code="it")
    for language in ("it", "es"):
        with translation.override(language):
            heading = str(sections(alone)["steps"])
        assert heading in offered(alone, language)
