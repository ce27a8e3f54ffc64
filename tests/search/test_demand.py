"""What readers looked for in vain becomes a synonym, a way to a page or a task, and back."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page
from wagtail.users.models import UserProfile

from accounts.models import User
from core.desk import queue
from guides.models import GuidePage
from search import feed, leads, service
from search.desk import demand
from search.desk.work import NotFound
from search.models import SearchCount, SearchDecision, SynonymGroup
from search.service import Ask
from tests.desk import signed_in, turned_away

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_index")]
URL = "/admin/desk/demand/"
WORDS = "zzkit wuxyone"


def looked_for(
    words: str = WORDS, language: str = "it", searches: int = 9, *, vain: int | None = None,
    clicks: int = 0, days: int = 3,
) -> None:  # fmt: skip
    SearchCount.objects.create(
        day=timezone.localdate() - dt.timedelta(days=days), language=language, words=words,
        searches=searches, without_results=searches if vain is None else vain, clicks=clicks,
    )  # fmt: skip


def guide(language: str = "it") -> GuidePage:
    return GuidePage.objects.get(slug="rinnovare-permesso", locale__language_code=language)


def decide(client: Client, act: str, words: str = WORDS, language: str = "it", **more: str) -> Any:
    return client.post(f"{URL}?language={language}", {"words": words, "act": act, **more})


def found(words: str = WORDS, language: str = "it") -> list[str]:
    return [hit.url for hit in service.answer(Ask(words, language, exact=True)).results]


def test_only_what_many_looked_for_in_vain_is_shown() -> None:
    """Not what few typed, not what was found and opened, not what is four weeks old."""
    looked_for()
    looked_for("pochi", searches=4)
    looked_for("aperto", vain=1, clicks=5)
    looked_for("mai aperto", vain=0)
    looked_for("vecchio", days=30)
    looked_for("wuxyone zzkit", searches=5, days=35)
    found = demand.read().open["it"]
    assert [(wish.words, wish.trend) for wish in found] == [("mai aperto", None), (WORDS, 80)]
    assert [wish.found_nothing for wish in found] == [False, True]


def test_spellings_of_one_wish_are_one_row() -> None:
    looked_for("zzkit wuxyone", searches=6)
    looked_for("i zzkit wuxyoni", searches=3)
    wishes = demand.read().open["it"]
    assert [(wish.words, wish.searches, wish.others) for wish in wishes] == [
        ("zzkit wuxyone", 9, ["i zzkit wuxyoni"])
    ]


def test_the_demand_costs_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(30):
        looked_for(f"zzparola {number}")
    with django_assert_num_queries(3):
        demand.read()


def test_a_synonym_finds_the_page_and_its_like_and_is_undone(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    looked_for()
    signed_in(client, "editor")
    assert not any(guide().url in url for url in found())
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, "synonym", page=str(guide().pk))
    assert found()[0] == guide().url
    page = client.get(URL).content.decode()
    assert "Finish the draft" not in page
    assert WORDS in page.split("is-done")[1]
    row = SearchDecision.objects.get()
    client.post(f"{URL}?language=it", {"act": "undo", "id": str(row.pk)})
    assert not SynonymGroup.objects.filter(expressions__contains=WORDS).exists()
    assert demand.read().open["it"][0].words == WORDS


def test_words_lead_to_a_page_and_it_comes_first(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    """The page's own text and drafts stay as they are; what leads stands in the index alone."""
    looked_for()
    signed_in(client, "officer")
    with django_capture_on_commit_callbacks(execute=True):
        decide(client, "lead", page=str(guide().pk))
    assert found()[0] == guide().url
    assert WORDS not in guide().search_keywords
    key = f"page:{guide().translation_key}"
    variants = feed.variants_of(key)
    walked = feed.sources(key, variants, leads.all_of_them()[key])
    assert list(walked) == list(feed.sources(key, variants))
    row = SearchDecision.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{URL}?language=it", {"act": "undo", "id": str(row.pk)})
    assert guide().url not in found()


def test_a_wish_in_another_language_proposes_the_page_that_has_it(client: Client) -> None:
    """Somebody types English among Arabic pages: the guide is near, found by its English text."""
    english = guide("en")
    words = english.title.lower()
    looked_for(words, "uk")
    signed_in(client, "publisher")
    soup = BeautifulSoup(client.get(f"{URL}?language=uk").content, "html.parser")
    row = soup.select(".desk-demand tbody tr")[0]
    assert words in row.get_text()
    assert row.select(".desk-do button")[0]["value"] in {"synonym", "lead"}


def test_what_nobody_wrote_becomes_a_task_in_my_work(client: Client) -> None:
    looked_for()
    signed_in(client, "officer")
    decide(client, "task")
    officer, other = User.objects.get(username="officer"), User.objects.get(username="organisation")
    assert [row.title for row in queue.gather(officer, 7, [NotFound()]).rows] == [WORDS]
    assert queue.gather(other, 7, [NotFound()]).total == 0
    row = SearchDecision.objects.get()
    client.post(f"{URL}?language=it", {"act": "finish", "id": str(row.pk)})
    assert queue.gather(officer, 7, [NotFound()]).total == 0


def test_who_is_to_write_it_gets_a_mail_in_their_language(client: Client, mailoutbox: Any) -> None:
    looked_for()
    signed_in(client, "officer")
    editor = User.objects.get(username="editor")
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "en"})
    choose = f"{URL}choose/?language=it&words={WORDS}"
    client.post(choose, {"act": "task", "to": str(editor.pk)})
    assert SearchDecision.objects.get().assigned_to == editor
    assert [letter.to for letter in mailoutbox] == [["editor@example.org"]]
    assert mailoutbox[0].subject == f"Readers look for: {WORDS}"
    assert "9 times" in mailoutbox[0].body
    assert "/admin/desk/demand/?language=it" in mailoutbox[0].body


def test_a_draft_is_proposed_to_be_finished(client: Client) -> None:
    """A page that was never published, with one of the words in its title."""
    looked_for("zzsconosciutissimo")
    parent = guide().get_parent()
    parent.add_child(instance=GuidePage(title="Lo zzsconosciutissimo", slug="zz", live=False))
    signed_in(client, "officer")
    assert "zzsconosciutissimo" in client.get(URL).content.decode()
    draft = Page.objects.get(slug="zz")
    decide(client, "task", "zzsconosciutissimo", page=str(draft.pk))
    officer = User.objects.get(username="officer")
    row = queue.gather(officer, 7, [NotFound()]).rows[0]
    assert row.url.endswith(f"/pages/{draft.pk}/edit/")


def test_another_page_is_chosen_by_searching(client: Client) -> None:
    looked_for()
    signed_in(client, "officer")
    page = client.get(f"{URL}choose/?language=it&words={WORDS}&q=permesso di soggiorno")
    assert page.status_code == 200
    radio = BeautifulSoup(page.content, "html.parser").select("input[name=page]")[0]
    client.post(f"{URL}choose/?language=it&words={WORDS}", {"act": "lead", "page": radio["value"]})
    assert str(SearchDecision.objects.get().page_id) == radio["value"]


@pytest.mark.parametrize(
    "said",
    [
        {"act": "nonsense"}, {"act": "lead"}, {"act": "lead", "page": "x"},
        {"act": "synonym", "page": "999999999999999999999"}, {"act": "lead", "words": "mai cercato"},
        {"act": "undo", "id": "x"}, {"act": "finish"}, {},
    ],
)  # fmt: skip
def test_nonsense_decides_nothing(client: Client, said: dict[str, str]) -> None:
    looked_for()
    signed_in(client, "officer")
    answer = client.post(URL, {"words": WORDS} | said)
    assert answer.status_code == 302
    assert not SearchDecision.objects.exists()
    assert turned_away(client.get(f"{URL}choose/?words=mai"))


@pytest.mark.parametrize("name", ["organisation", "translator-ar"])
def test_the_board_is_for_writers_and_officers(client: Client, name: str) -> None:
    looked_for()
    signed_in(client, name)
    assert turned_away(client.get(URL))
    assert turned_away(client.get(f"{URL}choose/?words={WORDS}"))
    assert turned_away(decide(client, "task"))
    assert not SearchDecision.objects.exists()


def test_the_board_of_a_language_of_others_is_only_read(client: Client) -> None:
    looked_for(WORDS, "ar")
    looked_for(WORDS, "it")
    signed_in(client, "officer")
    soup = BeautifulSoup(client.get(f"{URL}?language=ar").content, "html.parser")
    assert WORDS in soup.select(".desk-demand")[0].get_text()
    assert not soup.select(".desk-do button")
    assert turned_away(client.get(f"{URL}choose/?language=ar&words={WORDS}"))
    assert turned_away(decide(client, "task", language="ar"))
    assert not SearchDecision.objects.exists()
    reviewer = signed_in(Client(), "reviewer-ar")
    first = BeautifulSoup(reviewer.get(URL).content, "html.parser").select(".desk-tabs a")[0]
    assert (first["href"], first["aria-current"]) == ("?language=ar", "page")
    decide(reviewer, "task", language="ar")
    row = SearchDecision.objects.get(language="ar")
    assert turned_away(client.post(f"{URL}?language=it", {"act": "undo", "id": str(row.pk)}))
    assert turned_away(decide(reviewer, "task", language="it"))
    people = {name: User.objects.get(username=name) for name in ("officer", "reviewer-ar")}
    assert queue.gather(people["officer"], 7, [NotFound()]).total == 0
    assert queue.gather(people["reviewer-ar"], 7, [NotFound()]).total == 1
    reviewer.post(f"{URL}?language=ar", {"act": "undo", "id": str(row.pk)})
    assert not SearchDecision.objects.exists()


def test_an_empty_board_says_so_and_costs_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in(client, "officer")
    assert client.get(f"{URL}?language=zh-hans").status_code == 200
    for number in range(25):
        looked_for(f"zzparola {number}")
    with django_assert_max_num_queries(40):
        client.get(URL)
