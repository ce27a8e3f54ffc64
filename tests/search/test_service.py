"""A reader's search on the demonstration: results, filters, corrections, what is never answered."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from guides.models import GuidePage
from search import counting, keeping, service, stores
from search.engines.base import EngineError
from search.models import SearchCount
from search.service import Ask
from tests.search import samples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_index")]
RENEWAL = "rinnovare-permesso"


def urls(text: str, language: str = "it", **others: Any) -> list[str]:
    return [found.url for found in service.answer(Ask(text, language, **others)).results]


def test_a_result_shows_where_the_words_are() -> None:
    """Marked in the title and in the text, whatever their ending."""
    first = service.answer(Ask("permessi", "it", filters={"type": ("guide",)})).results[0]
    assert [piece.text for piece in first.title if piece.marked] == ["permesso"]
    assert any(piece.marked for piece in first.snippet)


def test_a_slip_is_corrected_and_said() -> None:
    found = service.answer(Ask("permeso sogiorno", "it"))
    assert found.corrected == "permesso soggiorno"
    assert any(RENEWAL in result.url for result in found.results[:3])
    exact = service.answer(Ask("permeso sogiorno", "it", exact=True))
    assert exact.corrections == {}


def test_readers_get_their_language_and_find_by_the_italian_of_a_letter() -> None:
    for language in ("ar", "uk", "zh-hans"):
        first = service.answer(Ask("permesso di soggiorno", language)).results[0]
        assert first.language == language
        assert first.url.startswith(f"/{language}/")


def test_what_is_not_translated_comes_once_in_the_next_language() -> None:
    """A page without a Spanish version is answered in another language of the chain, and says so."""
    results = service.answer(Ask("", "es", filters={"type": ("news",)}, per_page=50)).results
    keys = [found.key for found in results]
    assert len(keys) == len(set(keys))
    others = [found for found in results if found.language != "es"]
    assert others
    assert all("es" not in found.languages for found in others)


def test_filters_count_what_a_further_tick_would_add() -> None:
    plain = service.answer(Ask("permesso", "it", facets=("type",)))
    chosen = service.answer(
        Ask("permesso", "it", filters={"type": ("guide",)}, facets=("type", "topic"))
    )
    assert chosen.total == plain.facets["type"]["guide"]
    assert chosen.facets["type"] == plain.facets["type"]
    assert sum(chosen.facets["topic"].values()) >= chosen.total
    both = service.answer(Ask("permesso", "it", filters={"type": ("guide", "term")}))
    assert both.total == plain.facets["type"]["guide"] + plain.facets["type"]["term"]


def test_a_comune_counts_for_its_province_and_region() -> None:
    places = service.answer(Ask("", "it", facets=("place",))).facets["place"]
    regions = {value for value in places if value.startswith("region:")}
    assert regions
    for region in regions:
        found = service.answer(Ask("", "it", filters={"place": (region,)}))
        assert found.total == places[region]


def test_nothing_found_offers_what_would_find_more() -> None:
    found = service.answer(Ask("permesso", "it", filters={"type": ("event",), "year": ("1999",)}))
    assert found.total == 0
    assert found.relaxations["filters"] == service.answer(Ask("permesso", "it")).total
    quoted = service.answer(Ask('"soggiorno di permesso"', "it"))
    assert quoted.total == 0
    assert quoted.relaxations["quotes"] > 0
    assert service.answer(Ask('""""', "it")).relaxations == {}, "nothing is in these quotes"


def test_quotes_that_nothing_has_are_let_go_and_said(client: Client) -> None:
    """In a question they seldom are an order; one address asks for the words as they stand."""
    typed = "come rinnovo il “soggiorno di permesso”"
    page = client.get("/it/cerca/", {"q": typed}).content.decode()
    assert "risultati per “come rinnovo il soggiorno di permesso”" in page
    assert "senza le virgolette" in page
    assert "Abbiamo corretto" not in page
    assert "exact=1" in page
    body = client.get("/api/search/", {"q": typed}).json()
    assert body["total"] > 0
    assert body["corrections"] == {"“soggiorno di permesso”": "soggiorno di permesso"}
    exact = client.get("/api/search/", {"q": typed, "exact": "1"}).json()
    assert (exact["total"], exact["corrections"]) == (0, {})


def test_pages_of_results_do_not_overlap() -> None:
    first, second = urls("permesso", page=1), urls("permesso", page=2)
    assert len(first) == service.PER_PAGE
    assert not set(first) & set(second)


def test_only_what_is_live_and_public_is_found(django_capture_on_commit_callbacks: Any) -> None:
    """Unpublish, restrict, publish again: the index follows at once."""
    page = GuidePage.objects.get(slug=RENEWAL, locale__language_code="it")

    def is_found() -> bool:
        return page.url in urls("rinnovare permesso soggiorno")

    assert is_found()
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert not is_found()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert is_found()
    with django_capture_on_commit_callbacks(execute=True):
        hidden = PageViewRestriction.objects.create(
            page=page.get_parent(), restriction_type="login"
        )
    assert not is_found()
    with django_capture_on_commit_callbacks(execute=True):
        hidden.delete()
    assert is_found()


def test_a_changed_title_is_found_and_the_old_one_is_not(
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = GuidePage.objects.get(slug=RENEWAL, locale__language_code="it")
    old = page.title
    page.title = "Zanzibarese"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert any(RENEWAL in url for url in urls("zanzibarese"))
    page.title = old
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert urls("zanzibarese", exact=True) == []


def test_a_moved_page_is_found_at_its_new_address(
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = GuidePage.objects.get(slug=RENEWAL, locale__language_code="it")
    old = page.url
    new = next(
        parent
        for parent in Page.objects.type(type(page.get_parent().specific)).filter(locale=page.locale)
        if parent.pk != page.get_parent().pk
    )
    with django_capture_on_commit_callbacks(execute=True):
        page.move(new, pos="last-child")
    moved = GuidePage.objects.get(pk=page.pk)
    found = urls("rinnovare permesso soggiorno")
    assert moved.url == f"{new.url}{RENEWAL}/" != old
    assert moved.url in found
    assert old not in found


def test_a_new_address_is_that_of_all_pages_below(
    django_capture_on_commit_callbacks: Any,
) -> None:
    page = GuidePage.objects.get(slug=RENEWAL, locale__language_code="it")
    parent = page.get_parent().specific
    old = page.url
    parent.slug = "altrove"
    with django_capture_on_commit_callbacks(execute=True):
        parent.save_revision().publish()
    found = urls("rinnovare permesso soggiorno")
    assert old not in found
    assert any(url.endswith(f"/altrove/{RENEWAL}/") for url in found)


def test_a_deleted_page_is_gone(django_capture_on_commit_callbacks: Any) -> None:
    page = GuidePage.objects.get(slug=RENEWAL, locale__language_code="it")
    with django_capture_on_commit_callbacks(execute=True):
        for translation in page.get_translations(inclusive=True):
            translation.delete()
    assert not any(RENEWAL in url for url in urls("rinnovare permesso soggiorno"))


def test_the_reconciler_mends_what_was_lost() -> None:
    """An index that forgot a page and kept one that is gone comes right by itself."""
    page = GuidePage.objects.get(slug=RENEWAL, locale__language_code="it")
    GuidePage.objects.filter(pk=page.pk).update(last_published_at=timezone.now())
    engine = stores.local()
    engine.delete("it", [f"page:{page.translation_key}"])
    engine.index([samples.page("page:gone", "Zanzibarese", payload={"url": "/it/gone/"})])
    assert urls("zanzibarese") == ["/it/gone/"]
    report = keeping.reconcile()
    assert report.written["fts5"] >= 1
    assert report.removed == {"fts5": 1}
    assert urls("zanzibarese", exact=True) == []
    assert any(RENEWAL in url for url in urls("rinnovare permesso soggiorno"))
    assert keeping.reconcile().total == 0
    assert keeping.reconcile(deep=True).total == 0


@pytest.mark.parametrize(
    ("held", "quick", "deep"),
    [("a:1#x", True, True), ("a:1#y", True, False), ("a:2#x", False, False), (None, False, False)],
)
def test_a_quick_look_compares_texts_and_a_deep_one_everything(
    held: str | None, quick: bool, deep: bool
) -> None:
    assert keeping._same(held, "a:1#x", deep=False) is quick
    assert keeping._same(held, "a:1#x", deep=True) is deep


def test_two_filters_that_find_nothing_together_offer_each_alone() -> None:
    filters = {"topic": ("nobody-has-it",), "type": ("guide",)}
    found = service.answer(Ask("permesso", "it", filters=filters))
    assert found.total == 0
    alone = service.answer(Ask("permesso", "it", filters={"type": ("guide",)})).total
    every = service.answer(Ask("permesso", "it")).total
    assert found.relaxations == {"topic": alone, "filters": every}
    assert 0 < alone < every


def test_what_people_look_for_is_counted_without_them() -> None:
    """Sums a day; mailboxes and long numbers never; rare words go when the day is over."""
    for _time in range(3):
        counting.searched("Permesso  di SOGGIORNO", "it", 4)
    for _time in range(counting.RARE - 1):
        counting.searched("xyzzy", "it", 0)
    counting.searched("mario@example.org", "it", 0)
    counting.searched("333 123 4567", "it", 0)
    counting.searched("una lunga storia che è solo sua " * 3, "it", 0)
    counting.opened("permesso di soggiorno", "it")
    counting.flush()
    rows = {row.words: row for row in SearchCount.objects.all()}
    assert set(rows) == {"permesso di soggiorno", "xyzzy"}
    row = rows["permesso di soggiorno"]
    assert (row.searches, row.without_results, row.clicks) == (3, 0, 1)
    assert rows["xyzzy"].without_results == counting.RARE - 1
    assert counting.forget_rare() == 0, "the day is not over"
    SearchCount.objects.update(day=timezone.localdate() - datetime.timedelta(days=1))
    assert counting.forget_rare() == 1
    assert set(SearchCount.objects.values_list("words", flat=True)) == {"permesso di soggiorno"}


def test_a_count_has_no_room_for_a_person(client: Client) -> None:
    """Both ways to search count the same row, whoever asks: words, language, day and sums."""
    for door, number in (("/it/cerca/", 1), ("/api/search/", 2)):
        told = {"user-agent": f"browser {number}", "cookie": f"visitor={number}"}
        answer = client.get(door, {"q": "permesso"}, headers=told, REMOTE_ADDR=f"192.0.2.{number}")
        assert answer.status_code == 200
        assert not answer.cookies
    counting.flush()
    (row,) = SearchCount.objects.values()
    assert {name: value for name, value in row.items() if name != "id"} == {
        "day": timezone.localdate(), "language": "it", "words": "permesso", "searches": 2,
        "without_results": 0, "clicks": 0,
    }  # fmt: skip


def test_what_a_busy_database_does_not_take_is_counted_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def busy(*_args: object, **_more: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(counting, "FLUSH_SECONDS", float("inf"))
    counting.searched("permesso", "it", 4)
    with monkeypatch.context() as patch:
        patch.setattr(SearchCount.objects, "get_or_create", busy)
        counting.flush()
    counting.searched("permesso", "it", 4)
    counting.searched("lavoro", "it", 0)
    counting.flush()
    counted = dict(SearchCount.objects.values_list("words", "searches"))
    assert counted == {"permesso": 2, "lavoro": 1}
    counting.flush()
    assert dict(SearchCount.objects.values_list("words", "searches")) == counted


def test_what_is_opened_from_results_is_counted(client: Client) -> None:
    """A word of the glossary as well, whose address has words of its own; no next page of results."""
    came = {"referer": "http://testserver/it/cerca/?q=Codice+Fiscale"}
    counting.searched("codice fiscale", "it", 9)
    for url in ("/it/glossario/?q=codice+fiscale", "/it/eventi/", "/it/cerca/?q=altro"):
        assert client.get(url, headers=came).status_code == 200
    client.get("/it/progetti/", headers={"referer": "https://example.org/it/cerca/?q=codice"})
    counting.flush()
    row = SearchCount.objects.get(words="codice fiscale")
    assert (row.searches, row.clicks) == (1, 2)
    assert not SearchCount.objects.filter(words="codice").exists()


def test_the_page_never_fails_when_no_engine_answers(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise EngineError("planted")

    monkeypatch.setattr(stores, "ask", broken)
    page = client.get("/it/cerca/", {"q": "permesso"})
    assert page.status_code == 200
    assert client.get("/api/search/", {"q": "permesso"}).status_code == 503


def test_the_index_may_be_missing_altogether(client: Client, settings: Any, tmp_path: Path) -> None:
    """Before the first rebuild a search finds nothing and says so."""
    settings.SEARCH_DIR = tmp_path / "none"
    assert client.get("/it/cerca/", {"q": "permesso"}).status_code == 200
