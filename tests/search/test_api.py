"""The JSON answers: what stands in them, what is refused, and that nothing breaks them."""

import datetime
import json
import random
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from search import asking, counting, service
from search.facets import BY_NAME
from search.feed import kinds
from search.models import SearchCount
from tests.search import hostile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_index")]
SERVER_ERROR = 500
HOSTILE = 1_000
DOORS = ("/api/search/", "/api/suggest/")


def get(client: Client, **params: Any) -> dict[str, Any]:
    answer = client.get("/api/search/", params)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def test_an_answer_has_what_it_promises(client: Client) -> None:
    body = get(client, q="permesso di soggiorno", lang="ar")
    assert set(body) == {"total", "results", "facets", "corrections", "next"}
    first = body["results"][0]
    assert set(first) == {"id", "url", "title", "lang", "type", "highlight"}
    assert (first["lang"], first["type"]) == ("ar", "guide")
    assert urlsplit(first["url"]).path.startswith("/ar/")
    assert "<mark>" in first["highlight"]
    assert body["facets"]["type"]["guide"] > 0


def test_a_language_may_be_named_as_answers_name_it(client: Client) -> None:
    (first, *_others) = get(client, q="居留许可", lang="zh-hans")["results"]
    assert first["lang"] == "zh-Hans"
    assert get(client, q="居留许可", lang=first["lang"])["results"][0] == first
    suggested = [
        client.get("/api/suggest/", {"q": "居留", "lang": code}).content
        for code in ("zh-hans", "zh-Hans")
    ]
    assert suggested[0] == suggested[1]
    assert json.loads(suggested[0])["suggestions"]


@pytest.mark.parametrize("filters", [{}, {"type": ["guide", "term"]}])
def test_following_next_turns_every_page_once(client: Client, filters: dict[str, Any]) -> None:
    """Each result comes once, their number is the total, no page is empty, filters stay."""
    body = get(client, q="permesso", **filters)
    total, rows = body["total"], list(body["results"])
    while body["next"]:
        parts = urlsplit(body["next"])
        body = json.loads(client.get(f"{parts.path}?{parts.query}").content)
        assert body["results"]
        rows += body["results"]
    assert len(rows) == len({row["id"] for row in rows}) == total > service.PER_PAGE
    assert {row["type"] for row in rows} <= set(filters.get("type", BY_NAME["type"].names(kinds())))


def test_corrections_and_filters(client: Client) -> None:
    body = get(client, q="permeso", lang="it", type=["guide", "term"])
    assert body["corrections"] == {"permeso": "permesso"}
    assert {row["type"] for row in body["results"]} <= {"guide", "term"}
    exact = get(client, q="permeso", exact="1")
    assert exact["corrections"] == {}


@pytest.mark.parametrize(
    ("params", "word"),
    [
        ({"lang": "xx"}, "lang"),
        ({"page": "0"}, "page"),
        ({"page": "9999"}, "page"),
        ({"page": "one"}, "page"),
        ({"page": "٣"}, "page"),
        ({"type": "spaceship"}, "type"),
        ({"q": "a" * 201}, "200"),
        ({"exact": "yes"}, "exact"),
        ({"colour": "red"}, "colour"),
        ({"language": ["it", "xx"]}, "language"),
        ({"updated": "2"}, "updated"),
        ({"type": "call", "minors": "12"}, "minors"),
        ({"topic": [str(n) for n in range(50)]}, "values"),
    ],
)
def test_a_bad_parameter_is_refused_with_the_reason(
    client: Client, params: dict[str, Any], word: str
) -> None:
    answer = client.get("/api/search/", {"q": "permesso"} | params)
    assert answer.status_code == 400
    assert word in json.loads(answer.content)["error"]
    assert answer["Cache-Control"] == "no-store"


def test_an_answer_is_kept_and_carries_no_cookie(client: Client) -> None:
    first = client.get("/api/search/", {"q": "permesso"})
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    assert first["Cache-Control"] == "public, max-age=60"
    assert first["Access-Control-Allow-Origin"] == "*"
    again = client.get("/api/search/", {"q": "permesso"}, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/search/", {"q": "lavoro"}, headers={"if-none-match": first["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("door", DOORS)
def test_whoever_holds_an_answer_in_any_form_need_not_fetch_it(client: Client, door: str) -> None:
    """Weak, behind others, or whichever it is; a refusal is never what somebody holds."""
    tag = client.get(door, {"q": "permesso"})["ETag"]
    for held in (tag, f"W/{tag}", f'"other", {tag}', f'"other",W/{tag}', "*"):
        again = client.get(door, {"q": "permesso"}, headers={"if-none-match": held})
        assert (again.status_code, again["ETag"], again.content) == (304, tag, b""), held
    for held in (tag.strip('"'), '"other"', f"{tag}x", ""):
        other = client.get(door, {"q": "permesso"}, headers={"if-none-match": held})
        assert other.status_code == 200, held
    refused = client.get(door, {"lang": "xx"})
    for held in ("*", refused["ETag"]):
        again = client.get(door, {"lang": "xx"}, headers={"if-none-match": held})
        assert again.status_code == 400


@pytest.mark.parametrize("door", DOORS)
def test_only_reading_is_allowed(client: Client, door: str) -> None:
    for method in ("post", "put", "patch", "delete", "options"):
        refused = getattr(client, method)(door)
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD"), method
    whole, head = client.get(door, {"q": "permesso"}), client.head(door, {"q": "permesso"})
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Cache-Control", "Content-Type"):
        assert head[name] == whole[name]


@pytest.mark.parametrize("door", DOORS)
def test_the_browsers_language_changes_nothing(client: Client, door: str) -> None:
    """Only the address does: what a cache holds for one reader is right for all."""
    told = {"accept-language": "ar, zh-CN;q=0.9"}
    plain = client.get(door, {"q": "permesso"})
    other = client.get(door, {"q": "permesso"}, headers=told)
    assert other.content == plain.content
    assert "Accept-Language" not in plain.get("Vary", "")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("code", ["zh", "zh-CN", "zh-TW", "pt-BR", "it-IT", "it_IT", "", "it\0"])
def test_a_language_of_another_name_is_refused(client: Client, door: str, code: str) -> None:
    """No region is guessed at: the reason names the languages there are."""
    refused = client.get(door, {"q": "permesso", "lang": code})
    assert refused.status_code == 400
    assert "zh-hans" in json.loads(refused.content)["error"]


@pytest.mark.parametrize("name", ["q", "lang", "page", "exact", "near", "km", "from", "to"])
def test_what_can_be_one_thing_is_given_once(client: Client, name: str) -> None:
    refused = client.get("/api/search/", {name: ["1", "1"]})
    assert (refused.status_code, json.loads(refused.content)["error"]) == (
        400, f"{name} may be given once",
    )  # fmt: skip


@pytest.mark.parametrize("params", [{"q": ["a", "b"]}, {"lang": ["it", "it"]}, {"type": "guide"}])
def test_suggestions_refuse_what_they_do_not_know(client: Client, params: dict[str, Any]) -> None:
    assert client.get("/api/suggest/", params).status_code == 400


def test_a_value_given_twice_counts_once(client: Client) -> None:
    once, twice = get(client, type="guide"), get(client, type=["guide", "guide"])
    assert (twice["total"], twice["results"]) == (once["total"], once["results"])


def test_beyond_the_last_page_there_is_nothing_but_the_total(client: Client) -> None:
    first = get(client, q="permesso", type="guide")
    last = get(client, q="permesso", type="guide", page="50")
    assert (last["results"], last["next"]) == ([], None)
    assert (last["total"], last["facets"]) == (first["total"], first["facets"])


def test_no_sign_that_a_database_refuses_comes_so_far(client: Client) -> None:
    """PostgreSQL takes no NUL: in a filter it would end the page, in a count all that wait."""
    for name in BY_NAME:
        filters = asking.read(QueryDict(f"{name}=a%00b"), "it").filters
        assert filters == {name: ("a b",)}
    assert counting.normal("a\0b\x07") == "a b"
    came = {"referer": "http://testserver/it/cerca/?q=per%00messo"}
    assert client.get("/it/eventi/", headers=came).status_code == 200
    assert [words for _day, _language, words in counting._waiting] == ["per messo"]


def test_titles_are_suggested_while_typing(client: Client) -> None:
    body = json.loads(client.get("/api/suggest/", {"q": "rinnovare il perm", "lang": "it"}).content)
    assert "Rinnovare il permesso di soggiorno" in {row["title"] for row in body["suggestions"]}
    assert client.get("/api/suggest/", {"q": "x", "lang": "xx"}).status_code == 400
    assert json.loads(client.get("/api/suggest/", {"q": ""}).content) == {"suggestions": []}


@pytest.mark.parametrize(
    ("lang", "typed", "title"),
    [("it", "codice f", "Avere il codice fiscale"), ("ar", "تصريح ال", "تجديد تصريح الإقامة")],
)
def test_the_first_letters_of_another_word_lose_no_title(
    client: Client, lang: str, typed: str, title: str
) -> None:
    """Hundreds of words begin with f, and every other Arabic one with an article."""
    body = json.loads(client.get("/api/suggest/", {"q": typed, "lang": lang}).content)
    assert title in [row["title"] for row in body["suggestions"]][:3]


@pytest.mark.parametrize(
    ("lang", "title"), [("ar", "تجديد تصريح الإقامة"), ("en", "Renew your residence permit")]
)
def test_the_italian_of_a_letter_suggests_titles_in_every_language(
    client: Client, lang: str, title: str
) -> None:
    """Its last word may be unfinished as well."""
    for typed in ("rinnovare permesso di sogg", "rinnovare permesso"):
        body = json.loads(client.get("/api/suggest/", {"q": typed, "lang": lang}).content)
        assert title in [row["title"] for row in body["suggestions"]], typed


def test_what_others_found_is_suggested_behind_the_titles(client: Client) -> None:
    """Only what enough of them typed on days that are over, found, and opened."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    rows = {
        "permesso di lavoro": (5, 0, 2), "permesso smarrito": (9, 0, 1), "permesso raro": (2, 0, 1),
        "permesso inutile": (9, 9, 0), "permesso ignorato": (9, 0, 0),
    }  # fmt: skip
    for words, (searches, vain, clicks) in rows.items():
        SearchCount.objects.create(
            day=yesterday, language="it", words=words, searches=searches, without_results=vain,
            clicks=clicks,
        )  # fmt: skip
    today = timezone.localdate()
    for words, day in (("di oggi", today), ("antico", today - datetime.timedelta(days=100))):
        SearchCount.objects.create(
            day=day, language="it", words=f"permesso {words}", searches=9, clicks=9
        )
    answer = client.get("/api/suggest/", {"q": "Permesso", "lang": "it"})
    found = json.loads(answer.content)["suggestions"]
    earlier = [row["title"] for row in found if row["url"].startswith("?")]
    assert earlier == ["permesso smarrito", "permesso di lavoro"]
    assert len(found) > len(earlier)
    assert [row["title"] for row in found][-2:] == earlier
    assert found[-1]["url"] == "?q=permesso+di+lavoro"


def test_no_query_breaks_the_answers(client: Client) -> None:
    """A thousand made-up queries, through the page and the JSON: never a fault of ours."""
    chance = random.Random(7)
    bad: list[tuple[str, int | str]] = []
    for number in range(HOSTILE):
        text = hostile.text(chance, 9)
        language = chance.choice(["it", "ar", "zh-hans", "uk", "en"])
        params = {"q": text.encode("utf-8", "replace").decode(), "page": chance.choice(["1", "50"])}
        name = chance.choice(sorted(BY_NAME))
        params[name] = hostile.text(chance, 2).encode("utf-8", "replace").decode()
        if number % 20 == 0:
            status = client.get(f"/{language}/cerca/", params).status_code
            bad += [(text, status)] if status >= SERVER_ERROR else []
        answer = service.answer(
            service.Ask(text, language, filters={name: (params[name],)}, facets=("type", "topic"))
        )
        bad += [(text, "failed")] if answer.failed else []
        service.suggest(text, language)
    assert bad == []


def test_a_very_long_query_is_cut(client: Client) -> None:
    assert client.get("/it/cerca/", {"q": "permesso " * 100_000}).status_code == 200
    assert client.get("/api/search/", {"q": "permesso " * 100_000}).status_code == 400
    assert len(service.answer(service.Ask("permesso " * 100_000, "it")).ask.text) <= 200


def test_nobody_turns_more_than_fifty_pages(client: Client) -> None:
    """Whatever an address says, and however much there is."""
    assert client.get("/it/cerca/", {"q": "permesso", "page": "9" * 40}).status_code == 200
    found = service.answer(service.Ask("permesso", "it", page=10**9))
    assert (found.ask.page, found.results) == (50, [])
    assert replace(found, total=10**6).pages == 50
    assert replace(found, total=11).pages == 2
